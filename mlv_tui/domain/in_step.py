"""A milestone brought into step with what its plan says now."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.keyed import KeyedOutline
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.three_way import unsettled


def in_step(one: Milestone, keyed: KeyedOutline, index: int) -> Milestone:
    """Let the plan-owned fields follow a heading, and the shared ones where they agree.

    Args:
        one: The milestone.
        keyed: The plan of the heading.
        index: The heading's.

    Returns:
        The very same milestone where it is in step already.
    """
    heading = keyed.headings[index]
    says = heading.says
    mine = unsettled(one.mine, says) if one.mine else one.mine
    if len(mine) == len(one.mine) and _is_in_step(one, keyed, index):
        return one
    return replace(
        one,
        plan=keyed.plan,
        level=heading.level,
        slug=keyed.slugs[index],
        occurrence=keyed.occurrences[index],
        says=says,
        body_digest=keyed.digests[index],
        mine=mine,
        prompt_starters=len(heading.prompt_starters),
        explicit_id=heading.explicit_id,
        detached_at=None,
    )


def _is_in_step(one: Milestone, keyed: KeyedOutline, index: int) -> bool:
    heading = keyed.headings[index]
    return (
        one.body_digest == keyed.digests[index]
        and one.says == heading.says
        and one.occurrence == keyed.occurrences[index]
        and one.slug == keyed.slugs[index]
        and one.level == heading.level
        and one.plan == keyed.plan
        and one.prompt_starters == len(heading.prompt_starters)
        and one.explicit_id == heading.explicit_id
        and one.detached_at is None
    )
