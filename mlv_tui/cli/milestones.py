"""The command `show`: everything of one milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_pieces
from mlv_tui.cli.records import MilestoneRecords, conflict_record, proposal_record
from mlv_tui.cli.terminal import standard_output
from mlv_tui.domain.three_way import conflicts_of

if TYPE_CHECKING:
    from mlv_tui.domain.forest import Forest


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


def _listing(common: Common, forest: Forest) -> Listing:
    return Listing(forest, standard_output(), ascii_only=common.settings.ascii)
