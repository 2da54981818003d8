"""The titles and texts of one side, taken apart when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from mlv_tui.domain.matching.known import Key
from mlv_tui.domain.matching.sides import Side
from mlv_tui.domain.matching.texts import Bag, lines_of, words_of
from mlv_tui.domain.matching.titles import core_title


class Counted(Generic[Key]):
    """Lines and words of the texts below headings; each is counted once."""

    def __init__(self, side: Side[Key], body_of: Callable[[Key], str]) -> None:
        """Count what is below these headings, whose bodies are looked up one by one."""
        self._side = side
        self._body_of = body_of
        self._titles: dict[Key, str] = {}
        self._lines: dict[Key, Bag] = {}
        self._words: dict[Key, Bag] = {}
        self._below: dict[Key, Bag] = {}
        self._sizes: dict[Key, int] = {}

    def title(self, key: Key) -> str:
        """Return what counts of a title."""
        found = self._titles.get(key)
        if found is None:
            found = self._titles[key] = core_title(self._side.known(key).title)
        return found

    def lines(self, key: Key) -> Bag:
        """Count the lines right below a heading."""
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = lines_of(self._body_of(key))
        return found

    def size(self, key: Key) -> int:
        """Count the characters of these lines."""
        found = self._sizes.get(key)
        if found is None:
            found = self._sizes[key] = sum(map(len, self.lines(key)))
        return found

    def words(self, key: Key) -> Bag:
        """Count the words right below a heading."""
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = words_of(self._body_of(key))
        return found

    def parts(self, key: Key) -> set[str]:
        """List what a heading may share with another: its title, the words of it, its lines."""
        title = self.title(key)
        return {f"# {title}", *title.split(), *self.lines(key)}

    def has_below(self, key: Key) -> bool:
        """Tell whether headings stand below one."""
        return key in self._side.children

    def with_all_below(self, key: Key) -> Bag:
        """Count the lines of a section with the titles and texts of all that stands below it."""
        if not self.has_below(key):
            return self.lines(key)
        if key not in self._below:
            found = dict(self.lines(key))
            for child in self._side.children[key]:
                title = self.title(child)
                found[title] = found.get(title, 0) + 1
                for part, count in self.with_all_below(child).items():
                    found[part] = found.get(part, 0) + count
            self._below[key] = found
        return self._below[key]
