"""The texts of one side, counted when they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Generic

from mlv_tui.domain.matching.known import Key
from mlv_tui.domain.matching.sides import Side
from mlv_tui.domain.matching.texts import Bag, lines_of, words_of
from mlv_tui.domain.matching.titles import core_title


class Counted(Generic[Key]):
    """Lines and words of the texts below headings; each is counted once."""

    def __init__(self, side: Side[Key], bodies: Mapping[Key, str]) -> None:
        """Count these bodies; one that isn't there is empty."""
        self._side = side
        self._bodies = bodies
        self._lines: dict[Key, Bag] = {}
        self._words: dict[Key, Bag] = {}
        self._below: dict[Key, Bag] = {}
        self._sizes: dict[Key, int] = {}

    def lines(self, key: Key) -> Bag:
        """Count the lines right below a heading."""
        if key not in self._lines:
            self._lines[key] = lines_of(self._bodies.get(key, ""))
        return self._lines[key]

    def size(self, key: Key) -> int:
        """Count the characters of these lines."""
        if key not in self._sizes:
            self._sizes[key] = sum(map(len, self.lines(key)))
        return self._sizes[key]

    def words(self, key: Key) -> Bag:
        """Count the words right below a heading."""
        if key not in self._words:
            self._words[key] = words_of(self._bodies.get(key, ""))
        return self._words[key]

    def with_all_below(self, key: Key) -> Bag:
        """Count the lines of a section with the titles and texts of all that stands below it."""
        if key not in self._below:
            found = Counter(self.lines(key))
            for child in self._side.children.get(key, ()):
                found[core_title(self._side.by_key[child].title)] += 1
                found.update(self.with_all_below(child))
            self._below[key] = found
        return self._below[key]
