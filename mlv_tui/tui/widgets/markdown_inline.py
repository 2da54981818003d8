"""Inline Markdown as plain text with styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 20_000
"""Characters of one block in which inline marks are looked for."""

_SPECIAL: Final = re.compile(r"[*_~`\[<\\!]")
_TOKEN: Final = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?<!`)(?P<ticks>`{1,8})(?P<code>[^`]{1,500})(?P=ticks)(?!`)
    | !?\[(?P<text>[^\[\]]{0,300})\]\((?P<url>[^()\s]{0,500})(?:\s"[^"]{0,200}")?\)
    | <(?P<auto>(?:https?://|mailto:)[^<>\s]{1,500})>
    | (?P<mark>\*\*\*|\*\*|\*|~~|(?<!\w)__?|__?(?!\w))
    | (?P<tag></?[A-Za-z][^<>]{0,200}>)
    """,
    re.VERBOSE,
)
_STYLES: Final = {"***": "bold italic", "**": "bold", "__": "bold", "*": "italic", "_": "italic"}
_STYLES["~~"] = "strike"

Span = tuple[int, int, str]
"""From where to where in the plain text, with which style."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Plain text and the styles of its parts, in order, none overlapping."""

    text: str
    spans: tuple[Span, ...] = ()


def inline(source: str) -> Inline:
    """Read emphasis, code, strikes, links, and escapes."""
    if len(source) > LONGEST or not _SPECIAL.search(source):
        return Inline(source)
    tokens = list(_TOKEN.finditer(source))
    pairs = _pairs(source, tokens)
    made = _Made()
    end = 0
    for at, token in enumerate(tokens):
        made.add(source[end : token.start()])
        end = token.end()
        made.token(token, is_paired=at in pairs)
    made.add(source[end:])
    return Inline("".join(made.texts), tuple(made.spans))


def _pairs(source: str, tokens: list[re.Match[str]]) -> set[int]:
    """Find the emphasis marks that have a partner; the others are text."""
    found: set[int] = set()
    openers: dict[str, int] = {}
    for at, token in enumerate(tokens):
        mark = token["mark"]
        if mark is None:
            continue
        if mark in openers and not source[token.start() - 1].isspace():
            found |= {openers.pop(mark), at}
        elif not source[token.end() : token.end() + 1].isspace():
            openers[mark] = at
    return found


class _Made:
    """The plain text so far, its spans, and the styles that are on."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self._size = 0
        self._on: list[str] = []

    def token(self, token: re.Match[str], *, is_paired: bool) -> None:
        """Take one token."""
        kind = token.lastgroup
        if kind == "mark" and is_paired:
            self._turn(_STYLES[token["mark"]])
        elif kind == "escaped":
            self.add(token["escaped"])
        elif kind == "code":
            self.add(token["code"].strip() or token["code"], "code")
        elif kind == "url":
            self._link(token["text"], token["url"])
        elif kind == "auto":
            self.add(token["auto"], "link")
        else:
            self.add(token[0], "tag" if kind == "tag" else "")

    def _turn(self, style: str) -> None:
        if style in self._on:
            self._on.remove(style)
        else:
            self._on.append(style)

    def _link(self, text: str, url: str) -> None:
        self.add(text or url, "link")
        if text and url and text != url:
            self.add(f" ({url})", "url")

    def add(self, text: str, style: str = "") -> None:
        """Add text in the styles that are on and one more."""
        if not text:
            return
        style = " ".join([*self._on, style] if style else self._on)
        if style:
            self.spans.append((self._size, self._size + len(text), style))
        self.texts.append(text)
        self._size += len(text)
