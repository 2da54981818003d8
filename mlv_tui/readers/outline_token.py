"""The mistletoe block token that takes a whole document and finds its headings."""

from __future__ import annotations

from mistletoe.block_token import BlockToken
from mistletoe.block_tokenizer import FileWrapper, tokenize

from mlv_tui.readers.blocks import FoundHeading, Steps


class OutlineToken(BlockToken):
    """All of a document, read in one pass that never recurses.

    mistletoe's own tokens keep their state in module globals, so that two threads spoil each
    other's results; this one shares nothing.

    Attributes:
        headings: H1–H6 that are direct children of the document, in order.
    """

    def __init__(self, headings: list[FoundHeading]) -> None:
        """Take what `read` found."""
        self.children = []
        self.headings = headings

    @staticmethod
    def start(_line: str) -> bool:
        """Begin at whatever line comes first."""
        return True

    @staticmethod
    def read(lines: FileWrapper) -> list[FoundHeading]:
        """Consume every line."""
        steps = Steps(lines.lines)
        steps.run(lines.get_pos() + 1)
        lines.set_pos(len(lines.lines) - 1)
        return steps.headings


def headings(lines: list[str]) -> list[FoundHeading]:
    """Find the headings of a document.

    Args:
        lines: Without line ends and without a byte order mark.

    Returns:
        H1–H6 that are direct children of the document, in order.
    """
    return [found for token in tokenize(lines, [OutlineToken]) for found in token.headings]
