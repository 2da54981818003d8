"""The lines of a form: what is typed into them, understood, and milestones picked into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.widgets import Input

from mlv_tui.errors import MlvError
from mlv_tui.services.asking import today
from mlv_tui.tui.paths import paths_of
from mlv_tui.tui.screens.home import Home
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.screens.writing import Writing
from mlv_tui.tui.widgets.form_line import FormLine
from mlv_tui.tui.widgets.form_waits import WaitsRow


class FormLines(Writing[Home]):
    """Has a `FormLine` for each field."""

    def __init__(self, home: Home, ids: Sequence[int]) -> None:
        """Edit milestones of a screen."""
        super().__init__(home)
        self.ids = tuple(ids)

    @property
    def is_written(self) -> bool:
        """Whether any field was changed."""
        return any(line.is_touched for line in self.query(FormLine))

    def understood(self) -> dict[str, Any] | None:
        """Understand what was changed; None if something can't be, which is told at the field."""
        values: dict[str, Any] = {}
        wrong: list[FormLine] = []
        day = today()
        for line in self.query(FormLine):
            try:
                values |= line.values_on(day) if line.is_touched else {}
            except MlvError:
                wrong.append(line)
        for line in wrong[:1]:
            line.query_one(Input).focus()
            self.call_after_refresh(line.scroll_visible, animate=False)
        return None if wrong else values

    @on(WaitsRow.Wanted)
    def _pick_wait(self) -> None:
        self.home.do(self._pick)

    async def _pick(self) -> None:
        if not self.is_there:
            return
        waits = self.query_one(WaitsRow)
        offers = [
            Offer(ident, title, path)
            for ident, title, path in paths_of(self.home.the_forest)
            if ident != self.ids[0]
        ]
        question = "Wait for which one? One that is waited for already is let go."
        offer = await self.app.push_screen_wait(Picker(question, offers, "Enter picks"))
        if offer is not None and isinstance(offer.key, int):
            waits.toggle(offer.key)
