"""The seven kinds of HTML blocks: how each begins, what ends it."""

from __future__ import annotations

import re
from typing import Final

from mistletoe.block_token import HtmlBlock

# CommonMark 0.31.2; mistletoe's own table is the one of 0.30.
_BLOCK_TAGS: Final = (
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul"
).replace(" ", "|")

_BLANK: Final = re.compile(r"\A[ \t]*\Z")
_INTERRUPTING: Final = tuple(
    (re.compile(start, re.IGNORECASE | re.ASCII), end)
    for start, end in (
        (
            r"<(?:script|pre|style|textarea)(?:[ \t>]|\Z)",
            re.compile("</(?:script|pre|style|textarea)>", re.IGNORECASE),
        ),
        (r"<!--", re.compile("-->")),
        (r"<\?", re.compile(r"\?>")),
        (r"<![a-z]", re.compile(">")),
        (r"<!\[CDATA\[", re.compile(r"\]\]>")),
        (rf"</?(?:{_BLOCK_TAGS})(?:[ \t]|/?>|\Z)", _BLANK),
    )
)


def html_end_in_paragraph(rest: str) -> re.Pattern[str] | None:
    """Return what ends the HTML block that begins here, of a kind that interrupts a paragraph."""
    for start, end in _INTERRUPTING:
        if start.match(rest):
            return end
    return None


def html_end(rest: str) -> re.Pattern[str] | None:
    """Return what ends the HTML block that begins here; None if none does."""
    found = html_end_in_paragraph(rest)
    if found is None and HtmlBlock.custom_tag.match(rest):
        return _BLANK
    return found
