"""One gesture of a person: an edit of some milestones, all or none, as one change set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin
from mlv_tui.domain.differences import differences
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Snapshot
from mlv_tui.errors import NotFound
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing

Edit = Callable[[Milestone], Milestone]


@dataclass(frozen=True, slots=True)
class EditReport:
    """The outcome of one gesture.

    Attributes:
        edited: The ids that changed as they were asked to.
        unchanged: The ids that were so already.
        change_set: Its id, None when nothing changed.
        detached: The ids that lost their heading by it; only attaching does that.
    """

    edited: tuple[int, ...]
    unchanged: tuple[int, ...]
    change_set: int | None
    detached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gesture:
    """Who does what, in words for history.

    Attributes:
        actor: Who.
        label: One line, such as `done`.
        now: Epoch milliseconds.
    """

    actor: str
    label: str
    now: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edit of some milestones of one project."""

    ids: Sequence[int]
    edit: Edit

    def pairs(self, snapshot: Snapshot) -> list[tuple[Milestone, Milestone]]:
        """Return each milestone as it is and as it is to be, those asked for twice once.

        Raises:
            NotFound: If one of the ids isn't in the project.
        """
        ones = [found(snapshot, ident) for ident in dict.fromkeys(self.ids)]
        return [(one, self.edit(one)) for one in ones]


def preview(snapshot: Snapshot, wanted: Wanted) -> EditReport:
    """Tell what an edit would change.

    Raises:
        NotFound: If one of the ids isn't in the project.
    """
    return _report(wanted.pairs(snapshot), None)


def edit_milestones(store: Store, project_id: int, wanted: Wanted, gesture: Gesture) -> EditReport:
    """Edit some milestones of one project, all or none.

    Raises:
        NotFound: If one of the ids isn't in the project; nothing is changed then.
        DatabaseUnusable: If the database can't be written; nothing was then.
    """

    def write(snapshot: Snapshot, writing: Writing) -> EditReport:
        pairs = wanted.pairs(snapshot)
        edited = [(before, after) for before, after in pairs if before != after]
        if not edited:
            return _report(pairs, None)
        writing.milestones([after for _, after in edited], gesture.now)
        changes = tuple(_change(before, after) for before, after in edited)
        change_set = ChangeSet(gesture.actor, Origin.USER, gesture.label, changes)
        return _report(pairs, writing.change_set(change_set, gesture.now))

    return store.write(project_id, write)


def found(snapshot: Snapshot, ident: int) -> Milestone:
    """Return a milestone of a project.

    Raises:
        NotFound: If it isn't there.
    """
    if ident not in snapshot.milestones:
        raise NotFound(f"There is no milestone {ident}.", "`mlv list` shows the ids.")
    return snapshot.milestones[ident]


def _report(pairs: Sequence[tuple[Milestone, Milestone]], change_set: int | None) -> EditReport:
    return EditReport(
        edited=tuple(before.id for before, after in pairs if before != after),
        unchanged=tuple(before.id for before, after in pairs if before == after),
        change_set=change_set,
    )


def _change(before: Milestone, after: Milestone) -> Change:
    was, now = differences(before, after)
    return Change(after.id, ChangeKind.GUIDED, was, now)
