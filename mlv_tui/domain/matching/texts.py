"""Texts compared: by their lines and by their words, the rare ones weighing most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, repeat
from operator import mul
from typing import Final, NamedTuple

from mlv_tui.domain.matching.known import TELLING_TEXT

Bag = Mapping[str, int]
"""How often each line, or each word, stands in a text."""

_BOX: Final = re.compile(r"^(?:[-*+]|\d{1,9}[.)]) \[[ xX~/-]\] ")
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")
"""Scripts that put no blanks between words count by character."""
_ENOUGH: Final = 20_000
"""Characters; what a text says is clear from so many."""

_SEVERAL_LINES: Final = 2
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


_NOTHING: Final = Common()


def lines_of(text: str) -> Bag:
    """Count lines that say something, without white space and what is ticked."""
    bare = (" ".join(line.split()) for line in text[:_ENOUGH].split("\n"))
    telling = [line for line in bare if any(map(str.isalnum, line))]
    found = [(_BOX.sub("- ", one) if "] " in one else one).casefold() for one in telling]
    once = dict.fromkeys(found, 1)
    return once if len(once) == len(found) else Counter(found)


def words_of(text: str) -> Bag:
    """Count words."""
    return Counter(_WORD.findall(text[:_ENOUGH].casefold()))


def is_told(text: str) -> bool:
    """Tell whether a text is told from others: it is long, or has several lines."""
    return len(text) >= TELLING_TEXT or len(lines_of(text)) >= _SEVERAL_LINES


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
        counts = Counter(chain.from_iterable(texts))
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
            return _NOTHING
        weight = self._light.get
        both = sum(
            [
                min(count, two[part]) * weight(part, 1.0)
                for part, count in one.items()
                if part in two
            ]
        )
        first, second = self._total(one), self._total(two)
        smaller = min(second, first)
        return Common(2 * both / (first + second), both / smaller)

    def rare(self, one: Bag, two: Bag) -> int:
        """Count what two texts have in common that stands in no third one."""
        return sum(part in two and part not in self._light for part in one)

    def _total(self, text: Bag) -> float:
        """Weigh a whole text, once: it is compared with many others."""
        known = self._totals.get(id(text))
        if known is None:
            weight = self._light.get
            total = sum(map(mul, text.values(), map(weight, text, repeat(1.0))))
            known = self._totals[id(text)] = text, total
        return known[1]
