"""Announcing: what hooks are owed is read from the log of change sets, which loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mlv_tui.automation.outbox import Outbox
from mlv_tui.domain.change_set import Change, Recorded
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.hook_delivery import DeliveryState, Owed
from mlv_tui.domain.hook_events import Happened, before_all, happened
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.project import Project
from mlv_tui.services.asking import asked
from mlv_tui.services.hooks import Hook
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings

MOST: Final = 500
"""Milestones, and changes, that a hook is told whole; of more it is told the ids."""

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Records:
    """Makes records as JSON has them everywhere.

    Attributes:
        milestones: Of some milestones of a project.
        change_set: Of a change set, with some of its changes.
    """

    milestones: Callable[[Workspace, Project, Sequence[int]], list[dict[str, Any]]]
    change_set: Callable[[Recorded, Sequence[Change]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A change set of the person's own, and what happened in it."""

    recorded: Recorded
    changes: tuple[Change, ...]
    events: tuple[Happened, ...]


class Announcing:
    """Looks for change sets that no hook was told of."""

    def __init__(
        self, workspace: Workspace, outbox: Outbox, settings: Settings, records: Records
    ) -> None:
        """Read one database's log.

        Args:
            workspace: The database.
            outbox: What hooks are owed.
            settings: Where the database is.
            records: Makes records.
        """
        self._workspace = workspace
        self._outbox = outbox
        self._records = records
        self._database = hashlib.blake2b(
            os.fsencode(str(settings.database)), digest_size=4
        ).hexdigest()

    def announce(self, hooks: Mapping[str, Hook]) -> None:
        """Queue what hooks are owed for what was committed since.

        Raises:
            MlvError: If the database or the outbox can't be used.
        """
        projects = self._workspace.projects()
        self._outbox.begin({one.id: one.number for one in projects})
        cursors = self._outbox.cursors()
        for project in projects:
            since = min(cursors.get(project.id, 0), project.number)
            if since != project.number or project.id not in cursors:
                self._announce_in(project, since, hooks.values())
            elif since < cursors[project.id]:
                # A backup was put in the database's place.
                self._outbox.take(project.id, since, ())

    def _announce_in(self, project: Project, since: int, hooks: Collection[Hook]) -> None:
        wanted = [one for one in hooks if one.is_for(project.slug)]
        # First the milestones: what is committed from here on is announced by the next ring.
        forest = self._workspace.forest(project.id)
        told = self._between(project.id, since, forest.number)
        seen = list(self._own(project, told, forest)) if wanted else []
        owed = [
            each
            for one in reversed(seen)
            for hook in wanted
            if (each := self._owed(project, forest, one, hook)) is not None
        ]
        self._outbox.take(project.id, forest.number, owed)

    def _between(self, project_id: int, since: int, until: int) -> list[Recorded]:
        """Return the change sets above a number, up to another, the newest first."""
        history, found = self._workspace.history, list[Recorded]()
        page = history.activity(project_id, _PAGE)
        while page:
            found += [one for one in page if since < one.number <= until]
            if page[-1].number <= since:
                break
            page = history.activity(project_id, _PAGE, page[-1].id)
        return found

    def _own(self, project: Project, told: Sequence[Recorded], forest: Forest) -> Iterator[_Seen]:
        """Tell what happened in each change set of the person's own, the newest first."""
        known: dict[int, Milestone] = dict(forest.by_id)
        mine = self._outbox.actors()
        for one in told:
            changes = self._workspace.history.changes(one.id)
            is_own = one.actor in mine
            if is_own and self._outbox.is_quiet(project.id, one.number, one.id, one.at):
                self._note_quiet(project, one)
            elif is_own:
                yield _Seen(one, changes, happened(one.origin, changes, known))
            before_all(known, changes)

    def _note_quiet(self, project: Project, one: Recorded) -> None:
        ident = self._id(one, "")
        owed = Owed(ident, "-", "", project.slug, one.id, one.label, "")
        said = "a hook did this itself, so none is told of it"
        self._outbox.note(owed, DeliveryState.PASSED, said)

    def _owed(self, project: Project, forest: Forest, one: _Seen, hook: Hook) -> Owed | None:
        """Make what a hook is owed for a change set, or None if it asks for nothing in it."""
        events = [each for each in one.events if each.event in hook.settings.on]
        if hook.settings.filter and events:
            ids = {ident for each in events for ident in each.milestones}
            query = asked(hook.settings.filter, one.recorded.actor)
            found = query.among(forest, ids & forest.by_id.keys())
            kept = [Happened(x.event, tuple(i for i in x.milestones if i in found)) for x in events]
            events = [each for each in kept if each.milestones]
        if not events:
            return None
        content = self._content(project, forest, one, hook.name, events)
        recorded = one.recorded
        return Owed(
            self._id(recorded, hook.name),
            hook.name,
            events[0].event,
            project.slug,
            recorded.id,
            recorded.label,
            json.dumps(content),
            _about(forest, events),
        )

    def _id(self, one: Recorded, hook: str) -> str:
        """Name a delivery; a database that is made anew in the same place has other ones."""
        return f"{self._database}.{one.id}.{one.at:x}.{hook}"

    def _content(
        self,
        project: Project,
        forest: Forest,
        one: _Seen,
        hook: str,
        events: Sequence[Happened],
    ) -> dict[str, Any]:
        ids = dict.fromkeys(ident for each in events for ident in each.milestones)
        shown = [ident for ident in ids if ident in forest][:MOST]
        return {
            "event": events[0].event,
            "events": [{"event": x.event, "milestones": list(x.milestones)} for x in events],
            "hook": hook,
            "project": project.slug,
            "change_set": self._records.change_set(one.recorded, one.changes[:MOST]),
            "milestones": self._records.milestones(self._workspace, project, shown),
            "left_out": {
                "changes": max(len(one.changes) - MOST, 0),
                "milestones": len(ids) - len(shown),
            },
        }


def _about(forest: Forest, events: Sequence[Happened]) -> str:
    """Name the milestone that it is about, or count them."""
    ids = dict.fromkeys(ident for each in events for ident in each.milestones)
    if len(ids) != 1:
        return counted(len(ids), "milestone") if ids else ""
    (ident,) = ids
    return f"#{ident} {forest[ident].title}" if ident in forest else f"#{ident}"
