"""The commands that make milestones, move them and take them away: `add`, `move`, `remove`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option, make
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.values import Values, value_options
from mlv_tui.domain.folding import counted
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.domain.placing import LAST, Before, Behind
from mlv_tui.domain.project import project_slug

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

TOP: Final = 0
"""What `--parent none` means."""


class ParentId(click.ParamType):
    """A milestone's id, or `none` for the top level."""

    name = "id"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Read it.

        Raises:
            NotFound: If no milestone can have that id.
        """
        return TOP if value in (TOP, "none") else MilestoneId().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a tree as it was named; None for what wasn't."""

    parent: int | None
    before: int | None
    behind: int | None

    @property
    def is_named(self) -> bool:
        """Whether it was."""
        return any(one is not None for one in (self.parent, self.before, self.behind))

    @property
    def beside(self) -> int | None:
        """The milestone that it was named by; None for the top level, or for none."""
        return self.parent or self.before or self.behind

    @property
    def place(self) -> Behind:
        """The sibling before it, or another place."""
        if self.before is not None:
            return Before(self.before)
        return LAST if self.behind is None else self.behind

    def check(self) -> None:
        """See that it was named in one way.

        Raises:
            click.UsageError: If it was in several.
        """
        if sum(one is not None for one in (self.parent, self.before, self.behind)) > 1:
            raise click.UsageError("Name one place: --parent, --before or --behind.")


def _where_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command options for a place, handed on as one `Where`."""

    @wraps(command)
    def with_where(
        parent: int | None, before: int | None, behind: int | None, **others: Any
    ) -> Any:
        where = Where(parent, before, behind)
        where.check()
        return command(where=where, **others)

    parent = click.option(
        "--parent", metavar="ID", type=ParentId(), help="Below this one, as the last; or `none`."
    )
    before = click.option("--before", metavar="ID", type=MilestoneId(), help="Right before this.")
    behind = click.option("--behind", metavar="ID", type=MilestoneId(), help="Right behind this.")
    return parent(before(behind(with_where)))


@click.command()
@click.argument("title")
@_where_options
@value_options
@dry_run_option
@common_options
def add(
    common: Common,
    title: str,
    where: Where,
    values: Values,
    *,
    dry_run: bool,
) -> int:
    """Make a milestone by hand, at the end of the project or where you say."""
    return make(
        common,
        where.beside,
        lambda workspace, project: workspace.edits.add(
            project.id,
            title,
            parent=where.parent or None,
            behind=where.place,
            values=values,
            dry_run=dry_run,
        ),
        lambda changed: _said_added(changed, title, dry_run=dry_run),
    )


@click.command()
@chosen_options
@_where_options
@click.option("--from", "home", metavar="SLUG", default="", help="The project of a --filter.")
@dry_run_option
@common_options
def move(
    common: Common,
    chosen: Chosen,
    where: Where,
    home: str,
    *,
    dry_run: bool,
) -> int:
    """Put milestones, with what is below them, elsewhere, or into another --project.

    What has a heading leaves it there: the milestone is removed from its project, and made in the
    other one by hand with all that is shown of it. What was added by hand keeps its id.
    """
    move = Move(where, common.project)
    move.check()
    return change(
        replace(common, project=home),
        chosen,
        lambda workspace, ids: move.carry_out(workspace, ids, dry_run=dry_run),
        lambda changed: _said_moved(changed, dry_run=dry_run),
    )


@dataclass(frozen=True, slots=True)
class Move:
    """Where some milestones are to go.

    Attributes:
        where: The place.
        project: The name or the slug of the project; "" for their own.
    """

    where: Where
    project: str

    def check(self) -> None:
        """See that a place was named.

        Raises:
            click.UsageError: If not.
        """
        if not self.where.is_named and not self.project:
            raise click.UsageError("Name a place: --parent, --before, --behind or --project.")

    def carry_out(self, workspace: Workspace, ids: Sequence[int], *, dry_run: bool) -> EditReport:
        """Move them."""
        slug = project_slug(self.project) if self.project else ""
        parent = self.where.parent or None
        if not slug or slug == workspace.project_of(ids[0]).slug:
            behind = self.where.place
            return workspace.edits.move(ids, parent=parent, behind=behind, dry_run=dry_run)
        if self.where.before or self.where.behind:
            raise click.UsageError("In another project name --parent, or no place.")
        return workspace.edits.move_to_project(ids, slug, parent=parent, dry_run=dry_run)


@click.command()
@chosen_options
@dry_run_option
@common_options
def remove(common: Common, chosen: Chosen, *, dry_run: bool) -> int:
    """Take milestones away, with everything below them; `mlv undo` brings them back.

    A heading that stands behind one stays in its plan, and doesn't bring it back.
    """
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.remove(ids, dry_run=dry_run),
        lambda changed: _said_removed(changed, dry_run=dry_run),
    )


def _said_added(changed: Changed, title: str, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"{title} would be added"
    for ident in changed.report.added:
        if ident in changed.after:
            yield f"{ident:5} {changed.title(ident)} is added{_place(changed, ident)}"


def _said_moved(changed: Changed, *, dry_run: bool) -> Iterator[str]:
    report, verb = changed.report, "would be" if dry_run else "is"
    is_away = report.other_change_set is not None or bool(report.added)
    for ident in report.edited:
        if ident not in report.along:
            where = "" if dry_run else f":{_place(changed, ident)}"
            end = " to the other project" if is_away else where
            yield f"{ident:5} {changed.title(ident)} {verb} moved{end}"
    if report.along:
        yield f"      with {counted(len(report.along), 'milestone')} below"
    if any(ident > 0 for ident in report.added):
        yield f"      made there by hand: {', '.join(map(str, report.added))}"
    for ident in report.unchanged:
        yield f"{ident:5} {changed.title(ident)} stands there already"


def _said_removed(changed: Changed, *, dry_run: bool) -> Iterator[str]:
    report, verb = changed.report, "would be" if dry_run else "is"
    for ident in report.edited:
        if ident not in report.along:
            yield f"{ident:5} {changed.title(ident)} {verb} removed"
    if report.along:
        yield f"      with {counted(len(report.along), 'milestone')} below"


def _place(changed: Changed, ident: int) -> str:
    above = changed.after.parent.get(ident)
    if above is None:
        return " at the top level"
    return f" below {changed.after[above].title or UNTITLED} ({above})"
