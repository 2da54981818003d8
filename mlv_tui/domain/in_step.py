"""A milestone brought into step with what its plan says now."""

from __future__ import annotations

from dataclasses import replace

from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.outline import Heading
from mlv_tui.domain.three_way import unsettled


def in_step(one: Milestone, known: Known[HeadingKey], heading: Heading) -> Milestone:
    """Let the plan-owned fields follow the heading, and the shared ones where they agree.

    Returns:
        The very same milestone where it is in step already.
    """
    says = heading.says
    mine = unsettled(one.mine, says)
    if len(mine) == len(one.mine) and _is_in_step(one, known, heading):
        return one
    return replace(
        one,
        plan=known.plan,
        level=heading.level,
        slug=known.slug,
        occurrence=known.occurrence,
        says=says,
        body_digest=known.text,
        mine=mine,
        prompt_starters=len(heading.prompt_starters),
        explicit_id=heading.explicit_id,
        detached_at=None,
    )


def _is_in_step(one: Milestone, known: Known[HeadingKey], heading: Heading) -> bool:
    return (
        one.body_digest == known.text
        and one.says == heading.says
        and one.occurrence == known.occurrence
        and one.slug == known.slug
        and one.level == heading.level
        and one.plan == known.plan
        and one.prompt_starters == len(heading.prompt_starters)
        and one.explicit_id == heading.explicit_id
        and one.detached_at is None
    )
