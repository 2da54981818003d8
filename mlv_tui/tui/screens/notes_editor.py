"""The notes of one milestone, in an editor of many lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.overtaking import Overtaken
from mlv_tui.errors import MlvError
from mlv_tui.services.drafts import DraftKey
from mlv_tui.tui.drafting import Drafting, back_again
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.agreeing import three_ways_of
from mlv_tui.tui.screens.closing import close
from mlv_tui.tui.screens.home import NotesHome
from mlv_tui.tui.screens.writing import Writing
from mlv_tui.tui.sentences import named
from mlv_tui.tui.taken import Taken
from mlv_tui.tui.widgets.text_area import PlainTextArea, safe_lines

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport


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
        self._seen = home.the_forest[ident]
        self._base = self._seen.notes
        """What the notes were when the person began to type."""
        key = DraftKey(ident, "notes")
        self._draft = Drafting(home.drafts, key, safe_lines(self._base))

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
        draft = self._draft.found
        if draft is not None:
            self._base = draft.base
        self._area.show_text(self._base if draft is None else draft.text)
        self._area.focus()
        self.home.tell_forests(self, self._forest_changed)
        leaves = key_for("notes.leave", "Esc")
        kept = draft and f"{back_again(draft)}; {leaves} asks whether to save it or throw it away."
        self.remark(kept or self._draft.trouble)

    @property
    def _area(self) -> PlainTextArea:
        return self.query_one(PlainTextArea)

    @property
    def is_written(self) -> bool:
        """Whether other notes are typed than were there."""
        return self._area.text != safe_lines(self._base)

    @on(PlainTextArea.Changed)
    def _keep(self) -> None:
        """Keep what is typed, however this ends."""
        self._draft.typed(self._area.text, safe_lines(self._base))

    def throw_away(self) -> None:
        """Keep no draft of it, either."""
        self._draft.end()

    def _forest_changed(self, forest: Forest) -> None:
        """Take other notes over where nothing was typed, else tell of them."""
        one = forest.by_id.get(self._ident)
        if one is None or one.notes == self._base:
            return
        if self.is_written:
            self.remark(f"They were changed meanwhile; {_save()} asks what is to become of both.")
        else:
            self._base = one.notes
            self._area.show_text(one.notes)

    async def save(self) -> None:
        """Store what is typed, once it is agreed what becomes of others' notes."""
        while (text := await self._agreed_text()) is not None:
            try:
                report = await self._store(text)
            except MlvError as error:
                self.remark(str(error))
                return
            if not report.refused:
                self._draft.end()
                close(self)
                self.home.tell(report, lambda what, _: f"the notes of {what} are stored")
                return
            if not isinstance(report.refused[0], Overtaken):
                self.remark(f"They can't be stored: {report.refused[0].reason}")
                return

    async def _store(self, text: str) -> EditReport:
        ident = self._ident
        seen = {ident: self._seen}
        return await self.home.edit_now(
            [ident], lambda asked: asked.edits.set_notes(ident, text), seen
        )

    async def _agreed_text(self) -> str | None:
        """Return what is to be stored; None if nothing is, or the person goes on typing."""
        mine, theirs = self._area.text, self._notes_now()
        if safe_lines(theirs) in (mine, safe_lines(self._base)):
            return mine
        field = three_ways_of("notes", self._base, mine, theirs)
        taken = (await self.home.decided(self._ident, [field])).get("notes")
        self._base = self._base if taken is None else theirs
        if taken is Taken.BOTH:
            self._area.show_text(f"{theirs.rstrip()}\n\n{mine}")
        if taken in (Taken.MINE, Taken.BOTH):
            return await self._agreed_text()
        if taken is Taken.EDIT:
            self.remark(f"{_save()} stores yours, in place of theirs.")
        else:
            self._draft.rest()
            opens = key_for("milestone.notes", "N")
            self._leave_theirs(f"; yours are kept as a draft, {opens} brings them back")
        return None

    def _leave_theirs(self, further: str) -> None:
        what = named(self.home.the_forest, [self._ident])
        close(self)
        self.home.say(f"the notes of {what} stay as they are{further}")

    def _notes_now(self) -> str:
        one = self.home.the_forest.by_id.get(self._ident)
        return self._base if one is None else one.notes

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
