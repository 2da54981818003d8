"""The preview of a reading, and going ahead with what the brake holds back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.tui.foreseen import read_held
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.troubles import held_plans, said_of_reading


class Braked(Queued):
    """`R` shows what reading now would change, `!` goes ahead with the plans that are held back.

    Both screens' `!` reads just those, whatever they lose: plans that are empty, in the middle of a
    merge or set aside stay as they are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "exclamation_mark",
            "go_ahead",
            "go ahead",
            id="app.go_ahead",
            tooltip="Read what the brake holds back as it is",
        ),
        Binding(
            "R",
            "preview",
            "preview",
            id="app.preview",
            tooltip="Show what reading the plans would change",
            show=False,
        ),
    ]

    def action_preview(self) -> None:
        """Show what reading now would change."""
        self.do(self._preview)

    async def _preview(self) -> None:
        from mlv_tui.tui.screens.preview import Preview  # noqa: PLC0415 - not before the first frame

        if self.project is None:
            return
        preview = Preview(self.workspace, self.project, ascii_only=self.ascii_only)
        report = await self.app.push_screen_wait(preview)
        if report is not None:
            await self.take_over()
            self.say(said_of_reading(report))

    def action_go_ahead(self) -> None:
        """Read what is held back, whatever it loses."""
        self.do(self._go_ahead)

    async def _go_ahead(self) -> None:
        plans = frozenset(plan.path for plan in held_plans(self.forest))
        if self.project is None or not plans:
            return
        slug = self.project.slug
        report = await self.try_to_ask(lambda asked: read_held(asked, slug, plans))
        if report is not None:
            await self.take_over()
            self.say(said_of_reading(report))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go ahead only where something is held back."""
        if action == "go_ahead":
            return bool(held_plans(self.forest))
        return super().check_action(action, parameters)
