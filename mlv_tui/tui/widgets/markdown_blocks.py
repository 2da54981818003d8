"""Markdown split into blocks, line by line, in one pass that no text can slow down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["text", "head", "item", "task", "done", "quote", "code", "table", "rule", "html", ""]
"""What a block is; "" is a blank line."""

DEEPEST: Final = 6
"""Levels of lists that are indented; what is nested deeper stands at the last one."""

CODE_INDENT: Final = 4
HARD_BREAKS: Final = ("  ", "\\")

_HEAD: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE: Final = re.compile(r"( *)(`{3,}|~{3,})([^`]*)$")
_ITEM: Final = re.compile(r"( *)(?:([-*+])|(\d{1,9})[.)])(?:[ ]+|$)")
_TASK: Final = re.compile(r"\[([ xX])\](?: +|$)")
_QUOTE: Final = re.compile(r" {0,3}>[> ]*")
_TAG: Final = re.compile(r" {0,3}</?[A-Za-z][A-Za-z0-9-]*[ />]")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind.

    Attributes:
        kind: What it is.
        text: Its text, on one line; the caller breaks it to a width.
        depth: How deep in lists it stands, from 0.
        mark: The number of a numbered item.
    """

    kind: Kind
    text: str = ""
    depth: int = 0
    mark: str = ""


BLANK: Final = Block("")


def blocks(lines: list[str]) -> list[Block]:
    """Split a body into blocks.

    Args:
        lines: Made visible, tabs expanded.
    """
    reader = _Reader()
    for line in lines:
        reader.feed(line)
    reader.close()
    while reader.found and not reader.found[-1].kind:
        reader.found.pop()
    return reader.found


@dataclass(slots=True)
class _Reader:
    """The blocks found so far, and what the current line may go on with."""

    found: list[Block] = field(default_factory=list)
    kind: Kind = ""
    parts: list[str] = field(default_factory=list)
    depth: int = 0
    mark: str = ""
    fence: str = ""
    fence_indent: int = 0
    in_comment: bool = False
    indents: list[int] = field(default_factory=list)

    def feed(self, line: str) -> None:
        """Take one line."""
        if self.fence:
            self._in_fence(line)
            return
        line = self._without_comments(line)
        if not line.strip():
            self._blank()
            return
        indent = len(line) - len(line.lstrip(" "))
        self._nest(indent)
        if not (self._starts_block(line) or self._code(line, indent)):
            self._text(line)
        if self.parts and line.endswith(HARD_BREAKS):
            self.parts[-1] = self.parts[-1].removesuffix("\\")
            self.close()

    def close(self) -> None:
        """End the block that is open."""
        if self.parts:
            self.found.append(Block(self.kind, " ".join(self.parts), self.depth, self.mark))
            self.parts = []
        self.kind, self.mark = "", ""

    def _add(self, kind: Kind, text: str = "") -> bool:
        self.close()
        self.found.append(Block(kind, text, len(self.indents)))
        return True

    def _open(self, kind: Kind, text: str, mark: str = "") -> bool:
        self.close()
        self.kind, self.parts, self.mark = kind, [text], mark
        self.depth = len(self.indents)
        return True

    def _blank(self) -> None:
        self.close()
        if self.found and self.found[-1].kind:
            self.found.append(BLANK)

    def _in_fence(self, line: str) -> None:
        bare = line.strip()
        if len(bare) >= len(self.fence) and not bare.strip(self.fence[0]):
            self.fence = ""
            return
        cut = min(self.fence_indent, len(line) - len(line.lstrip(" ")))
        self._add("code", line[cut:])

    def _without_comments(self, line: str) -> str:
        """Drop comments; one that isn't closed on its line is one only if it begins the line."""
        if self.in_comment:
            _, closed, line = line.partition("-->")
            self.in_comment = not closed
        kept: list[str] = []
        at, start = 0, line.find("<!--")
        while start >= 0 and (end := line.find("-->", start + 4)) >= 0:
            kept.append(line[at:start])
            at = end + 3
            start = line.find("<!--", at)
        rest = line[at:]
        if rest.lstrip().startswith("<!--"):
            self.in_comment = True
            rest = ""
        return "".join(kept) + rest

    def _starts_block(self, line: str) -> bool:
        return (
            self._fence(line)
            or self._head(line)
            or (bool(_RULE.match(line)) and self._add("rule"))
            or self._quote(line)
            or self._item(line)
            or self._table(line)
            or (bool(_TAG.match(line)) and self._add("html", line.strip()))
        )

    def _fence(self, line: str) -> bool:
        found = _FENCE.match(line)
        if found is None:
            return False
        self.close()
        self.fence_indent, self.fence = len(found[1]), found[2]
        return True

    def _head(self, line: str) -> bool:
        found = _HEAD.match(line)
        if found is None:
            return False
        self.indents.clear()
        text = line[found.end() :].strip()
        bare = text.rstrip("#")
        return self._add("head", bare.rstrip() if bare.endswith(" ") or not bare else text)

    def _quote(self, line: str) -> bool:
        found = _QUOTE.match(line)
        if found is None:
            return False
        text = line[found.end() :].strip()
        if self.kind == "quote" and text:
            self.parts.append(text)
            return True
        return self._open("quote", text) if text else self._add("quote")

    def _item(self, line: str) -> bool:
        found = _ITEM.match(line)
        if found is None or (len(found[1]) >= CODE_INDENT and not self.indents):
            return False
        self.indents = [*self.indents, len(found[1]) + 2][-DEEPEST:]
        text = line[found.end() :].strip()
        task = _TASK.match(text)
        if task is None:
            return self._open("item", text, f"{found[3]}." if found[3] else "")
        return self._open("task" if task[1] == " " else "done", text[task.end() :])

    def _nest(self, indent: int) -> None:
        """Leave the list items that an indent doesn't reach."""
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()

    def _table(self, line: str) -> bool:
        bare = line.strip()
        return bare.startswith("|") and bare.count("|") > 1 and self._add("table", bare)

    def _code(self, line: str, indent: int) -> bool:
        base = self.indents[-1] if self.indents else 0
        return (
            not self.parts
            and indent >= base + CODE_INDENT
            and self._add("code", line[base + CODE_INDENT :])
        )

    def _text(self, line: str) -> None:
        if self.parts:
            self.parts.append(line.strip())
        else:
            self._open("text", line.strip())
