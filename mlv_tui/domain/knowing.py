"""What matching is told of headings and of milestones."""

from __future__ import annotations

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.matching.known import TELLING_TEXT, HeadingKey, Known


def known_heading(keyed: KeyedOutline, index: int) -> Known[HeadingKey]:
    """Tell what was read of a heading of a plan."""
    plan, heading, above = keyed.plan, keyed.headings[index], keyed.above[index]
    return Known(
        (plan, index),
        plan,
        keyed.slugs[index],
        keyed.occurrences[index],
        keyed.digests[index],
        None if above is None else (plan, above),
        title=heading.title,
        is_telling=len(heading.body) >= TELLING_TEXT,
        level=heading.level,
        body=heading.body,
        explicit_id=heading.explicit_id,
    )


def known_milestone(forest: Forest, ident: int) -> Known[int]:
    """Tell what is stored of a milestone's heading."""
    one = forest.by_id[ident]
    return Known(
        ident,
        one.plan or "",
        one.slug,
        one.occurrence,
        one.body_digest,
        forest.plan_parent.get(ident),
        one.detached_at,
        forest.number - one.changed_in,
        one.says.title,
        level=one.level,
        explicit_id=one.explicit_id,
    )
