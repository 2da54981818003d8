"""One gesture of a person on some milestones: worked out first, then one change set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin
from mlv_tui.domain.differences import differences, values_of
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.overtaking import Merged
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.refusals import Refusal, Refused, check_not_removed
from mlv_tui.domain.text import Text
from mlv_tui.errors import NotFound
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing

Edit = Callable[[Milestone], Milestone]


@dataclass(frozen=True, slots=True)
class EditReport:
    """The outcome of one gesture.

    Attributes:
        edited: The ids that changed as they were asked to, and with them what goes along.
        unchanged: The ids that were so already.
        change_set: Its id, None when nothing changed.
        detached: The ids that lost their heading by it; only attaching does that.
        refused: Those that it could not change, and why; the others were.
        added: The ids of the milestones that it made, negative where it was only looked at.
        along: Those of the edited that weren't asked for themselves; where milestones were moved,
            those that were asked for and went along with one above them.
        other_change_set: Its id in the other project, where it changed two.
        merged: What others changed of the edited ones since the person saw them.
    """

    edited: tuple[int, ...]
    unchanged: tuple[int, ...]
    change_set: int | None
    detached: tuple[int, ...] = ()
    refused: tuple[Refusal, ...] = ()
    added: tuple[int, ...] = ()
    along: tuple[int, ...] = ()
    other_change_set: int | None = None
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Gesture:
    """Who does what, in words for history.

    Attributes:
        actor: Who.
        label: One line, such as `done`.
        now: Epoch milliseconds.
        origin: What made it.
    """

    actor: str
    label: str
    now: int
    origin: Origin = Origin.USER


@dataclass(frozen=True, slots=True)
class Intent:
    """What a gesture comes to before it is written.

    Attributes:
        edited: The milestones that change as they were asked to, whole, as they are to be.
        unchanged: The ids of those that are so already.
        refused: Those that can't be changed.
        new: Those that are made, with negative ids.
        settled: Those that only follow another sibling now, to stay where they are.
        along: The ids of those that change though they weren't asked for themselves, or go along
            with one above them.
        merged: What others changed of the edited ones since the person saw them.
        texts: The long texts of the new ones that have some, by id.
    """

    edited: Sequence[Milestone] = ()
    unchanged: Sequence[int] = ()
    refused: Sequence[Refusal] = ()
    new: Sequence[Milestone] = ()
    settled: Sequence[Milestone] = ()
    along: Sequence[int] = ()
    merged: Sequence[Merged] = ()
    texts: Mapping[int, Text] = field(default_factory=dict[int, Text])

    def report(self, change_set: int | None = None) -> EditReport:
        """Tell what it does."""
        return EditReport(
            edited=tuple(one.id for one in self.edited),
            unchanged=tuple(self.unchanged),
            change_set=change_set,
            refused=tuple(self.refused),
            added=tuple(one.id for one in self.new),
            along=tuple(self.along),
            merged=tuple(self.merged),
        )

    def write(self, snapshot: Snapshot, writing: Writing, gesture: Gesture) -> EditReport:
        """Store it as one change set; nothing where it changes nothing."""
        if not (self.edited or self.new or self.settled):
            return self.report()
        lasting = writing.new_ids(one.id for one in self.new)
        intent = self._with_lasting_ids(lasting)
        ones = (*intent.new, *intent.edited, *intent.settled)
        writing.milestones(ones, gesture.now)
        writing.texts({lasting[ident]: text for ident, text in self.texts.items()})
        changes = tuple(intent.changes(snapshot))
        change_set = ChangeSet(gesture.actor, gesture.origin, gesture.label, changes)
        return intent.report(writing.change_set(change_set, gesture.now))

    def changes(self, snapshot: Snapshot) -> Iterator[Change]:
        """Tell each change, against what is stored."""
        for one in self.new:
            yield Change(one.id, ChangeKind.NEW, {}, values_of(one))
        for one in self.edited:
            was, now = differences(snapshot.milestones[one.id], one)
            yield Change(
                one.id, ChangeKind.MOVED if "placed" in now else ChangeKind.GUIDED, was, now
            )
        for one in self.settled:
            yield Change(one.id, ChangeKind.GUIDED, *differences(snapshot.milestones[one.id], one))

    def _with_lasting_ids(self, lasting: Mapping[int, int]) -> Intent:
        if not lasting:
            return self
        groups = (self.edited, self.new, self.settled)
        edited, new, settled = ([with_ids(one, lasting) for one in ones] for ones in groups)
        return replace(self, edited=edited, new=new, settled=settled)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edit of some milestones of one project, each for itself."""

    ids: Sequence[int]
    edit: Edit

    def intent(self, snapshot: Snapshot) -> Intent:
        """Work out what it comes to; those asked for twice change once.

        Raises:
            NotFound: If one of the ids isn't in the project.
        """
        edited: list[Milestone] = []
        unchanged: list[int] = []
        refused: list[Refusal] = []
        for one in all_found(snapshot, self.ids):
            try:
                check_not_removed(one)
                after = self.edit(one)
            except Refused as refusal:
                refused.append(Refusal(one.id, refusal.reason))
                continue
            if after == one:
                unchanged.append(one.id)
            else:
                edited.append(after)
        return Intent(edited, unchanged, refused)


Intended = Callable[[Snapshot], Intent]
"""Works out what a gesture comes to."""


def carried_out(store: Store, project_id: int, intended: Intended, gesture: Gesture) -> EditReport:
    """Work a gesture out on what is stored at that moment, and store what it comes to.

    Raises:
        NotFound: If one of the ids isn't in the project; nothing is changed then.
        DatabaseUnusable: If the database can't be written; nothing was then.
    """

    def write(snapshot: Snapshot, writing: Writing) -> EditReport:
        return intended(snapshot).write(snapshot, writing, gesture)

    return store.write(project_id, write)


def with_ids(one: Milestone, lasting: Mapping[int, int]) -> Milestone:
    """Name a milestone, and those it names, by the ids they got."""
    at = one.placed
    if at is not None:
        parent = None if at.parent is None else lasting.get(at.parent, at.parent)
        behind = None if at.behind is None else lasting.get(at.behind, at.behind)
        at = replace(at, parent=parent, behind=behind)
    waits_for = tuple(lasting.get(ident, ident) for ident in one.waits_for)
    return replace(one, id=lasting.get(one.id, one.id), placed=at, waits_for=waits_for)


def found(snapshot: Snapshot, ident: int) -> Milestone:
    """Return a milestone of a project.

    Raises:
        NotFound: If it isn't there.
    """
    if ident not in snapshot.milestones:
        raise NotFound(f"There is no milestone {ident}.", "`mlv list` shows the ids.")
    return snapshot.milestones[ident]


def all_found(snapshot: Snapshot, ids: Iterable[int]) -> list[Milestone]:
    """Return milestones of a project, each once, in the order in which they were named.

    Raises:
        NotFound: If one of them isn't there.
    """
    return [found(snapshot, ident) for ident in dict.fromkeys(ids)]
