"""The list of saved views: open one, save what is shown as one, remove one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mlv_tui.domain.project import Project
from mlv_tui.domain.view import SLOTS, View
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import ViewsHome
from mlv_tui.tui.screens.picker import step_among
from mlv_tui.tui.sentences import quoted
from mlv_tui.tui.view_words import slot_offered, view_line
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.plain_input import PlainInput


class ViewList(ModalScreen[None]):
    """Shows a project's views; gestures go to the screen below."""

    CSS_PATH = "view_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="views.leave", tooltip="Leave"),
        Binding("q", "leave", "Leave", id="views.quit", tooltip="Leave", show=False),
        Binding("j", "move(1)", "Down", id="views.down", tooltip="Down", show=False),
        Binding("k", "move(-1)", "Up", id="views.up", tooltip="Up", show=False),
        Binding("s", "save", "Save", id="views.save", tooltip="Save what is shown as a view"),
        Binding("x", "remove", "Remove", id="views.remove", tooltip="Remove this view"),
    ]

    def __init__(self, home: ViewsHome, project: Project) -> None:
        """List the views of a project, opened and saved by the screen below."""
        super().__init__()
        self._home = home
        self._project = project
        self._views: Sequence[View] = ()
        self._offered = ""

    def compose(self) -> ComposeResult:
        """Lay out the views above the line where a name is typed."""
        with Vertical():
            yield Static(Content(f"Views of {shown(self._project.name)}"), classes="title")
            yield OptionList()
            with Horizontal():
                yield Static(Content("name"))
                yield PlainInput(id="name")
                yield Static(Content(" g"))
                yield PlainInput(id="slot", max_length=1)
            yield Static(Content(_keys()), classes="hint")

    def on_mount(self) -> None:
        """Show what there is."""
        self._list_views("")

    @work(exclusive=True, group="list")
    async def _list_views(self, name: str) -> None:
        """Show what is saved now, with the cursor on a name, or on the view that is open."""
        ident = self._project.id
        views = await self._home.try_to_ask(lambda asked: asked.views.list(ident))
        offers = self.query_one(OptionList)
        self._views = views or ()
        offers.clear_options()
        offers.add_options([Option(view_line(view)) for view in self._views] or [_nothing()])
        names = [view.name for view in self._views]
        wanted = name or self._home.shown_view.name
        offers.highlighted = names.index(wanted) if wanted in names else 0 if names else None

    @property
    def _chosen(self) -> View | None:
        at = self.query_one(OptionList).highlighted
        return self._views[at] if at is not None and at < len(self._views) else None

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        if (view := self._chosen) is not None:
            close(self)
            self._home.open_view(view)

    def action_move(self, step: int) -> None:
        """Move as with the arrow keys."""
        step_among(self.query_one(OptionList), step)

    def action_leave(self) -> None:
        """Leave the name, or the list."""
        if self.has_class("-typing"):
            self._end_typing()
        else:
            close(self)

    def action_save(self) -> None:
        """Ask what to call what is shown."""
        name, slot = self.query_one("#name", Input), self.query_one("#slot", Input)
        self.add_class("-typing")
        with self.prevent(Input.Changed):
            name.value = self._home.shown_view.name
        slot.value = self._offered = slot_offered(self._views, name.value)
        self._say(_typing_keys())
        self.set_focus(name)

    @on(Input.Changed, "#name")
    def _offer_slot(self, event: Input.Changed) -> None:
        """Offer another number for another name, unless one was typed."""
        slot = self.query_one("#slot", Input)
        if slot.value == self._offered:
            name = " ".join(event.value.split())
            slot.value = self._offered = slot_offered(self._views, name)

    @on(Input.Submitted)
    @work(exclusive=True, group="change")
    async def _save(self) -> None:
        slot = self.query_one("#slot", Input).value.strip()
        if slot and slot not in map(str, SLOTS):
            self._say(f"A view's number is {SLOTS[0]} to {SLOTS[-1]}, or none.", is_wrong=True)
            return
        name = " ".join(self.query_one("#name", Input).value.split())
        view = replace(self._home.shown_view, name=name, slot=int(slot) if slot else None)
        ident = self._project.id
        try:
            saved = await self._home.workspace.ask(lambda asked: asked.views.save(ident, view))
        except MlvError as error:
            self._say(str(error), is_wrong=True)
            return
        self._home.view_saved(saved.view)
        self._end_typing()
        self._list_views(saved.view.name)
        freed = f"; {quoted(saved.freed)} has no number now" if saved.freed else ""
        self._say(f"{quoted(saved.view.name)} is saved{freed} · {_keys()}")

    def _end_typing(self) -> None:
        self.remove_class("-typing")
        self.set_focus(self.query_one(OptionList))
        self._say(_keys())

    def action_remove(self) -> None:
        """Ask, then remove the chosen view."""
        if (view := self._chosen) is not None:
            question = f"Remove the view {quoted(view.name)}? Its milestones stay as they are."
            answers = Choice(question, ("Keep it", "Remove it"))
            self.app.push_screen(answers, partial(self._remove_if, view))

    def _remove_if(self, view: View, answer: int | None) -> None:
        if answer:
            self._remove(view)

    @work(exclusive=True, group="change")
    async def _remove(self, view: View) -> None:
        ident = self._project.id
        if await self._home.try_to_ask(lambda asked: asked.views.remove(ident, view.name)):
            self._list_views("")
            self._say(f"{quoted(view.name)} is removed · {_keys()}")

    def _say(self, text: str, *, is_wrong: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(shown(text)))
        hint.set_class(is_wrong, "-wrong")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters to the name while it is typed."""
        del parameters
        return action == "leave" or not self.has_class("-typing")


def _nothing() -> Option:
    return Option(
        Content(f"There are none yet: {_save()} saves what is shown as one."), disabled=True
    )


def _save() -> str:
    return key_for("views.save", "s")


def _keys() -> str:
    removes, leaves = key_for("views.remove", "x"), key_for("views.leave", "Esc")
    return f"Enter opens · {_save()} saves what is shown · {removes} removes · {leaves} leaves"


def _typing_keys() -> str:
    return f"Enter saves · Tab goes to the number · {key_for('views.leave', 'Esc')} goes back"
