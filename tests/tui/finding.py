"""What tests of the palette share."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.widgets import Input, OptionList


async def find(session, text: str) -> None:
    """Take what the palette finds first."""
    await session.press("ctrl+p")
    await session.until(lambda: isinstance(session.pilot.app.screen, CommandPalette))
    palette = session.pilot.app.screen
    palette.query_one(Input).value = text
    found = palette.query_one(OptionList)
    await session.until(
        lambda: (
            found.option_count
            and text.rsplit(maxsplit=1)[-1] in str(found.get_option_at_index(0).prompt).casefold()
        )
    )
    await session.press("enter")
