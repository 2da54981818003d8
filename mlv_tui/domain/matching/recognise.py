"""The passes in their order: by exact signs, then by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mlv_tui.domain.matching import signs
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.moved_texts import follow_texts
from mlv_tui.domain.matching.numbered_anew import NumberedAnew
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.stored import Everything, Stored

if TYPE_CHECKING:
    from mlv_tui.domain.matching.likeliest import Doubt


def by_sign(passes: Passes, attached: Sequence[Known[int]], stored: Stored) -> None:
    """Take what stands where it stood, or has a sign that nothing else has.

    Args:
        passes: What is known already.
        attached: What headings may be recognised as.
        stored: Where texts are looked up.
    """
    passes.go_on_with(attached)
    passes.take(signs.ID_HERE)
    passes.take(signs.EXPLICIT_ID)
    passes.take_shifted(signs.SHIFTED)
    follow_texts(passes, stored)
    anew = NumberedAnew(passes, attached)
    anew.take()
    passes.go_on_with(*anew.others())
    _by_title(passes)
    _by_title_alone(passes, attached, stored)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW, signs.RETITLED)
    anew.take()


def _by_title(passes: Passes) -> None:
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


def _by_title_alone(passes: Passes, attached: Sequence[Known[int]], stored: Stored) -> None:
    """Take what has no text from one plan to another, if nothing else has, or had, its title."""

    @cache
    def counts() -> tuple[Counter[str], Counter[str]]:
        return Counter(one.slug for one in attached), Counter(one.slug for one in passes.asked)

    def is_alone(one: Known[int], two: Known[HeadingKey]) -> bool:
        before, after = counts()
        is_once = before[one.slug] == after[two.slug] == 1
        return is_once and one.plan != two.plan and not stored.is_titled(one.slug)

    passes.take_agreed(signs.BARE_ELSEWHERE, is_alone)


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
    numberless = passes.pairs.numberless
    passes.go_on_with(one for one in wanted if one.key not in numberless)
    passes.take_below(signs.BELOW_WITH_TEXT, signs.BELOW)
    known = passes.pairs.heading_of
    return {key: ones for key, ones in doubts.items() if key not in known}
