"""What markdown-it-py, a reader we trust, finds in the same text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark")


def reference_headings(text: str) -> list[tuple[int, int, str]]:
    """Return level, 1-based line and plain title of each H1–H3 of the document itself."""
    tokens = _MARKDOWN.parse(text)
    return [
        (int(token.tag[1]), (token.map or [0])[0] + 1, _plain(tokens[index + 1].children))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.tag < "h4"
    ]


def _plain(tokens: list[Token] | None) -> str:
    words = []
    for token in tokens or []:
        if token.type in {"text", "code_inline", "text_special"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "image":
            words.append(_plain(token.children))
    return " ".join("".join(words).split())
