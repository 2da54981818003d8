"""The command `next`: what to do next, and why that, or why not another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_line, print_pieces
from mlv_tui.cli.records import MilestoneRecords
from mlv_tui.cli.terminal import standard_output
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.domain.next_action import agenda, why_not, why_nothing

if TYPE_CHECKING:
    from mlv_tui.domain.forest import Forest
    from mlv_tui.domain.next_action import Agenda
    from mlv_tui.domain.project import Project
    from mlv_tui.services.workspace import Workspace

NOTHING = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """What the answer is made of."""

    common: Common
    forest: Forest
    records: MilestoneRecords | None

    def json(self, ident: int, why: str) -> dict[str, Any]:
        """Make a milestone's record with a reason; only where JSON is wanted."""
        return {**(self.records.record(ident) if self.records else {}), "why": why}

    def lines(self, ident: int, why: str) -> Iterator[list[Piece]]:
        """Write a milestone: itself, the reason, and where it stands."""
        one, forest = self.forest[ident], self.forest
        listing = Listing(forest, standard_output(), ascii_only=self.common.settings.ascii)
        above = " › ".join(
            reversed([forest[each].title or UNTITLED for each in forest.ancestors(ident)])
        )
        line = forest.line.get(ident)
        place = f"{one.plan}:{line}" if one.plan and line else one.plan or ""
        yield listing.bare(ident)
        yield [(f"      {why}", "")]
        if place or above:
            gap = "  " if place and above else ""
            yield [("      ", ""), (place, "link"), (f"{gap}{above}", "dim")]


@click.command("next")
@click.argument("ident", metavar="[ID]", type=MilestoneId(), required=False)
@click.option("--count", default=1, type=click.IntRange(min=1), help="How many.  [default: 1]")
@click.option("--why", is_flag=True, help="Tell what was skipped too; with an ID, why it was.")
@common_options
def next_action(common: Common, ident: int | None, count: int, *, why: bool) -> int:
    """Show what to do next, and why; exit 3 if there is nothing.

    With an ID, say of that milestone why it is next, or why it isn't.
    """
    with common.known_workspace() as workspace:
        project = common.chosen(workspace) if ident is None else common.holding(workspace, ident)
        told = _told(common, workspace, project)
    return _show_agenda(told, count, why=why) if ident is None else _show_why(told, ident)


def _told(common: Common, workspace: Workspace, project: Project) -> _Told:
    forest = workspace.forest(project.id)
    if not common.as_json:
        return _Told(common, forest, None)
    texts = workspace.texts_with_prompts(project.id)
    return _Told(common, forest, MilestoneRecords(project.slug, forest, texts))


def _show_why(told: _Told, ident: int) -> int:
    why = why_not(told.forest, ident)
    if told.records:
        print_json("next", [told.json(ident, why)])
    else:
        print_pieces(told.lines(ident, why))
    return 0


def _show_agenda(told: _Told, count: int, *, why: bool) -> int:
    forest, found = told.forest, agenda(told.forest)
    if told.records:
        data = [told.json(one.id, one.why) for one in found.actions[:count]]
        print_json("next", data, **(_skipped(forest, found) if why else {}))
    else:
        for one in found.actions[:count]:
            print_pieces(told.lines(one.id, one.why))
        if not found.actions:
            print_line(why_nothing(forest))
        print_pieces(_skips(forest, found) if why else ())
    return 0 if found.actions else NOTHING


def _skipped(forest: Forest, found: Agenda) -> dict[str, list[dict[str, Any]]]:
    return {
        "skipped": [
            {"id": one.id, "title": forest[one.id].title, "reason": one.reason}
            for one in found.skipped
        ]
    }


def _skips(forest: Forest, found: Agenda) -> Iterator[list[Piece]]:
    if found.skipped:
        yield []
        yield [("Skipped", "strong")]
    for one in found.skipped:
        title = forest[one.id].title or UNTITLED
        yield [(f"{one.id:5} ", "dim"), (title, ""), (f"  {one.reason}", "dim")]
