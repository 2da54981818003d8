"""Prompt starters: the prompts that a plan offers for a milestone, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.outline import PromptStarter
from mlv_tui.readers.blocks import Block, Kind, blocks
from mlv_tui.readers.leaves import atx_heading, closes_fence, fence_opened, is_blank, list_item
from mlv_tui.readers.titles import plain_title

_WORDS: Final = r"prompt[ \t]+starters?"
_MENTION: Final = re.compile(_WORDS, re.IGNORECASE)
_TITLE: Final = re.compile(rf"{_WORDS}\s*:?", re.IGNORECASE)
_LABEL: Final = re.compile(
    rf"[ \t]*+(?:(\*\*|__|\*|_){_WORDS}(?:[ \t]*+:[ \t]*+\1|\1[ \t]*+:)|{_WORDS}[ \t]*+:)[ \t]*+",
    re.IGNORECASE,
)
_PAYLOADS: Final = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.ITEM, Kind.FENCE, Kind.CODE})


def is_mentioned(text: str) -> bool:
    """Say whether a text may hold a prompt starter at all."""
    return _MENTION.search(text) is not None


def is_prompt_starter_title(title: str) -> bool:
    """Say whether a heading is no milestone, but announces a prompt starter."""
    return _TITLE.fullmatch(title) is not None


@dataclass(frozen=True, slots=True)
class _Found:
    """A payload, the line it begins in, and the lines it takes, its label and fences too."""

    text: str
    line: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class PromptStarters:
    """The prompt starters of a body, and the lines that they take of it, counted from 0."""

    starters: tuple[PromptStarter, ...] = ()
    lines: frozenset[int] = frozenset()


NO_PROMPT_STARTERS: Final = PromptStarters()


def read_prompt_starters(lines: list[str], line: int) -> PromptStarters:
    """Read the prompt starters of one body.

    Args:
        lines: The body's.
        line: The 1-based number of its first line.
    """
    every = [block for block in blocks(lines) if block.kind is not Kind.BLANK]
    found: list[_Found] = []
    for index, block in enumerate(every):
        if _announces(lines, block):
            found.extend(_payload_below(lines, every, index + 1))
        elif block.kind is Kind.PARAGRAPH:
            found.extend(_payloads_in(lines, block))
    found = [one for one in found if one.text]
    return PromptStarters(
        tuple(PromptStarter(one.text, one.line + line) for one in found),
        frozenset(at for one in found for at in range(one.first, one.end)),
    )


def _announces(lines: list[str], block: Block) -> bool:
    # A label alone in its paragraph, or a heading that says nothing else.
    if block.kind is Kind.PARAGRAPH:
        label = _LABEL.fullmatch(lines[block.first])
        return label is not None and block.end == block.first + 1
    if block.kind is not Kind.HEADING:
        return False
    first = lines[block.first].strip(" \t")
    heading = atx_heading(first)
    return is_prompt_starter_title(plain_title(heading[1] if heading else first))


def _payloads_in(lines: list[str], block: Block) -> Iterator[_Found]:
    if not _LABEL.match(lines[block.first]):
        return
    labels = [at for at in range(block.first, block.end) if _LABEL.match(lines[at])]
    for at, end in zip(labels, [*labels[1:], block.end], strict=True):
        label = _LABEL.match(lines[at])
        rest = lines[at][label.end() if label else 0 :]
        if rest:
            yield _Found("\n".join([rest, *lines[at + 1 : end]]), at, at, end)
        else:
            yield _Found("\n".join(lines[at + 1 : end]), at + 1, at, end)


def _payload_below(lines: list[str], every: list[Block], index: int) -> Iterator[_Found]:
    block = every[index] if index < len(every) else None
    if block is None or block.kind not in _PAYLOADS:
        return
    if block.kind is Kind.PARAGRAPH and _LABEL.match(lines[block.first]):
        return
    first, end, taken = block.first, block.end, block.end
    if block.kind is Kind.FENCE:
        first, end = _inside_fence(lines, block)
    elif block.kind in {Kind.ITEM, Kind.CODE}:
        end = taken = _last_alike(lines, every, index)
    yield _Found("\n".join(lines[first:end]), first, every[index - 1].first, taken)


def _inside_fence(lines: list[str], block: Block) -> tuple[int, int]:
    marks = fence_opened(lines[block.first].lstrip(" ")) or ""
    is_closed = block.end > block.first + 1 and closes_fence(
        lines[block.end - 1].lstrip(" "), marks
    )
    return block.first + 1, block.end - 1 if is_closed else block.end


def _last_alike(lines: list[str], every: list[Block], index: int) -> int:
    # A list is several items with one kind of marker, code several lines.
    alike = _marker(lines, every[index])
    last = index
    while last + 1 < len(every) and _marker(lines, every[last + 1]) == alike:
        last += 1
    end = every[last].end
    while is_blank(lines[end - 1]):
        end -= 1
    return end


def _marker(lines: list[str], block: Block) -> tuple[Kind, str]:
    line = lines[block.first].expandtabs(4).lstrip(" ")
    item = list_item(line, 0) if block.kind is Kind.ITEM else None
    marker = (
        line[: item.column].rstrip(" ")[-1:] if item and item.is_empty else line.split(" ")[0][-1:]
    )
    return block.kind, marker if block.kind is Kind.ITEM else ""
