"""Attaching by hand: one gesture that gives a detached milestone another one's heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mlv_tui.domain.attaching import attached_for, in_place_of, keys_like
from mlv_tui.domain.change_set import Change, ChangeSet, Origin
from mlv_tui.domain.differences import change_of
from mlv_tui.domain.milestone import UNTITLED, Milestone
from mlv_tui.domain.project import Plan, Snapshot
from mlv_tui.errors import Conflict, NotDetached, NotFound
from mlv_tui.services.gesture import EditReport, Gesture, found
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class Attaching:
    """A detached milestone and the attached one whose heading it takes over."""

    snapshot: Snapshot
    one: Milestone
    other: Milestone

    @classmethod
    def of(cls, snapshot: Snapshot, ident: int, key: str | int) -> Attaching:
        """Look both up.

        Args:
            snapshot: Of the detached one's project.
            ident: The detached one.
            key: The heading's source key, or the id of the milestone that stands there.

        Raises:
            NotFound: If one of them isn't in the project, or nothing attached stands there.
            NotDetached: If the first one has a heading.
        """
        one = found(snapshot, ident)
        if one.is_removed:
            raise NotFound(f"Milestone {ident} was removed.", "Undo that first: `mlv history ID`.")
        check_detached(one)
        return cls(snapshot, one, _standing_at(snapshot, key))

    def check_untouched(self) -> None:
        """See that nobody put anything on the one that stands there.

        Raises:
            Conflict: If somebody did.
        """
        if self.other.is_touched:
            title, ident = self.other.title or UNTITLED, self.other.id
            raise Conflict(
                f"Somebody worked on “{title}” ({ident}) meanwhile, so it keeps its heading; "
                "nothing was attached.",
                f"`mlv attach {self.one.id} --to {ident}` attaches all the same.",
            )

    def report(self, change_set: int | None = None) -> EditReport:
        """Tell which one got a heading, and which one lost it."""
        return EditReport((self.one.id,), (), change_set, (self.other.id,))

    def write(self, writing: Writing, store: Store, gesture: Gesture) -> EditReport:
        """Store both, the heading's text, and the plan's layout."""
        one = attached_for(self.one, self.other)
        other = replace(self.other, detached_at=gesture.now)
        writing.milestones([one, other], gesture.now)
        writing.texts({one.id: store.texts.of(other.id)})
        writing.plan(self._plan(), gesture.now)
        changes = self._changes(one, other)
        change_set = ChangeSet(gesture.actor, Origin.USER, gesture.label, changes)
        return self.report(writing.change_set(change_set, gesture.now))

    def _plan(self) -> Plan:
        """Return the plan with the one standing where the other stood."""
        plan = next(plan for plan in self.snapshot.plans if plan.state.path == self.other.plan)
        return replace(plan, layout=in_place_of(plan.layout, {self.other.id: self.one.id}))

    def _changes(self, one: Milestone, other: Milestone) -> tuple[Change, ...]:
        above = self.snapshot.forest().plan_parent[other.id]
        taken = change_of(self.one, one, (None, above), is_reordered=False)
        given = change_of(self.other, other, (above, None), is_reordered=False)
        reasons = {one.id: "attached by hand", other.id: f"milestone {one.id} stands there now"}
        changes = (change for change in (taken, given) if change is not None)
        return tuple(replace(change, reason=reasons[change.milestone_id]) for change in changes)


def check_detached(one: Milestone) -> None:
    """See that a milestone has no heading.

    Raises:
        NotDetached: If it has.
    """
    if not one.is_detached:
        raise NotDetached(
            f"Milestone {one.id} isn't detached: it stands at {one.source_key}.",
            "Only what has lost its heading can be attached to another.",
        )


def _standing_at(snapshot: Snapshot, key: str | int) -> Milestone:
    if isinstance(key, int):
        other = snapshot.milestones.get(key)
        if other is None:
            raise NotFound(
                f"The project {snapshot.project.slug} has no milestone {key}.",
                "Name one of the same project; `mlv list` shows them.",
            )
        if other.is_detached:
            raise NotFound(
                f"Milestone {key} has no heading to give: it is detached itself.",
                "Name one that stands in a plan.",
            )
        return other
    attached = (one for one in snapshot.milestones.values() if not one.is_detached)
    by_key = {one.source_key: one for one in attached if one.source_key is not None}
    if key not in by_key:
        raise NotFound(
            f"No milestone stands there: no heading of the project {snapshot.project.slug} has the "
            f"source key {key}.",
            _nearest(keys_like(key, by_key)),
        )
    return by_key[key]


def _nearest(keys: Sequence[str]) -> str:
    if not keys:
        return "An id from `mlv list` does as well; `mlv list --json` has the source keys."
    *others, last = keys
    if not others:
        return f"The nearest is {last}."
    return f"The nearest are {', '.join(others)} and {last}."
