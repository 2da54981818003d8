"""What a line begins or ends in CommonMark, judged from that line alone."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mistletoe.block_token import CodeFence

CODE_INDENT: Final = 4

# mistletoe's own heading, list and setext patterns take U+3000 for a space, a bare `.` for a
# list marker and `=-=` for an underline, and miss an underline with a tab behind it.
_ATX: Final = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_UNDERLINE: Final = re.compile(r"(?:=++|-++)[ \t]*+")
_MARKER: Final = re.compile(r"(?:[-+*]|[0-9]{1,9}+[.)])(?=[ \t]|\Z)")


class ListItem(NamedTuple):
    """The start of a list item: the column of its content, and whether it has none yet."""

    column: int
    is_empty: bool


def is_blank(line: str) -> bool:
    """Say whether a line holds nothing but spaces and tabs."""
    return not line or (line.isspace() and not line.strip(" \t"))


def unindented(line: str) -> str | None:
    """Drop up to three spaces in front; None where four columns or more make it code."""
    rest = line.lstrip(" ")
    if len(line) - len(rest) >= CODE_INDENT or rest[:1] == "\t":
        return None
    return rest


def atx_heading(rest: str) -> tuple[int, str] | None:
    """Return level and text of a `## heading ##`."""
    found = _ATX.match(rest)
    if found is None:
        return None
    level = found.end(1)
    text = rest[found.end() :].rstrip(" \t")
    if not text or text[-1] != "#":
        return level, text
    bare = text.rstrip("#")
    if bare and bare[-1] not in " \t":
        return level, text
    return level, bare.rstrip(" \t")


def is_underline(rest: str) -> bool:
    """Say whether a line makes the paragraph above it a heading."""
    return _UNDERLINE.fullmatch(rest) is not None


def is_rule(rest: str) -> bool:
    """Say whether a line is a thematic break."""
    mark = rest[:1]
    if mark not in {"-", "*", "_"} or rest[1:2] not in {mark, " ", "\t"}:
        return False
    bare = rest.replace(" ", "").replace("\t", "")
    return len(bare) >= 3 and not bare.strip(mark)  # noqa: PLR2004 - three marks make a rule


def fence_opened(rest: str) -> str | None:
    """Return the marks of an opening code fence."""
    found = CodeFence.pattern.match(rest)
    if found is None or (rest[0] == "`" and "`" in found[3]):
        return None
    return found[2]


def closes_fence(rest: str, marks: str) -> bool:
    """Say whether a line closes the fence that `marks` opened.

    mistletoe lets a line with one word close a fence, such as the next block's opening line.
    """
    return rest.startswith(marks) and not rest.rstrip(" \t").strip(marks[0])


def list_item(line: str, at: int) -> ListItem | None:
    """Read a list marker at `at`, in a line without tabs."""
    found = _MARKER.match(line, at)
    if found is None:
        return None
    content = line[found.end() :].lstrip(" ")
    if not content:
        return ListItem(found.end() + 1, is_empty=True)
    blanks = len(line) - found.end() - len(content)
    return ListItem(found.end() + (blanks if blanks <= CODE_INDENT else 1), is_empty=False)


def begins_item(rest: str) -> bool:
    """Say whether a line begins a list item, even an empty one."""
    return _MARKER.match(rest) is not None


def begins_interrupting_item(rest: str) -> bool:
    """Say whether a line begins a list item of the kind that ends a paragraph."""
    found = _MARKER.match(rest)
    if found is None or is_blank(rest[found.end() :]):
        return False
    return found.end() == 1 or int(rest[: found.end() - 1]) == 1
