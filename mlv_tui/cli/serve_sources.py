"""What other programs read from a server: what commands print with `--json`, by its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.cli.state import chosen_states, state_record
from mlv_tui.cli.viewing import Shown, Wanted
from mlv_tui.domain.entities import parse_ref
from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.view import View
from mlv_tui.services.workspace import Workspace
from mlv_tui.web.reading import PROJECT, Found, Source, project_called
from mlv_tui.web.refusals import WrongParameter

_YES: Final = ("1", "true", "yes")
_NO: Final = ("0", "false", "no")


def sources(actor: str) -> dict[str, Source]:
    """Return what can be read, by its address.

    Args:
        actor: Whom `owner:me` means.
    """

    def milestones(workspace: Workspace, values: Mapping[str, str]) -> Found:
        return _milestones(workspace, values, actor)

    of_a_list = (PROJECT, "filter", "group", "sort", "all")
    return {
        "/milestones.json": Source(of_a_list, (PROJECT,), milestones, _number),
        "/state.json": Source(("kind", "id", PROJECT), (), _states),
    }


def _number(workspace: Workspace, values: Mapping[str, str]) -> object:
    """Count the writes to a project."""
    project = project_called(workspace, values[PROJECT])
    return project.id, project.slug, project.number


def _milestones(workspace: Workspace, values: Mapping[str, str], actor: str) -> Found:
    """Answer as `mlv list` does."""
    wanted = Wanted(values.get("filter"), _group(values.get("group")), values.get("sort"))
    everything = _is_yes("all", values.get("all", "no"))
    project = project_called(workspace, values[PROJECT])
    forest = workspace.forest(project.id)
    shown = Shown.of(forest, wanted.on(View("")), actor, everything=everything)
    records = MilestoneRecords(project.slug, forest, workspace.texts_with_prompts(project.id))
    return Found("milestones", [records.record(one) for one in shown.ids], shown.group_records())


def _states(workspace: Workspace, values: Mapping[str, str]) -> Found:
    """Answer as `mlv state` does, but ask no source: labels are those that were seen last."""
    kind, ident = values.get("kind", ""), values.get("id", "")
    if ident and not kind:
        raise WrongParameter(
            "An id alone names no entity.", "Write /state.json?kind=trip&id=TR-42."
        )
    if ":" in kind or (ident and parse_ref(f"{kind}:{ident}") is None):
        raise WrongParameter("That is no entity.", "Write /state.json?kind=trip&id=TR-42.")
    named = values.get(PROJECT, "")
    project = project_called(workspace, named) if named else None
    which = f"{kind}:{ident}" if ident else kind
    states = chosen_states(workspace.entity_states(project), which)
    seen = workspace.entities_seen(project)
    return Found("states", [state_record(one, seen.get(one.ref)) for one in states])


def _group(value: str | None) -> str | None:
    known = [str(one) for one in GroupBy]
    if value is not None and value not in known:
        raise WrongParameter("“group” isn't one of its words.", f"There are: {', '.join(known)}.")
    return value


def _is_yes(name: str, value: str) -> bool:
    if value not in (*_YES, *_NO):
        raise WrongParameter(f"“{name}” is yes or no.", f"Write {name}=yes.")
    return value in _YES
