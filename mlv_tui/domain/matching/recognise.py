"""The passes in their order: by exact signs, then by likeness."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from mlv_tui.domain.matching import signs
from mlv_tui.domain.matching.known import Known
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.stored import Everything, Stored

if TYPE_CHECKING:
    from mlv_tui.domain.matching.likeliest import Doubt


def by_sign(passes: Passes, attached: Sequence[Known[int]]) -> None:
    """Take what stands where it stood, or has a sign that nothing else has."""
    passes.go_on_with(attached)
    passes.take(signs.EXPLICIT_ID)
    passes.take_shifted(signs.SHIFTED)
    passes.take(signs.TITLE)
    passes.take(signs.LETTER)
    passes.take_below(signs.BELOW_WITH_TEXT)
    passes.take(signs.TEXT)
    passes.take_in_order(signs.TWIN_BELOW)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    passes.take_in_order(signs.TWIN)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    passes.take(signs.ROOT)
    passes.take_in_order(signs.ORDER)
    passes.take(signs.REMARKED)
    passes.take(signs.ELSEWHERE)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW, signs.RETITLED)


def by_likeness(
    passes: Passes,
    wanted: Sequence[Known[int]],
    among: Callable[[], Everything],
    stored: Stored,
) -> Mapping[int, tuple[Doubt, ...]]:
    """Take what is likely enough, and what then stands below it.

    Args:
        passes: What is known already.
        wanted: The milestones that are looked for.
        among: Tells what stands around them and around the headings, they themselves among it.
        stored: Where texts are looked up.

    Returns:
        For the milestones that stay behind what they may be, the likeliest first.
    """
    passes.go_on_with(wanted)
    if not passes.left or not passes.unknown:
        return {}
    from mlv_tui.domain.matching.likeliest import Likeliest  # noqa: PLC0415 - seldom needed

    ones, headings = among()
    likeliest = Likeliest(ones, headings, passes.pairs, stored.texts_of, stored.is_common)
    doubts = likeliest.settle()
    passes.go_on_with(wanted)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    return {one.key: doubts[one.key] for one in passes.left if one.key in doubts}
