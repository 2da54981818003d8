"""The person's own editor, in a screen's place."""

from __future__ import annotations

import os

from mlv_tui.errors import MlvError
from mlv_tui.tui.editor import TerminalGone, edit, editor_command, kept_in_a_file
from mlv_tui.tui.screens.queued import Queued


class Outside(Queued):
    """A screen that people leave for their editor, and come back to."""

    async def edit_file(self, file: str, line: int) -> str:
        """Open a file at a line; return what went wrong, or ""."""
        try:
            return await edit(self.app, editor_command(file, line))
        except TerminalGone:
            # Nothing can be drawn any more; what was done is stored, what is typed is a draft.
            self.workspace.close()
            self.drafts.wait()
            os._exit(TerminalGone.exit_code)
        except MlvError as error:
            return str(error)

    async def edit_text(self, text: str) -> tuple[str, str]:
        """Have a text edited; return it as it is then, and what went wrong, or ""."""
        with kept_in_a_file(text) as file:
            trouble = await self.edit_file(str(file), 1)
            try:
                found = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                return text, f"What the editor left can't be read: {error}. Nothing was changed."
            # Editors end a file's last line though nobody typed that.
            return found if text.endswith("\n") else found.removesuffix("\n"), trouble
