"""Notes, from a screen with a tree."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from mlv_tui.tui.screens.agreeing import Agreeing
from mlv_tui.tui.screens.changing import NOTHING_HERE
from mlv_tui.tui.screens.outside import Outside

NOTES: Final = Binding(
    "N", "edit_notes", "notes", id="milestone.notes", tooltip="Edit the notes", show=False
)


class Noting(Agreeing, Outside):
    """`N` opens the notes of the cursor's milestone."""

    async def action_edit_notes(self) -> None:
        """Open the notes of the cursor's milestone."""
        from mlv_tui.tui.screens.notes_editor import NotesEditor  # noqa: PLC0415 - not before the first frame

        if self.cursor_id is None:
            self.say(NOTHING_HERE, is_wrong=True)
        else:
            # Until it is there: what is typed right after the key belongs into it.
            await self.app.push_screen(NotesEditor(self, self.cursor_id))
