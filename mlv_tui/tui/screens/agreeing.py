"""Coming to terms with what somebody else changed while a person typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mlv_tui.domain.three_way import ThreeWay
from mlv_tui.tui.screens.changing import Changing
from mlv_tui.tui.screens.overtaken import OvertakenView
from mlv_tui.tui.taken import Taken
from mlv_tui.tui.widgets.overtaken_entry import OvertakenEntry

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace


class Agreeing(Changing):
    """Shows a field that two people gave other values three ways, and has one decide."""

    async def decided(self, ident: int, fields: Sequence[ThreeWay]) -> Mapping[str, Taken]:
        """Ask what becomes of fields that a person and somebody else gave other values.

        Args:
            ident: The milestone's.
            fields: At least one; `base` is what it was, `mine` what is typed, `plan` what the
                other made of it, each as people read it.

        Returns:
            What was decided, by name; what isn't there stays as the other has it.
        """

        async def named(those: Sequence[ThreeWay]) -> Sequence[str]:
            def who(workspace: Workspace) -> list[str]:
                return [workspace.edits.changer(ident, field.name) for field in those]

            return await self.try_to_ask(who) or ["somebody"] * len(those)

        people = await named(fields)
        entries = [OvertakenEntry(field, one) for field, one in zip(fields, people, strict=True)]
        view = OvertakenView(self, ident, entries, named)
        return await self.app.push_screen_wait(view) or {}


def three_ways_of(name: str, was: str, mine: str, theirs: str) -> ThreeWay:
    """Lay a field out that somebody else changed while a person typed; "" is nothing."""
    return ThreeWay(name, was or None, theirs or None, mine or None, is_conflict=True)
