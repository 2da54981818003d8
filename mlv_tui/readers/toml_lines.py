"""Where in a TOML text its keys and values stand."""

from __future__ import annotations

import json
import re
from typing import Final

from mlv_tui.readers.record_values import DEEPEST, too_deep

Path = tuple[str | int, ...]
"""Keys, and places in lists from 0."""

_TOKEN: Final = re.compile(
    r"""
      (?P<text>"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5} | '{3}(?:[^']|'{1,2}(?!'))*+'{3,5}
        | "(?!"")(?:[^"\\\n]|\\.)*+" | '(?!'')[^'\n]*+')
    | (?P<skip>\#[^\n]*+|[ \t\r]++)
    | (?P<end>\n)
    | (?P<sign>[\[\]{}=,.])
    | (?P<word>[^\s\[\]{}=,."'\#]++)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS: Final = DEEPEST
"""Of a key; the standard reader's work grows with their square."""


class TomlLines:
    """The lines of a TOML text's keys and values; right for one that is valid.

    Attributes:
        of: By path, of keys, tables and the items of lists.
        of_text: By path, where a text that begins below its quotes begins.
    """

    def __init__(self, text: str) -> None:
        """Go over a text once, up to what is no TOML.

        Raises:
            Misread: Lists, tables or keys stand too deep within each other.
        """
        self.of: dict[Path, int] = {}
        self.of_text: dict[Path, int] = {}
        self._line = 1
        self._tables: dict[Path, int] = {}
        self._prefix: Path = ()
        self._key: list[str] = []
        self._brackets = 0
        self._open: list[Path] = []
        self._places: list[int] = []
        self._value: Path | None = None
        self._go_over(text)

    def _go_over(self, text: str) -> None:
        at = 0
        while (found := _TOKEN.match(text, at)) is not None:
            at, token = found.end(), found[0]
            kind = found.lastgroup
            if kind == "sign":
                self._sign(token)
            elif kind == "end":
                self._end_of_line()
            elif kind != "skip":
                self._word(token, is_text=kind == "text")
            self._line += token.count("\n")

    def _sign(self, sign: str) -> None:
        if sign == "=":
            self._name_value()
        elif sign == "[":
            self._open_bracket()
        elif sign == "{":
            self._go_into(is_list=False)
        elif sign == ",":
            self._next()
        elif sign != ".":
            self._close(sign)

    def _word(self, token: str, *, is_text: bool) -> None:
        value = self._value
        if value is None:
            self._key.append(_bare(token) if is_text else token)
            if len(self._key) > _PARTS:
                raise too_deep(self._line)
            return
        path = self._begun(value)
        if is_text and token[:4] in {'"""\n', "'''\n"}:
            self.of_text[path] = self._line + 1

    def _begun(self, path: Path) -> Path:
        self.of.setdefault(path, self._line)
        return path

    def _name_value(self) -> None:
        above = self._open[-1] if self._open else self._prefix
        for at in range(1, len(self._key) + 1):
            self._value = self._begun((*above, *self._key[:at]))
        self._key = []
        self._refuse_depth()

    def _open_bracket(self) -> None:
        if self._value is not None:
            self._go_into(is_list=True)
        elif not self._open:
            self._brackets += 1

    def _go_into(self, *, is_list: bool) -> None:
        if self._value is None:
            return
        self._open.append(self._begun(self._value))
        self._places.append(0 if is_list else -1)
        self._value = (*self._value, 0) if is_list else None
        self._key = []
        self._refuse_depth()

    def _next(self) -> None:
        if not self._open:
            return
        if self._places[-1] >= 0:
            self._places[-1] += 1
            self._value = (*self._open[-1], self._places[-1])
        else:
            self._value = None

    def _close(self, sign: str) -> None:
        if self._open:
            self._value = self._open.pop()
            self._places.pop()
        elif sign == "]" and self._brackets:
            self._name_table()

    def _name_table(self) -> None:
        if not self._key:
            return
        path: Path = ()
        for part in self._key[:-1]:
            path = self._last((*path, part))
        path = (*path, self._key[-1])
        self._begun(path)
        if self._brackets > 1:
            self._tables[path] = self._tables.get(path, 0) + 1
        self._prefix = self._last(path)
        self.of[self._prefix] = self._line
        self._key = []
        self._refuse_depth()

    def _last(self, path: Path) -> Path:
        """Go into the last table of a list of tables."""
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _end_of_line(self) -> None:
        if not self._open:
            self._value, self._key, self._brackets = None, [], 0

    def _refuse_depth(self) -> None:
        deepest = max(len(self._value or ()), len(self._prefix))
        if deepest > DEEPEST or len(self._open) > DEEPEST:
            raise too_deep(self._line)


def _bare(token: str) -> str:
    """Return what a quoted key says."""
    quotes = 3 if token.startswith(('"""', "'''")) else 1
    inside = token[quotes:-quotes]
    if "\\" not in token or token.startswith("'"):
        return inside
    try:
        return json.loads(f'"{inside}"')
    except ValueError:  # an escape that only TOML has: its line is that of the table
        return inside
