"""Closing what lies above a screen: the topmost first, and nothing that was typed unasked."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar, runtime_checkable

from textual.screen import Screen

Result = TypeVar("Result")


@runtime_checkable
class Keeping(Protocol):
    """A screen that may have to stay: something is typed there, or being done."""

    async def leave_asking(self) -> bool:
        """Leave, once a person agrees where something would be lost; tell whether it is left."""
        ...


def close(screen: Screen[Result], result: Result | None = None) -> None:
    """Close a screen, and first what was opened above it meanwhile; nothing if it is closed.

    Args:
        screen: Any that was pushed.
        result: For who waits for it; who waits for one above it gets None.
    """
    stack = screen.app.screen_stack
    if screen not in stack[1:]:
        return
    while (top := screen.app.screen) is not screen:
        top.dismiss(None)
    screen.dismiss(result)


async def close_above(home: Screen[Any]) -> bool:
    """Close all that lies above a screen; tell whether nothing had to stay."""
    while (top := home.app.screen) is not home:
        if not isinstance(top, Keeping):
            close(top)
        elif not await top.leave_asking():
            return False
    return True
