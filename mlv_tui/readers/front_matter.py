"""YAML front matter: what it says about a whole plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.readers.field_values import said, wanted
from mlv_tui.readers.text import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIZE_LIMIT: Final = 64 * 1024
_KEY: Final = re.compile(r"""["']?[^\W\d][\w -]{0,60}+["']?[ \t]*:""")
_NO: Final = frozenset({"false", "no", "off"})
_NULL: Final = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a plan's text.

    Attributes:
        lines: How many lines it takes; 0 for none.
        opts_out: Whether it says `mlv: false`.
        values: The file's defaults.
        unread: The lines, from 0, whose key is known and whose value isn't, with what it can be.
    """

    lines: int = 0
    opts_out: bool = False
    values: PlanValues = field(default_factory=PlanValues)
    unread: tuple[tuple[int, str], ...] = ()


def front_matter(lines: list[str]) -> FrontMatter:
    """Read the front matter above a plan's text.

    It begins with `---` on the first line, right above its first key, and ends with `---` or
    `...`. Where its YAML is broken or unsafe it says nothing, but it still isn't text.
    """
    count = _length(lines)
    if not count:
        return FrontMatter()
    found = _mapping("\n".join(lines[1 : count - 1]))
    if found is None and not (count == 2 or _KEY.match(lines[1])):  # noqa: PLR2004 - both fences
        return FrontMatter()
    keys = found or {}
    opts_out = keys.get("mlv", ("",))[0].casefold() in _NO
    return FrontMatter(count, opts_out, said(keys), tuple(_unread(keys, lines[:count])))


def _unread(keys: Mapping[str, tuple[str, ...]], lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield where values say nothing, with what they could be."""
    hints = {key: hint for key, words in keys.items() if (hint := wanted(key, words[0]))}
    for at, line in enumerate(lines if hints else ()):
        key = line.partition(":")[0].strip(" \t\"'").casefold()
        if key in hints:
            yield at, hints.pop(key)


def _length(lines: list[str]) -> int:
    # A rule above a paragraph begins like front matter, but seldom right above a key.
    if lines[0].rstrip(" \t") != "---" or len(lines) < 2 or not lines[1].strip():  # noqa: PLR2004
        return 0
    size = 0
    for index in range(1, len(lines)):
        if lines[index].rstrip(" \t") in {"---", "..."}:
            return index + 1
        size += len(lines[index]) + 1
        if size > _SIZE_LIMIT:
            break
    return 0


def _mapping(text: str) -> Mapping[str, tuple[str, ...]] | None:
    from mlv_tui.readers.safe_yaml import load  # noqa: PLC0415 - most plans need no YAML

    found = load(text)
    if not isinstance(found, dict):
        return None
    return {str(key).strip().casefold(): _words(value) for key, value in found.items()}


def _words(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    words = (safe_text(word) for word in several if isinstance(word, str))
    return tuple(word for word in words if word not in _NULL) or ("",)
