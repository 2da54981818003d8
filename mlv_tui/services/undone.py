"""What undoing one change set writes, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mlv_tui.domain.change_set import Change, ChangeSet, Origin, Recorded
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Plan, Project
from mlv_tui.domain.text import Text
from mlv_tui.domain.undoing import undo_label
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class Skipped:
    """A milestone of which an undo left something as it is now.

    Attributes:
        id: The milestone's.
        title: What it is called; "" for one that is forgotten.
        fields: The names of what somebody changed since; none if it is forgotten.
        change_set: By which change set, as far as known.
    """

    id: int
    title: str
    fields: tuple[str, ...]
    change_set: int | None

    @property
    def message(self) -> str:
        """Say in a sentence what stays."""
        if not self.fields:
            return f"Milestone {self.id} is forgotten by now."
        where = f" (change set {self.change_set})" if self.change_set else ""
        what = ", ".join(name.removeprefix("my_").replace("_", " ") for name in self.fields)
        return f"“{self.title}” ({self.id}) was changed since{where}: {what}."

    def error(self) -> Conflict | NotFound:
        """Make an error of it, for an undo of which nothing is left."""
        if not self.fields:
            return NotFound(self.message, "Nothing was changed.")
        hint = f"Undo that first: `mlv undo {self.change_set}`." if self.change_set else ""
        return Conflict(self.message, hint or "Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Undone:
    """Everything that undoing a change set writes.

    Attributes:
        milestones: Those that change, whole.
        plans: Those that it had written, as they are to be stored.
        texts: By milestone id.
        changes: What was and what is.
        skipped: What stays as it is, since somebody changed it.
        project: The project as it is, and as it is to be.
    """

    milestones: tuple[Milestone, ...]
    plans: tuple[Plan, ...]
    texts: Mapping[int, Text]
    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...] = ()
    project: tuple[Project, Project] | None = None

    def write(self, writing: Writing, target: Recorded, actor: str, now: int) -> int:
        """Store it as a change set of its own; return its id."""
        if self.project is not None:
            _write_project(writing, *self.project, now)
        for plan in self.plans:
            writing.plan(plan, now)
        writing.milestones(self.milestones, now)
        writing.texts(self.texts)
        change_set = ChangeSet(actor, Origin.UNDO, undo_label(target.label), self.changes)
        return writing.change_set(change_set, now, undoes=target.id)


def _write_project(writing: Writing, before: Project, after: Project, now: int) -> None:
    if (before.name, before.archived_at) != (after.name, after.archived_at):
        writing.project(after.name, after.archived_at)
    if before.anchor_rules != after.anchor_rules:
        writing.anchor_rules(after.anchor_rules)
    for root in set(after.roots) - set(before.roots):
        writing.root(root)
    for root in set(before.roots) - set(after.roots):
        writing.remove_root(root, now)


def flips(chain: tuple[int, ...], by: int) -> dict[int, int | None]:
    """Tell which change sets count, and which don't, once the first of a chain is undone.

    Args:
        chain: The change set that is undone, the one that it undid, the one that this undid …
        by: The one that undoes it.

    Returns:
        For each of the chain the change set that undid it; None for one that counts again.
    """
    found: dict[int, int | None] = {}
    for at, ident in enumerate(chain):
        undoer = by if at == 0 else chain[at - 1]
        found[ident] = undoer if at % 2 == 0 else None
    return found


def is_redo(ident: int, undoes: Mapping[int, int]) -> bool:
    """Tell whether an undo brought a gesture or a reading back.

    Args:
        ident: The undo's.
        undoes: By the id of each undo what it undoes.
    """
    steps = 0
    while ident in undoes:
        ident = undoes[ident]
        steps += 1
    return steps % 2 == 0
