"""Link reference definitions at the start of a paragraph."""

from __future__ import annotations

import re
from typing import Final

# mistletoe's `match_reference` copies the rest of the paragraph for each definition, and takes
# `)(` for a destination.
_LABEL: Final = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999})\]:[ \t]*+(?:\n[ \t]*+)?", re.DOTALL)
_ANGLED: Final = re.compile(r"<(?:[^<>\n\\]|\\.)*+>")
_BARE: Final = re.compile(r"[^\x00-\x20\x7f<][^\x00-\x20\x7f]*+")
_PARENTHESES: Final = re.compile(r"\\[\\()]|[()]")
_LINE_END: Final = re.compile(r"[ \t]*+(?:\n|\Z)")
_TITLE: Final = re.compile(
    r"""(?:[ \t]++(?:\n[ \t]*+)?|\n[ \t]*+)
    (?:"(?:[^\\"]|\\.)*+"|'(?:[^\\']|\\.)*+'|\((?:[^\\()]|\\.)*+\))
    [ \t]*+(?:\n|\Z)""",
    re.DOTALL | re.VERBOSE,
)


def after_references(text: str) -> int:
    """Return where the text behind leading definitions begins; the length if nothing is left.

    Args:
        text: A paragraph's lines, each without blanks in front, joined by line ends.
    """
    at = 0
    while text.startswith("[", at):
        after = _after_reference(text, at)
        if after is None:
            break
        at = after
    return at


def _after_reference(text: str, at: int) -> int | None:
    label = _LABEL.match(text, at)
    if label is None or not label[1].strip():
        return None
    target = _after_destination(text, label.end())
    if target is None:
        return None
    found = _TITLE.match(text, target) or _LINE_END.match(text, target)
    return None if found is None else found.end()


def _after_destination(text: str, at: int) -> int | None:
    found = _ANGLED.match(text, at)
    if found is not None:
        return found.end()
    found = _BARE.match(text, at)
    if found is None or not _is_balanced(found[0]):
        return None
    return found.end()


def _is_balanced(text: str) -> bool:
    depth = 0
    for mark in _PARENTHESES.findall(text):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if depth < 0:
            return False
    return depth == 0
