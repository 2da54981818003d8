"""Which lines end a paragraph that they might have continued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mlv_tui.readers.html_starts import html_end_in_paragraph
from mlv_tui.readers.leaves import (
    atx_heading,
    begins_interrupting_item,
    begins_item,
    fence_opened,
    is_rule,
)


def _is_quote(rest: str) -> bool:
    return rest[0] == ">"


def _is_fence(rest: str) -> bool:
    return fence_opened(rest) is not None


def _is_atx(rest: str) -> bool:
    return atx_heading(rest) is not None


def _is_html(rest: str) -> bool:
    return html_end_in_paragraph(rest) is not None


def _is_rule_or_item(rest: str) -> bool:
    return is_rule(rest) or begins_item(rest)


def _is_rule_or_interrupting_item(rest: str) -> bool:
    return is_rule(rest) or begins_interrupting_item(rest)


_Checks = dict[str, Callable[[str], bool]]
_ALWAYS: Final[_Checks] = {
    ">": _is_quote,
    "#": _is_atx,
    "`": _is_fence,
    "~": _is_fence,
    "<": _is_html,
    "_": is_rule,
}
_IN_PARAGRAPH: Final[_Checks] = (
    _ALWAYS
    | dict.fromkeys("-+*", _is_rule_or_interrupting_item)
    | dict.fromkeys("01", begins_interrupting_item)
)
_BELOW_CONTAINER: Final[_Checks] = (
    _ALWAYS | dict.fromkeys("-+*", _is_rule_or_item) | dict.fromkeys("0123456789", begins_item)
)


def interrupts_paragraph(rest: str) -> bool:
    """Say whether an unindented line ends the paragraph above it."""
    check = _IN_PARAGRAPH.get(rest[0])
    return check is not None and check(rest)


def is_never_lazy(rest: str) -> bool:
    """Say whether an unindented line below a container can't continue the text inside it."""
    check = _BELOW_CONTAINER.get(rest[0])
    return check is not None and check(rest)
