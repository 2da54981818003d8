"""Texts compared: by their lines and by their words, the rare ones weighing most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

Bag = Mapping[str, int]
"""How often each line, or each word, stands in a text."""

_BOX: Final = re.compile(r"^(?:[-*+]|\d{1,9}[.)]) \[[ xX~/-]\] ")
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
"""Scripts that put no blanks between words count by character."""
_ENOUGH: Final = 20_000
"""Characters; what a text says is clear from so many."""

_PAIR: Final = 2
"""What stands in no more texts than a pair of them has its full weight."""


class Common(NamedTuple):
    """What two texts have in common.

    Attributes:
        share: Of both together, 0 to 1.
        contained: Of the one that has less, 0 to 1.
    """

    share: float = 0.0
    contained: float = 0.0


def lines_of(text: str) -> Bag:
    """Count lines that say something, without white space and what is ticked."""
    found: Counter[str] = Counter()
    for line in text[:_ENOUGH].split("\n"):
        bare = " ".join(line.split())
        if any(map(str.isalnum, bare)):
            found[_BOX.sub("- ", bare).casefold()] += 1
    return found


def words_of(text: str) -> Bag:
    """Count words."""
    return Counter(_WORD.findall(text[:_ENOUGH].casefold()))


class Rarity:
    """How often lines or words stand in a lot of texts: what is everywhere tells nothing."""

    def __init__(
        self, texts: Iterable[Bag] = (), sample: Iterable[Bag] = (), each: int = 1
    ) -> None:
        """Count; without any text, everything is as rare.

        Args:
            texts: All of these are counted.
            sample: Of all others.
            each: How many others one of the sample stands for.
        """
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text.keys())
        for text in sample:
            for part in text:
                counts[part] += each
        self._light = {part: 1 / (count - 1) for part, count in counts.items() if count > _PAIR}
        """The weights of what isn't rare; everything else weighs 1."""
        self._totals: dict[int, tuple[Bag, float]] = {}
        """By identity; the text is kept with it, so that its identity stays its own."""

    def common(self, one: Bag, two: Bag) -> Common:
        """Compare two texts; each part weighs one by the number of *other* texts it stands in."""
        if one.keys().isdisjoint(two.keys()):
            return Common()
        weight = self._light.get
        both = sum(
            [
                min(count, two[part]) * weight(part, 1.0)
                for part, count in one.items()
                if part in two
            ]
        )
        first, second = self._total(one), self._total(two)
        return Common(2 * both / (first + second), both / min(first, second))

    def _total(self, text: Bag) -> float:
        """Weigh a whole text, once: it is compared with many others."""
        known = self._totals.get(id(text))
        if known is None:
            weight = self._light.get
            total = sum([count * weight(part, 1.0) for part, count in text.items()])
            known = self._totals[id(text)] = text, total
        return known[1]
