"""The commands that show milestones: `list`, `show`, `next`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_line, print_pieces, print_warning
from mlv_tui.cli.records import MilestoneRecords, conflict_record, proposal_record
from mlv_tui.cli.terminal import standard_output
from mlv_tui.domain.next_action import Agenda, NextAction, agenda, why_nothing
from mlv_tui.domain.three_way import conflicts_of

if TYPE_CHECKING:
    from mlv_tui.domain.forest import Forest

NOTHING = 3


@click.command("list")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Archived ones too, and detached ones that nobody touched.",
)
@common_options
def list_milestones(common: Common, *, everything: bool) -> int:
    """List a project's milestones in tree order."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        forest = workspace.forest(project.id)
        ids = [*forest.order, *(forest.detached if everything else forest.detached_shown)]
        if not everything:
            ids = [ident for ident in ids if not forest[ident].is_archived]
        if common.as_json:
            texts = workspace.texts_with_prompts(project.id)
            records = MilestoneRecords(project.slug, forest, texts)
            print_json("milestones", [records.record(ident) for ident in ids])
            return 0
    print_pieces(_listing(common, forest).lines(ids))
    if not ids:
        print_warning(f"{project.slug} has no milestones to list; --all shows hidden ones.")
    return 0


@click.command()
@click.argument("ident", metavar="ID", type=MilestoneId())
@common_options
def show(common: Common, ident: int) -> int:
    """Show one milestone, with what its plan says."""
    from mlv_tui.cli.detail import Detail  # noqa: PLC0415 - not for `list`

    with common.known_workspace() as workspace:
        project = common.holding(workspace, ident)
        forest = workspace.forest(project.id)
        text = workspace.text(ident)
        one = forest[ident]
        proposals = workspace.edits.proposals(ident) if one.is_detached else ()
    if common.as_json:
        record = MilestoneRecords(project.slug, forest, {ident: text}).record(ident)
        record["body"] = text.body
        record["conflicts"] = [conflict_record(each) for each in conflicts_of(one)]
        record["proposals"] = [proposal_record(each, forest) for each in proposals]
        print_json("milestone", record)
        return 0
    print_pieces(Detail(forest, text, _listing(common, forest), proposals).lines(ident))
    return 0


@click.command("next")
@click.option("--count", default=1, type=click.IntRange(min=1), help="How many.  [default: 1]")
@click.option("--why", is_flag=True, help="Tell also what was skipped, and why.")
@common_options
def next_action(common: Common, count: int, *, why: bool) -> int:
    """Show what to do next, and why; exit 3 if there is nothing."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        forest = workspace.forest(project.id)
        texts = workspace.texts_with_prompts(project.id) if common.as_json else {}
    found = agenda(forest)
    if common.as_json:
        records = MilestoneRecords(project.slug, forest, texts)
        data = [{**records.record(one.id), "why": one.why} for one in found.actions[:count]]
        print_json("next", data, **(_skipped(forest, found) if why else {}))
    else:
        listing = _listing(common, forest)
        for action in found.actions[:count]:
            print_pieces(_action(forest, listing, action))
        if not found.actions:
            print_line(why_nothing(forest))
        print_pieces(_skips(forest, found) if why else ())
    return 0 if found.actions else NOTHING


def _listing(common: Common, forest: Forest) -> Listing:
    return Listing(forest, standard_output(), ascii_only=common.settings.ascii)


def _skipped(forest: Forest, found: Agenda) -> dict[str, list[dict[str, Any]]]:
    return {
        "skipped": [
            {"id": one.id, "title": forest[one.id].title, "reason": one.reason}
            for one in found.skipped
        ]
    }


def _action(forest: Forest, listing: Listing, action: NextAction) -> Iterator[list[Piece]]:
    """Write a next action: itself, why it is next, and where it stands."""
    one = forest[action.id]
    above = " › ".join(reversed([forest[ident].title for ident in forest.ancestors(one.id)]))
    yield listing.bare(one.id)
    yield [(f"      {action.why}", "")]
    place = f"{one.plan}:{forest.line[one.id]}"
    yield [(f"      {place}", "link"), (f"  {above}" if above else "", "dim")]


def _skips(forest: Forest, found: Agenda) -> Iterator[list[Piece]]:
    if found.skipped:
        yield []
        yield [("Skipped", "strong")]
    for one in found.skipped:
        yield [(f"{one.id:5} ", "dim"), (forest[one.id].title, ""), (f"  {one.reason}", "dim")]
