"""What matching is told of headings and of milestones."""

from __future__ import annotations

from collections.abc import Iterator

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.matching.known import TELLING_TEXT, HeadingKey, Known
from mlv_tui.domain.outline import Outline, parents
from mlv_tui.domain.source_key import addresses


def known_headings(outline: Outline) -> Iterator[Known[HeadingKey]]:
    """Tell what was read of each heading of a plan, in file order."""
    headings = outline.headings
    above = parents([heading.level for heading in headings])
    keys = addresses(heading.title for heading in headings)
    for index, (heading, (slug, occurrence)) in enumerate(zip(headings, keys, strict=True)):
        parent = above[index]
        yield Known(
            key=(outline.plan, index),
            plan=outline.plan,
            slug=slug,
            occurrence=occurrence,
            text=heading.body_digest,
            parent=None if parent is None else (outline.plan, parent),
            title=heading.title,
            is_telling=len(heading.body) >= TELLING_TEXT,
            level=heading.level,
            body=heading.body,
            explicit_id=heading.explicit_id,
        )


def known_milestone(forest: Forest, ident: int) -> Known[int]:
    """Tell what is stored of a milestone's heading."""
    one = forest[ident]
    return Known(
        key=ident,
        plan=one.plan or "",
        slug=one.slug,
        occurrence=one.occurrence,
        text=one.body_digest,
        parent=forest.parent.get(ident),
        detached_at=one.detached_at,
        age=forest.number - one.changed_in,
        title=one.says.title,
        level=one.level,
        explicit_id=one.explicit_id,
    )
