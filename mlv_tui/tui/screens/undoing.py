"""Undo and redo, in the order of the keys, told on the screen that asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from textual.binding import Binding

from mlv_tui.domain.folding import counted
from mlv_tui.domain.undoing import REDO, UNDO, undo_label
from mlv_tui.errors import Conflict, MlvError, NotFound
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.queued import Queued, with_changed
from mlv_tui.tui.sentences import named, quoted, shortened

if TYPE_CHECKING:
    from mlv_tui.services.halves import UndoReport
    from mlv_tui.services.undone import Skipped
    from mlv_tui.services.workspace import Workspace


UNDO_AND_REDO: Final = (
    Binding("u", "undo", "undo", id="history.undo", tooltip="Undo your last gesture"),
    Binding(
        "U",
        "redo",
        "redo",
        id="history.redo",
        tooltip="Bring back what you undid last",
        show=False,
    ),
)
"""The keys of both, for every screen on which they undo the person's last gesture."""


class Speaker(Protocol):
    """A screen that can tell what happened."""

    def say(self, text: str, *, is_wrong: bool = False) -> None:
        """Put a sentence where people see it."""
        ...


class Undoing(Queued):
    """Undoes gestures and whole readings, and brings them back."""

    def undo_later(self, change_set: int | None, speaker: Speaker) -> None:
        """Undo, after all that was asked for before.

        Args:
            change_set: The one to be undone; None for the person's last gesture.
            speaker: Where to tell of it.
        """
        if self.project is not None:
            ident = self.project.id
            self.do(
                partial(
                    self._recall,
                    lambda asked: asked.history.undo(change_set, project_id=ident),
                    speaker,
                )
            )

    def redo_later(self, speaker: Speaker) -> None:
        """Bring back what the person undid last, after all that was asked for before."""
        if self.project is not None:
            ident = self.project.id
            self.do(partial(self._recall, lambda asked: asked.history.redo(ident), speaker))

    async def _recall(self, recall: Callable[[Workspace], UndoReport], speaker: Speaker) -> None:
        try:
            report, changed = await self.workspace.ask(lambda asked: with_changed(asked, recall))
        except (Conflict, NotFound) as error:
            # Their hints name commands; on the screen the activity has everything.
            speaker.say(error.message + await self._way_on(speaker), is_wrong=True)
        except MlvError as error:
            speaker.say(str(error), is_wrong=True)
        else:
            self.own_changes |= changed
            await self.take_over()
            speaker.say(self._said(report) + _skipped(report), is_wrong=bool(report.skipped))
            if len(report.skipped) > 1:
                self._list_skipped(report.skipped)

    async def _way_on(self, speaker: Speaker) -> str:
        """Say what can be done where something can't be undone; nothing above this screen."""
        if speaker is not self or self.project is None:
            return ""
        ident = self.project.id
        further = await self.try_to_ask(lambda asked: asked.history.further(ident))
        shows = f" {key_for('history.activity', 'L')} shows what was done."
        if further is None:
            return shows
        undoes = key_for("history.undo", "u")
        return f" {undoes} again goes on to {quoted(further.label)}.{shows}"

    def _list_skipped(self, skipped: Sequence[Skipped]) -> None:
        """List all that stays as it is; one of them can be gone to."""

        def go_to(at: int | None) -> None:
            if at is not None and skipped[at].id in self.forest:
                self.the_tree.select(skipped[at].id)

        question = f"{counted(len(skipped), 'milestone')} not put back, for what was done since:"
        answers = tuple(one.message for one in skipped)
        self.app.push_screen(Choice(question, answers, keys=("goes there", "closes")), go_to)

    def _said(self, report: UndoReport) -> str:
        label = undo_label(report.undone.label)
        what = named(self.forest, report.changed) if report.changed else "no milestone changed"
        if label.startswith(REDO):
            return f"done again: {shortened(label.removeprefix(REDO))} · {what}"
        again = f"{key_for('history.redo', 'U')} brings it back"
        return f"undone: {shortened(label.removeprefix(UNDO))} · {what} · {again}"


def _skipped(report: UndoReport) -> str:
    """Tell what stays as it is, since somebody changed it."""
    if not report.skipped:
        return ""
    more = len(report.skipped) - 1
    return f" · not all: {report.skipped[0].message}" + (f" So were {more} more." if more else "")
