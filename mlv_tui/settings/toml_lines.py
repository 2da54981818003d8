"""Where something stands in a TOML file; the reader of the standard library doesn't tell."""

from __future__ import annotations

import re


def line_of(text: str, name: str) -> int | None:
    """Find the line where a key is set, or where its table begins.

    Args:
        text: The file's.
        name: The key: bare, quoted or the end of a dotted one (`keys.bind."milestone.done"`).

    Returns:
        1-based; None if it isn't found. A key in a comment or a text doesn't count, unless it looks
        just like one.
    """
    parts = r"\s*\.\s*".join(rf"""["']?{re.escape(part)}["']?""" for part in name.split("."))
    key = rf"""(?:["']{re.escape(name)}["']|{parts})\s*="""
    table = rf"^[ \t]*\[+\s*{parts}\s*[.\]]"
    for pattern in (rf"^\s*(?:[\w\"'-]+\s*\.\s*)*{key}", rf"^[^#]*[{{,\s]{key}", table):
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            return text.count("\n", 0, found.end()) + 1
    return None
