"""Hooks, and what became of what they were told, as JSON records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mlv_tui.cli.history import recorded_record
from mlv_tui.cli.records import MilestoneRecords, iso_time
from mlv_tui.domain.change_set import Change, Recorded
from mlv_tui.services.hook_announcing import Records

if TYPE_CHECKING:
    from mlv_tui.domain.hook_delivery import Delivery, Outcome
    from mlv_tui.domain.project import Project
    from mlv_tui.services.hooks import Hook
    from mlv_tui.services.workspace import Workspace


def hook_record(one: Hook) -> dict[str, Any]:
    """Make the record of a hook."""
    what = one.settings
    return {
        "name": one.name,
        "state": one.state,
        "on": list(what.on),
        "filter": what.filter or None,
        "run": list(what.run) or None,
        "url": what.url or None,
        "timeout": what.timeout,
        "project": one.project or None,
        "place": what.place,
    }


def delivery_record(one: Delivery) -> dict[str, Any]:
    """Make the record of what became of what a hook was told, or is to be told."""
    owed = one.owed
    return {
        "id": owed.id,
        "hook": owed.hook,
        "event": owed.event,
        "project": owed.project,
        "change_set": owed.change_set,
        "label": owed.label,
        "about": owed.about or None,
        "state": one.state,
        "attempt": one.attempt,
        "said": one.said,
        "output": one.output,
        "created_at": iso_time(one.created_at),
        "started_at": None if one.started_at is None else iso_time(one.started_at),
        "ended_at": None if one.ended_at is None else iso_time(one.ended_at),
        "due_at": iso_time(one.due_at) if one.due_at and one.ended_at is None else None,
    }


def outcome_record(name: str, outcome: Outcome) -> dict[str, Any]:
    """Make the record of a trial."""
    return {
        "hook": name,
        "state": outcome.state,
        "said": outcome.said,
        "output": outcome.output,
    }


def _milestones(workspace: Workspace, project: Project, ids: Sequence[int]) -> list[dict[str, Any]]:
    forest, texts = workspace.forest(project.id), workspace.texts_with_prompts(project.id)
    records = MilestoneRecords(project.slug, forest, texts)
    return [records.record(ident) for ident in ids]


def _change_set(one: Recorded, changes: Sequence[Change]) -> dict[str, Any]:
    told = [
        {
            "id": change.milestone_id,
            "kind": change.kind,
            "from": dict(change.before) or None,
            "to": dict(change.after) or None,
            "reason": change.reason,
            "score": change.score,
        }
        for change in changes
    ]
    return {**recorded_record(one), "changes": told}


RECORDS = Records(_milestones, _change_set)
"""What hooks are told, in the words of `list --json` and `log --json`."""
