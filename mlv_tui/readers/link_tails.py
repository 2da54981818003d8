"""What follows the text of a link: `(address "title")`, `[label]` or `[]`."""

from __future__ import annotations

import re
from typing import Final

_DEEPEST: Final = 5
"""Parentheses within an address; CommonMark asks for three."""

_LABEL: Final = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
_BEGIN: Final = re.compile(r"\([ \t\n]*+")
_ANGLED: Final = re.compile(r"<(?:[^<>\n\\]|\\.)*+>")
_STEP: Final = re.compile(r"(?:[^\x00-\x20\x7f\\()]|\\[^\x00-\x20])*+(?P<stop>[()]?)")
_END: Final = re.compile(
    r"""(?:[ \t\n]++(?:"(?:[^\\"]|\\.)*+"|'(?:[^\\']|\\.)*+'|\((?:[^\\()]|\\.)*+\)))?
    [ \t\n]*+\)""",
    re.DOTALL | re.VERBOSE,
)


def after_link_text(text: str, start: int, end: int) -> int | None:
    """Return where a link is over whose text is `text[start:end]`; None if it is no link."""
    at = end + 1
    begun = _BEGIN.match(text, at)
    is_closed = begun is not None and text.rfind(")", begun.end()) >= 0
    address = _after_address(text, begun.end()) if begun and is_closed else None
    found = None if address is None else _END.match(text, address)
    if found is not None:
        return found.end()
    label = _LABEL.match(text, at)
    # `[]` repeats the text as the label, and no label is blank.
    is_label = label is not None and (label[1] or text[start:end]).strip()
    return label.end() if label and is_label else None


def _after_address(text: str, at: int) -> int | None:
    angled = _ANGLED.match(text, at)
    if angled is not None:
        return angled.end()
    depth = 0
    while (found := _STEP.match(text, at)) is not None and found["stop"]:
        depth += 1 if found["stop"] == "(" else -1
        if depth < 0:
            return found.end() - 1
        if depth > _DEEPEST:
            return None
        at = found.end()
    return None if depth or found is None else found.end()
