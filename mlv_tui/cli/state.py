"""The command that tells other systems' screens how the work on an entity stands: `state`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.linking import NO_ENTITY
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_pieces
from mlv_tui.cli.records import iso_time
from mlv_tui.domain.entities import EntityRef, kind_of, parse_ref
from mlv_tui.errors import NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.entity_states import EntityState
    from mlv_tui.domain.freshness import Seen
    from mlv_tui.domain.project import Project
    from mlv_tui.services.workspace import Workspace

PATIENCE: Final = 1.0
"""Seconds that sources have to tell what entities are called; what was seen last is told else."""


@click.command()
@click.argument("which", metavar="[KIND[:ID]]", default="")
@common_options
def state(common: Common, which: str) -> int:
    """Tell how the milestones of each linked entity stand: counts, progress, what is next.

    Of all projects that aren't put away together, or of one with --project. The database's view
    `milestone_state` says the same to whatever speaks SQL.
    """
    _check(which)
    with common.known_workspace() as workspace:
        project = common.chosen(workspace) if common.project else None
        found = chosen_states(workspace.entity_states(project), which)
        refs = {one.ref for one in found}
        _ask_sources(workspace, _linked(workspace, refs) if project is None else {project: refs})
        seen = workspace.entities_seen(project)
    if common.as_json:
        print_json("states", [state_record(one, seen.get(one.ref)) for one in found])
    else:
        print_pieces(_lines(found, seen) if found else [[(_nothing_of(which), "")]])
    return 0


def _check(which: str) -> None:
    if ":" in which and parse_ref(which) is None:
        raise click.UsageError(NO_ENTITY.format(which))


def _linked(
    workspace: Workspace, refs: AbstractSet[EntityRef]
) -> Mapping[Project, AbstractSet[EntityRef]]:
    """Return which of some entities each project has links to."""
    return {
        one: {state.ref for state in workspace.entity_states(one)} & refs
        for one in workspace.projects()
        if not one.is_archived
    }


def _ask_sources(workspace: Workspace, linked: Mapping[Project, AbstractSet[EntityRef]]) -> None:
    """Have labels brought up to date, as far as the sources answer at once."""
    from concurrent.futures import wait  # noqa: PLC0415 - only for this

    wait([workspace.entities.refresh(one, its) for one, its in linked.items()], PATIENCE)
    for one in linked:
        workspace.entities.keep_told(one)


def chosen_states(states: Sequence[EntityState], which: str) -> list[EntityState]:
    """Return the states of one entity, of one kind, or all of them.

    Raises:
        NotFound: If nothing is linked to the one entity that was named.
    """
    ref = parse_ref(which) if ":" in which else None
    if ref is None:
        return [one for one in states if not which or one.ref.kind == kind_of(which)]
    found = [one for one in states if one.ref == ref]
    if not found:
        raise NotFound(f"No milestone is linked to {ref}.", f"`mlv link ID {ref}` links one.")
    return found


def state_record(one: EntityState, seen: Seen | None) -> dict[str, Any]:
    """Make the record of an entity's state; `seen` tells how old its label is."""
    counts = one.progress
    return {
        "kind": one.ref.kind,
        "id": one.ref.id,
        "label": seen.label if seen else None,
        "counts": {
            "open": counts.open,
            "active": counts.active,
            "blocked": counts.blocked,
            "done": counts.done,
        },
        "progress": {"done": counts.done, "all": counts.all},
        "next": None if one.next is None else {"id": one.next.id, "title": one.next.title},
        "seen": iso_time(seen.at) if seen else None,
        "updated": iso_time(one.updated_at),
    }


def _nothing_of(kind: str) -> str:
    what = f"an entity of the kind {kind_of(kind)}" if kind else "an entity"
    return f"No milestone is linked to {what}; `mlv link ID trip:TR-42` links one."


def _lines(states: Sequence[EntityState], seen: Mapping[EntityRef, Seen]) -> Iterator[list[Piece]]:
    width = max(len(str(one.ref)) for one in states)
    for one in states:
        counts = one.progress
        said = f"{counts.done}/{counts.all} done"
        more = [
            f"{count} {name}"
            for name, count in (("active", counts.active), ("blocked", counts.blocked))
            if count
        ]
        line = [(f"{one.ref!s:{width}}  ", "link"), (", ".join([said, *more]), "")]
        label = seen[one.ref].label if one.ref in seen else ""
        if label:
            line.append((f"  {label}", "dim"))
        step: list[Piece] = []
        if one.next is not None:
            step = [("  next: ", "dim"), (f"{one.next.title} ({one.next.id})", "")]
        yield [*line, *step]
