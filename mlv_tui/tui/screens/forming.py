"""The form, from a screen with a tree."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.tui.screens.agreeing import Agreeing


class Forming(Agreeing):
    """`e` opens the form of the marked milestones, else of the cursor's one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "e",
            "open_form",
            "form",
            id="milestone.form",
            tooltip="Edit all fields in a form",
            show=False,
        ),
    ]

    async def action_open_form(self) -> None:
        """Open the form."""
        from mlv_tui.tui.screens.form import Form  # noqa: PLC0415 - not before the first frame

        if ids := self.wanted():
            # Until it is there: what is typed right after the key belongs into it.
            await self.app.push_screen(Form(self, ids))
