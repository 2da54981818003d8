"""Which numbers of a plan moved: those beside each other, or only those above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final, Generic

from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.order_marks import rank, stem
from mlv_tui.domain.matching.pairs import Pairs

_SEVERAL: Final = 2
_SAID: Final = attrgetter("plan", "slug", "text")
Family = tuple[str, str]
"""A plan, and what several titles there say besides their numbers."""
Sides = tuple[Sequence[Known[int]], Sequence[Known[HeadingKey]]]


class MovedNumbers(Generic[Key]):
    """Learns from headings that have another number which others' numbers are no sign."""

    def __init__(self, ones: Sequence[Known[Key]]) -> None:
        """Learn about these, all of one side in file order."""
        self.ones = {one.key: one for one in ones}
        self.numberless: set[Key] = set()
        self._beside: set[Hashable] = set()
        self._above: set[Hashable] = set()

    def learn(self, one: Known[Key], title: str) -> None:
        """Take in that one has, or had, another number."""
        if rank(one.title) != rank(title):
            self.learn_of_all_below(_place(one))
            return
        self._above.add(_place(one))
        above = None if one.parent is None else self.ones.get(one.parent)
        if above is not None:
            self.learn_of_all_below(_place(above))

    def learn_of_all_below(self, place: Hashable) -> None:
        """Take in that the numbers right below something are no sign."""
        self._beside.add(place)

    def renamed(self, families: Collection[Family]) -> dict[Key, Known[Key]]:
        """Give those whose numbers moved, called by what their number doesn't say.

        Where those beside them moved, by their text as well. Where only those above them did, by
        their place among those beside them.
        """
        found: dict[Key, Known[Key]] = {}
        moved: set[Key] = set()
        for at, one in enumerate(self.ones.values()):
            place = _place(one)
            if not (place in self._beside or place in self._above or one.parent in moved):
                continue
            moved.add(one.key)
            if family(one) in families:
                is_beside = place in self._beside
                self.numberless |= {one.key} if is_beside else set()
                said = one.text if is_beside else rank(one.title)
                name = f"{stem(one.title)} {said}"
                found[one.key] = one._replace(title=name, slug=name, occurrence=at)
        return found


def family(one: Known[Key]) -> Family:
    """Return the plan, and what a title says besides its number."""
    return one.plan, stem(one.title)


def families(sides: Sides) -> set[Family]:
    """List what stands more than once on one side."""
    before, after = Counter(map(family, sides[0])), Counter(map(family, sides[1]))
    names = {name for name in before.keys() & after.keys() if name[1]}
    return {name for name in names if max(before[name], after[name]) >= _SEVERAL}


def may_have_moved(sides: Sides) -> bool:
    """Tell whether anything has another number, or its number below another heading.

    Args:
        sides: What isn't recognised yet.
    """
    read = [one for one in sides[1] if stem(one.title)]
    stored = [one for one in sides[0] if stem(one.title)] if read else []
    if not stored:
        return False
    before, after = set(map(_SAID, stored)), set(map(_SAID, read))
    gone = {(family(one), one.slug) for one in stored if _SAID(one) not in after}
    new = {(family(one), one.slug) for one in read if _SAID(one) not in before}
    names = {name for name, _ in gone} & {name for name, _ in new}
    titles = Counter(name for name, _ in gone | new)
    return any(titles[name] >= _SEVERAL for name in names) or any(
        stem(one.title) for one, _ in _below_another(sides)
    )


def run_through(
    sides: Sides, weak: Collection[Family], pairs: Pairs
) -> Iterator[tuple[Known[int], Known[HeadingKey]]]:
    """Yield equal titles below what surely is two, where no text tells: the numbers run through.

    Only of what has more, or less, than it had: else one just went to another place.
    """
    before, after = _titles(sides[0]), _titles(sides[1])
    changed = {name for name, _ in before ^ after}
    texts = Counter((one.plan, one.text) for one in sides[0])
    for one, two in _below_another(sides):
        if family(one) not in changed or family(one) not in weak:
            continue
        if not one.text or texts[one.plan, one.text] > 1:
            there = None if one.parent is None else pairs.heading_of.get(one.parent)
            if there not in (None, two.parent) and two.parent in pairs.milestone_of:
                yield one, two


def _below_another(sides: Sides) -> Iterator[tuple[Known[int], Known[HeadingKey]]]:
    """Yield equal titles, each alone with its, with equal texts below what has another title."""
    before, after = _titled(sides[0]), _titled(sides[1])
    stored, read = ({one.key: one.slug for one in side} for side in sides)
    for name, two in after.items():
        one = before.get(name)
        if one is None or two is None or one.parent is None or two.parent is None:
            continue
        if one.text == two.text and stored.get(one.parent) != read.get(two.parent, ""):
            yield one, two


def _titled(ones: Iterable[Known[Key]]) -> Mapping[tuple[str, str], Known[Key] | None]:
    """Give the headings by their titles, None where several have it."""
    found: dict[tuple[str, str], Known[Key] | None] = {}
    for one in ones:
        found[one.plan, one.slug] = None if (one.plan, one.slug) in found else one
    return found


def _titles(ones: Iterable[Known[Key]]) -> set[tuple[Family, str]]:
    return {(family(one), one.slug) for one in ones}


def _place(one: Known[Key]) -> Hashable:
    """Name what stands right above, the plan of a root."""
    return one.plan if one.parent is None else one.parent
