"""Status, priority and module, by one key or two, on the marked milestones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.moves import below
from mlv_tui.domain.overtaking import Overtaken
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.changing import Changing
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.layers import Layer, Rank
from mlv_tui.tui.sentences import named, quoted
from mlv_tui.tui.stepped import stepped
from mlv_tui.tui.widgets.value_line import ValueInput, ValueLine


def _status(key: str, status: Status, says: str) -> Binding:
    """Declare one entry of the status menu."""
    return Binding(
        f"s {key}",
        f"set_status('{status}')",
        status.value,
        id=f"milestone.status_{status}",
        tooltip=says,
        show=False,
    )


class Editing(Changing):
    """One key for what is done most, each on all that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "toggle_done", "done", id="milestone.done", tooltip="Complete, or open again"),
        _status("o", Status.OPEN, "Set the status to open"),
        _status("a", Status.ACTIVE, "Set the status to active"),
        _status("b", Status.BLOCKED, "Set the status to blocked"),
        _status("d", Status.DONE, "Set the status to done"),
        Binding(
            "plus",
            "step_priority(-1)",
            "more urgent",
            id="milestone.raise",
            tooltip="Raise the priority",
            show=False,
        ),
        Binding(
            "minus",
            "step_priority(1)",
            "less urgent",
            id="milestone.lower",
            tooltip="Lower the priority",
            show=False,
        ),
        Binding(
            "t",
            "ask_module",
            "module",
            id="milestone.module",
            tooltip="Set the module",
            show=False,
        ),
    ]

    _asked_for: tuple[int, ...] = ()

    def action_toggle_done(self) -> None:
        """Complete what isn't done; where all is, open it again."""
        if ids := self.wanted():
            self.do(partial(self._toggle_done, ids))

    async def _toggle_done(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        all_done = all(self.forest[ident].status is Status.DONE for ident in here)
        await self._set_status(here, Status.OPEN if all_done else Status.DONE)

    def action_set_status(self, status: str) -> None:
        """Set the status to one of the menu's."""
        if ids := self.wanted():
            self.do(partial(self._set_status, ids, Status(status)))

    async def _set_status(self, ids: Sequence[int], status: Status) -> None:
        here = self.still_there(ids)
        more = self._open_below(here) if status is Status.DONE else []
        meant = await self._meant(here, more) if more else here
        # The question about what is below has told how many they are.
        if meant and (more or await self.agreed(meant, f"Set to {status}")):
            await self.change(
                meant,
                lambda asked: asked.edits.set_status(meant, status),
                lambda what, are: f"{what} {are} {status}",
            )

    def _open_below(self, ids: Sequence[int]) -> list[int]:
        """List what is open below some milestones, these aside."""
        forest = self.forest
        return [
            one
            for one in below(forest, ids)
            if one not in forest.put_away and forest[one].status is not Status.DONE
        ]

    async def _meant(self, ids: Sequence[int], more: Sequence[int]) -> list[int]:
        """Ask what is meant where something open is below; nothing cascades silently."""
        count, what = len(more), named(self.forest, ids)
        if len(ids) == 1:
            question = f"{what} has {count} open below it."
            answers = ("Only this one", f"This and the {count} below it")
        else:
            question = f"{what} have {count} open below them."
            answers = (f"Only these {len(ids)}", f"These and the {count} below them")
        answer = await self.app.push_screen_wait(Choice(question, answers))
        return [] if answer is None else [*ids, *(more if answer else [])]

    def action_step_priority(self, step: int) -> None:
        """Raise or lower the priority; where they differ, make them all alike first."""
        if ids := self.wanted():
            self.do(partial(self._step_priority, ids, step))

    async def _step_priority(self, ids: Sequence[int], step: int) -> None:
        here = self.still_there(ids)
        priority = stepped([self.forest.priority_of(ident) for ident in here], step)
        if priority is None:
            what, gives = named(self.forest, here), key_for("milestone.raise", "+")
            self.say(f"{what}: there is no priority to lower; {gives} gives one.")
        elif await self.agreed(here, f"Set to P{priority}"):
            await self.change(
                here,
                lambda asked: asked.edits.set_shared(here, "priority", priority),
                lambda what, are: f"{what} {are} P{priority}",
            )

    def action_ask_module(self) -> None:
        """Ask for a module; those that there are complete what is typed."""
        self._asked_for = self.wanted()
        if not self._asked_for:
            return
        modules = {one.shown("module") for one in self.forest.by_id.values()} - {None}
        now = {self.forest[ident].shown("module") or "" for ident in self._asked_for}
        value = now.pop() if len(now) == 1 else ""
        line = self.query_one(ValueLine)
        line.open("module", value, sorted(modules))
        self.say("Known: " + ", ".join(sorted(modules)) + " · → completes" if modules else "")

    @on(Input.Submitted, "ValueInput")
    def _store_module(self, event: Input.Submitted) -> None:
        try:
            module = typed_value("module", event.value)
        except MlvError as error:
            self.say(str(error), is_wrong=True)
            return
        self.do(partial(self._set_module, self._asked_for, module))
        self._shut_value()

    async def _set_module(self, ids: Sequence[int], module: str | None) -> None:
        here = self.still_there(ids)
        if here and await self.agreed(here, "Set the module of"):
            report = await self.change(
                here,
                lambda asked: asked.edits.set_shared(here, "module", module),
                lambda what, are: f"{what} {are} in {quoted(module) if module else 'no module'}",
            )
            again = (
                [one.id for one in report.refused if isinstance(one, Overtaken)] if report else ()
            )
            if again and self.the_tree.has_focus:
                # What was typed isn't lost: Enter is the gesture once more.
                self._asked_for = tuple(again)
                self.query_one(ValueLine).open("module", module or "")

    @on(ValueInput.Left)
    def _leave_value(self) -> None:
        self._shut_value()
        self.say("")

    def _shut_value(self) -> None:
        self.query_one(ValueLine).shut()
        self.set_focus(self.the_tree)

    def layers_on(self) -> list[Layer]:
        """Add the value that is being typed, for when its line was left by the mouse."""
        is_open = bool(self.query_one(ValueLine).field_name)
        return [*super().layers_on(), Layer(Rank.TYPING, is_open, self._leave_value)]
