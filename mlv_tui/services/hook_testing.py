"""Trying a hook: once, now, on an event that is made up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import Event
from typing import Any

from mlv_tui.automation.environment import depth_of
from mlv_tui.automation.runner import attempted, envelope
from mlv_tui.domain.change_set import Origin, Recorded
from mlv_tui.domain.hook_delivery import DeliveryState, Outcome
from mlv_tui.domain.project import Project
from mlv_tui.errors import MlvError
from mlv_tui.services.hook_announcing import Records
from mlv_tui.services.hook_running import surroundings
from mlv_tui.services.hooks import Hook, now
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings


class HookInHook(MlvError):
    """A hook that would run hooks."""

    code = "hooks"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried.

    Attributes:
        hook: One that is run.
        project: The one that it is told of.
        milestone: The one that it is told of; None for the first of the project.
    """

    hook: Hook
    project: Project
    milestone: int | None


def tried(trial: Trial, workspace: Workspace, settings: Settings, records: Records) -> Outcome:
    """Run a hook once.

    Args:
        trial: What is tried.
        workspace: Where the milestones are.
        settings: Whose hook it is.
        records: Makes what it is told.

    Raises:
        HookInHook: If a hook asks for this.
    """
    if depth_of(os.environ):
        raise HookInHook("A hook can't run hooks.", "Do it from a shell of your own.")
    hook, moment = trial.hook, now()
    content = _content(trial, workspace, records, moment)
    sent = envelope(f"test.{moment:x}.{hook.name}", 1, content)
    around = surroundings(settings, Event())
    outcome = attempted(hook.settings, sent, 1, around)
    # What would be tried again by the queue isn't tried again here.
    is_open = outcome.state is DeliveryState.WAITING
    return Outcome(DeliveryState.FAILED, outcome.said, outcome.output) if is_open else outcome


def _content(trial: Trial, workspace: Workspace, records: Records, moment: int) -> dict[str, Any]:
    project, event = trial.project, trial.hook.settings.on[0]
    forest = workspace.forest(project.id)
    ids = list(forest.order[:1]) if trial.milestone is None else [trial.milestone]
    recorded = Recorded(0, project.number, moment, "nobody", Origin.USER, "a trial", {})
    return {
        "event": event,
        "events": [{"event": event, "milestones": ids}],
        "hook": trial.hook.name,
        "project": project.slug,
        "change_set": records.change_set(recorded, ()),
        "milestones": records.milestones(workspace, project, ids),
        "left_out": {"changes": 0, "milestones": 0},
        "test": True,
    }
