"""The commands about saved views: `view list`, `view save`, `view show`, `view remove`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.cells import aligned
from mlv_tui.cli.changing import dry_run_option
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.lists import list_view
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.cli.viewing import Wanted, named_view, wanted_options
from mlv_tui.domain.folding import counted
from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.sorting import sort_text
from mlv_tui.domain.view import FOLDS, SLOTS, View

if TYPE_CHECKING:
    from mlv_tui.services.views import ViewSaved


@click.group(cls=Subcommands)
def view() -> None:
    """Keep filters, groups and sorts under a name, and look through them."""


@view.command("list")
@common_options
def list_views(common: Common) -> int:
    """List a project's saved views."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        views = workspace.views.list(project.id)
    if common.as_json:
        print_json("views", [_record(one) for one in views])
        return 0
    print_lines(aligned([list(_row(one)) for one in views]))
    if not views:
        print_warning(f"{project.slug} has no views yet. `mlv view save NAME` makes one.")
    return 0


@view.command("save")
@click.argument("name")
@wanted_options
@click.option("--slot", type=click.IntRange(SLOTS[0], SLOTS[-1]), help="A number to call it by.")
@click.option(
    "--fold", type=click.IntRange(FOLDS[0], FOLDS[-1]), help="How many levels are unfolded."
)
@dry_run_option
@common_options
def save_view(
    common: Common, wanted: Wanted, name: str, slot: int | None, fold: int | None, *, dry_run: bool
) -> int:
    """Save a view; one of that name is replaced, and keeps its slot unless another is given."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        if slot is None:
            slot = workspace.views.slot_of(project.id, name)
        new = wanted.on(View(name, slot, fold=fold))
        saved = workspace.views.save(project.id, new, dry_run=dry_run)
    if common.as_json:
        was = None if saved.was is None else _record(saved.was)
        print_json("view", _record(saved.view), was=was, freed=saved.freed or None)
    else:
        print_line(_said(saved, dry_run=dry_run))
    return 0


@view.command("show")
@click.argument("name")
@common_options
def show_view(common: Common, name: str) -> int:
    """List what a view shows, by its name or its slot."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        found = named_view(workspace, project.id, name)
        return list_view(common, workspace, project, found, everything=False)


@view.command("remove")
@click.argument("name")
@dry_run_option
@common_options
def remove_view(common: Common, name: str, *, dry_run: bool) -> int:
    """Remove a view, by its name or its slot; the milestones stay."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        found = named_view(workspace, project.id, name)
        workspace.views.remove(project.id, found.name, dry_run=dry_run)
    if common.as_json:
        print_json("view", _record(found))
    else:
        print_line(f"{found.name} {'would be' if dry_run else 'is'} removed")
    return 0


def _said(saved: ViewSaved, *, dry_run: bool) -> str:
    verb = "would be" if dry_run else "is"
    words = [f"{saved.view.name} {verb} {'saved' if saved.was is None else 'replaced'}"]
    words += [] if saved.view.slot is None else [f"in the slot {saved.view.slot}"]
    words += [f"which {saved.freed} had"] if saved.freed else []
    return ", ".join(words)


def _row(one: View) -> Iterator[str]:
    yield "" if one.slot is None else str(one.slot)
    yield one.name
    yield one.filter
    yield " · ".join(_looks(one))


def _looks(one: View) -> Sequence[str]:
    group = "" if one.group is GroupBy.TREE else f"by {one.group}"
    sort = f"sorted by {sort_text(one.sort)}" if one.sort else ""
    fold = "" if one.fold is None else counted(one.fold, "level")
    return [word for word in (group, sort, fold) if word]


def _record(one: View) -> dict[str, Any]:
    return {
        "name": one.name,
        "slot": one.slot,
        "filter": one.filter,
        "group": str(one.group),
        "sort": sort_text(one.sort),
        "fold": one.fold,
    }
