"""Ids that a plan gives its headings for good: `{#id}`, `<!-- mlv:id -->`."""

from __future__ import annotations

import re
from typing import Final

ID: Final = r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}"
"""What such an id may be."""

_AT_THE_END: Final = re.compile(rf"\{{#({ID})\}}[ \t]*$")
_IN_A_COMMENT: Final = re.compile(rf"<!--[ \t]*mlv:({ID})[ \t]*-->")


def explicit_id(raw: str, below: str) -> str:
    """Return the id that a heading was given, or "".

    Args:
        raw: The heading's own text as written; the id stands at its end, or in a comment.
        below: The first line below it that isn't blank; a comment may stand there instead.
    """
    found = None
    if "{#" in raw:
        found = _AT_THE_END.search(raw)
    if found is None and "<!--" in raw:
        found = _IN_A_COMMENT.search(raw)
    if found is None and below.startswith("<!--"):
        found = _IN_A_COMMENT.match(below)
    return found[1] if found else ""
