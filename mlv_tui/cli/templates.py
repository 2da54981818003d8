"""The commands about templates: `template list`, `template show`, `template apply`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.cells import aligned
from mlv_tui.cli.changing import Changed, dry_run_option, make
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.cli.template_records import listed_record, row, shown, template_record
from mlv_tui.domain.folding import counted
from mlv_tui.domain.milestone import UNTITLED

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.domain.sketching import Sketch
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.new_plans import NewPlan
    from mlv_tui.services.templates import Shelf
    from mlv_tui.services.workspace import Workspace


@click.group(cls=Subcommands)
def template() -> None:
    """Make milestones, or a new plan, of a template with variables."""


@template.command("list")
@common_options
def list_templates(common: Common) -> int:
    """List the templates: the built-in ones, and those of your own folder, which go first."""
    found = _shelf(common).all()
    if common.as_json:
        print_json("templates", [listed_record(one) for one in found])
        return 0
    print_lines(aligned([row(one) for one in found if one.template is not None]))
    for one in found:
        if one.template is None:
            print_warning(f"{one.name} can't be used: {one.trouble}")
    return 0


@template.command("show")
@click.argument("name")
@common_options
def show_template(common: Common, name: str) -> int:
    """Show what a template asks for, and its text."""
    found = _shelf(common).named(name)
    if common.as_json:
        print_json("template", template_record(found))
    else:
        print_lines(shown(found))
    return 0


@template.command("apply")
@click.argument("name")
@click.option("--set", "given", metavar="NAME=VALUE", multiple=True, help="A value; repeatable.")
@click.option(
    "--parent",
    metavar="ID",
    type=MilestoneId(),
    help="Below this one, as the last.  [default: end]",
)
@click.option(
    "--to",
    "path",
    metavar="PLAN.md",
    type=click.Path(path_type=Path),
    help="Into a new plan file instead; never over one.",
)
@dry_run_option
@common_options
def apply_template(
    common: Common,
    name: str,
    given: Sequence[str],
    parent: int | None,
    path: Path | None,
    *,
    dry_run: bool,
) -> int:
    """Make milestones of a template, by hand, in one gesture; `mlv undo` takes them back.

    With --to it becomes a new plan, which is read as any other if it stands where the project's
    plans do. The file is yours then: undo doesn't take it away.
    """
    if parent is not None and path is not None:
        raise click.UsageError("Name one place: --parent or --to.")
    values = _values(given)
    if path is not None:
        return _write(common, name, values, path, dry_run=dry_run)
    made: list[Sketch] = []
    return make(
        common,
        parent,
        lambda workspace, project: _applied(
            workspace, project, (name, values, parent), made, dry_run=dry_run
        ),
        lambda changed: _said(changed, name, made, dry_run=dry_run),
    )


def _applied(
    workspace: Workspace,
    project: Project,
    asked: tuple[str, Mapping[str, str], int | None],
    made: list[Sketch],
    *,
    dry_run: bool,
) -> EditReport:
    name, values, parent = asked
    found = workspace.templates.named(name)
    applied = workspace.templates.apply(project.id, found, values, parent=parent, dry_run=dry_run)
    made += applied.sketches
    return applied.report


def _write(
    common: Common, name: str, values: Mapping[str, str], path: Path, *, dry_run: bool
) -> int:
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        found = workspace.templates.named(name)
        if dry_run:
            text = workspace.templates.plan_text(found, values, path)
            _print_text(common, text)
            return 0
        plan = workspace.templates.write(project.id, found, values, path)
        read = partial(workspace.read_changed, project.slug, frozenset({plan.path}))
        new = len(read().changes) if plan.is_followed else 0
    _tell_written(common, plan, new)
    return 0


def _print_text(common: Common, text: str) -> None:
    if common.as_json:
        print_json("plan", {"text": text})
    else:
        print_lines(text.rstrip("\n").split("\n"))


def _tell_written(common: Common, plan: NewPlan, new: int) -> None:
    if common.as_json:
        print_json("plan", {"path": str(plan.path), "read": plan.is_followed, "new": new})
        return
    told = f", and {counted(new, 'milestone')} are made of it" if plan.is_followed else ""
    print_line(f"{plan.path} is written{told}. Undo doesn't take the file away.")
    if not plan.is_followed:
        print_warning(
            f"It stands where the project reads no plans. `mlv ingest {plan.path}` reads it."
        )


def _values(given: Sequence[str]) -> dict[str, str]:
    """Read `NAME=VALUE` pairs.

    Raises:
        click.UsageError: If one is none, or a name is there twice.
    """
    values: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise click.UsageError(f"“{one}” is no NAME=VALUE.")
        if name.strip() in values:
            raise click.UsageError(f"“{name.strip()}” is set twice.")
        values[name.strip()] = value
    return values


def _said(changed: Changed, name: str, made: Sequence[Sketch], *, dry_run: bool) -> Iterator[str]:
    """Tell what was made, as a tree."""
    depths: dict[str, int] = {}
    for at, one in enumerate(made):
        depths[one.key] = depths[one.above] + 1 if one.above else 0
        number = "" if dry_run else str(changed.report.added[at])
        yield f"{number:>5} {'  ' * depths[one.key]}{one.values['title'] or UNTITLED}"
    verb = "would be" if dry_run else "are"
    yield f"      {counted(len(made), 'milestone')} {verb} made of the template {name}"


def _shelf(common: Common) -> Shelf:
    from mlv_tui.services.templates import Shelf  # noqa: PLC0415 - not for `--help`

    return Shelf(common.settings)
