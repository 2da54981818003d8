"""The notes of one milestone, in an editor of many lines."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from mlv_tui.domain.forest import Forest
from mlv_tui.errors import MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import NotesHome
from mlv_tui.tui.screens.writing import Writing
from mlv_tui.tui.sentences import named
from mlv_tui.tui.widgets.text_area import PlainTextArea, safe_lines

BOTH_OR_MINE = ("Keep both, mine below theirs", "Replace theirs by mine")


class NotesEditor(Writing[NotesHome]):
    """What is typed stays, whatever happens to the milestone meanwhile."""

    QUESTION = "Save what you wrote?"
    LEAVING_SAVES = True
    DEFAULT_CSS = """
    NotesEditor {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 84;
            max-width: 95%;
            height: 70%;
            min-height: 9;
            padding: 1 2;
            background: $panel;
        }
        &.-narrow > Vertical { width: 100%; max-width: 100%; }
        & .question { text-style: bold; height: 1; margin-bottom: 1; }
        & .remark { color: $error; display: none; margin-top: 1; &.-said { display: block; } }
        & .hint { color: $foreground-muted; margin-top: 1; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="notes.leave", tooltip="Leave the notes"),
        Binding("ctrl+s", "save", "Save", id="notes.save", tooltip="Save the notes", priority=True),
        Binding(
            "ctrl+e",
            "edit_outside",
            "Editor",
            id="notes.editor",
            tooltip="Open the notes in $EDITOR",
            priority=True,
        ),
    ]

    def __init__(self, home: NotesHome, ident: int) -> None:
        """Edit the notes of a milestone of a screen."""
        super().__init__(home)
        self._ident = ident
        self._stored = home.the_forest[ident].notes

    def compose(self) -> ComposeResult:
        """Lay out title, text and remarks."""
        with Vertical():
            yield Static(
                Content(f"Notes · {named(self.home.the_forest, [self._ident])}"), classes="question"
            )
            yield PlainTextArea()
            yield Static(classes="remark")
            yield Static(Content(_hint()), classes="hint")

    def on_mount(self) -> None:
        """Show what is stored, and from then on what becomes of it."""
        self._area.show_text(self._stored)
        self._area.focus()
        self.home.tell_forests(self, self._forest_changed)

    @property
    def _area(self) -> PlainTextArea:
        return self.query_one(PlainTextArea)

    @property
    def is_written(self) -> bool:
        """Whether other notes are typed than are stored."""
        return self._area.text != safe_lines(self._stored)

    def _forest_changed(self, forest: Forest) -> None:
        """Take other notes over where nothing was typed, else tell of them."""
        one = forest.by_id.get(self._ident)
        if one is None or one.notes == self._stored:
            return
        if self.is_written:
            self.remark(f"They were changed meanwhile; {_save()} asks what is to become of both.")
        else:
            self._stored = one.notes
            self._area.show_text(one.notes)

    async def save(self) -> None:
        """Store what is typed, once it is agreed what becomes of others' notes."""
        text = await self._agreed_text()
        if text is None:
            return
        ident = self._ident
        try:
            report = await self.home.edit_now(
                [ident], lambda asked: asked.edits.set_notes(ident, text)
            )
        except MlvError as error:
            self.remark(str(error))
            return
        if report.refused:
            self.remark(f"They can't be stored: {report.refused[0].reason}")
            return
        close(self)
        self.home.tell(report, lambda what, _: f"the notes of {what} are stored")

    async def _agreed_text(self) -> str | None:
        """Return what is to be stored; None if the person wants to go on."""
        mine, theirs = self._area.text, self._notes_now()
        if safe_lines(theirs) in (mine, safe_lines(self._stored)):
            return mine
        answer = await self.app.push_screen_wait(
            Choice("Somebody else changed these notes meanwhile.", BOTH_OR_MINE)
        )
        if answer is None:
            return None
        return mine if answer else f"{theirs.rstrip()}\n\n{mine}"

    def _notes_now(self) -> str:
        one = self.home.the_forest.by_id.get(self._ident)
        return self._stored if one is None else one.notes

    def action_edit_outside(self) -> None:
        """Go on in the person's own editor."""
        self.home.do(self._edit_outside)

    async def _edit_outside(self) -> None:
        if not self.is_there:
            return
        text, trouble = await self.home.edit_text(self._area.text)
        self.refresh()
        if text != self._area.text:
            self._area.show_text(text)
        self.remark(trouble)


def _save() -> str:
    return key_for("notes.save", "^s")


def _hint() -> str:
    opens, leaves = key_for("notes.editor", "^e"), key_for("notes.leave", "Esc")
    return f"{_save()} saves · {opens} opens them in $EDITOR · {leaves} leaves"
