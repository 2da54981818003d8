"""The command `list`: a project's milestones, or some of them, in trees or in groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_pieces, print_warning
from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.cli.terminal import standard_output
from mlv_tui.cli.viewing import Shown, Wanted, named_view, wanted_options
from mlv_tui.domain.view import View
from mlv_tui.services.asking import asked

if TYPE_CHECKING:
    from mlv_tui.domain.forest import Forest
    from mlv_tui.domain.project import Project
    from mlv_tui.domain.query import Explained
    from mlv_tui.services.workspace import Workspace


@click.command("list")
@wanted_options
@click.option("--view", metavar="NAME", help="A saved view, by its name or its slot.")
@click.option(
    "--explain", "ident", metavar="ID", type=MilestoneId(), help="Why this one is in, or out."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Archived ones too, and detached ones that nobody touched.",
)
@common_options
def list_milestones(
    common: Common, wanted: Wanted, view: str | None, ident: int | None, *, everything: bool
) -> int:
    """List a project's milestones in tree order, or as a filter, a group, a sort or a view says.

    A filter is words and terms, such as `status:open,active module:Trips due:<+7d -release`; a
    name that doesn't exist is answered with those that do.
    """
    with common.known_workspace() as workspace:
        project = common.chosen(workspace) if ident is None else common.holding(workspace, ident)
        base = View("") if view is None else named_view(workspace, project.id, view)
        looked = wanted.on(base)
        if ident is not None:
            forest = workspace.forest(project.id)
            return _explain(common, forest, looked, ident, everything=everything)
        return list_view(common, workspace, project, looked, everything=everything)


def list_view(
    common: Common, workspace: Workspace, project: Project, view: View, *, everything: bool
) -> int:
    """Print what a view shows of a project."""
    forest = workspace.forest(project.id)
    shown = Shown.of(forest, view, common.settings.actor, everything=everything)
    if common.as_json:
        texts = workspace.texts_with_prompts(project.id)
        records = MilestoneRecords(project.slug, forest, texts)
        data = [records.record(ident) for ident in shown.ids]
        print_json("milestones", data, **shown.group_records())
        return 0
    print_pieces(shown.lines(common))
    if not shown.ids:
        print_warning(_nothing(project, shown))
    return 0


def _nothing(project: Project, shown: Shown) -> str:
    if shown.query is None:
        return f"{project.slug} has no milestones to list; --all shows hidden ones."
    from mlv_tui.domain.query import hints  # noqa: PLC0415 - only where nothing was found

    said = f"No milestone of {project.slug} matches “{shown.query.text}”."
    return " ".join((said, *hints(shown.query, shown.forest)))


def _explain(common: Common, forest: Forest, view: View, ident: int, *, everything: bool) -> int:
    from mlv_tui.domain.query import explain  # noqa: PLC0415 - only for this

    query = asked(view.filter, common.settings.actor)
    found = explain(query, forest, ident, everything=everything)
    if common.as_json:
        print_json("explain", _explained_record(found, forest))
        return 0
    listing = Listing(forest, standard_output(), ascii_only=common.settings.ascii)
    print_pieces([listing.bare(ident), *_explained(found)])
    return 0


def _explained(found: Explained) -> Iterator[list[Piece]]:
    yield [(f"      {'in' if found.holds else 'out'}", "strong")]
    for part in found.parts:
        yield [(f"      {'  ' * part.depth}{part.sentence}", "" if part.holds else "blocked")]


def _explained_record(found: Explained, forest: Forest) -> dict[str, Any]:
    parts = [
        {
            "text": part.text,
            "holds": part.holds,
            "has": part.has,
            "depth": part.depth,
            "at": part.at,
            "length": part.length,
        }
        for part in found.parts
    ]
    title = forest[found.id].title
    return {"id": found.id, "title": title, "holds": found.holds, "parts": parts}
