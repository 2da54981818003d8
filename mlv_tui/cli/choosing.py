"""Which milestones a command is about: named by their ids, or by a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.options import Common
from mlv_tui.domain.in_sight import shown_order
from mlv_tui.errors import NotFound
from mlv_tui.services.asking import asked

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

filter_option = click.option(
    "--filter", "query", metavar="FILTER", help="Those that match, such as `is:overdue owner:me`."
)


def ids_or_filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `[ID]...` and `--filter`, handed on as `ids` and `query`."""
    ids = click.argument("ids", metavar="[ID]...", nargs=-1, type=MilestoneId())
    return ids(filter_option(command))


def ids_or_filter(
    common: Common, workspace: Workspace, ids: Sequence[int], query: str | None
) -> tuple[int, ...]:
    """Return the milestones that were named, or those of the project that match a filter.

    Args:
        common: What every command is told.
        workspace: Where to look.
        ids: As given.
        query: As given; None for none.

    Returns:
        Ids as given; of a filter in the order of the tree, detached ones last.

    Raises:
        click.UsageError: If neither was given, or both.
        QueryError: If the filter can't be understood.
        NotFound: If nothing matches it.
    """
    check_chosen(ids, query)
    return tuple(ids) if query is None else _matching(common, workspace, query)


def check_chosen(ids: Sequence[int], query: str | None) -> None:
    """See that milestones were named in one way.

    Raises:
        click.UsageError: If they were in none, or in two.
    """
    if query is None and not ids:
        raise click.UsageError("Name milestones (ID...) by their IDs, or with --filter.")
    if query is not None and ids:
        raise click.UsageError("Name milestones by their IDs or with --filter, not both.")
    if query is not None and not query.strip():
        raise click.UsageError("An empty filter would mean everything; write `id:>0` for that.")


def _matching(common: Common, workspace: Workspace, text: str) -> tuple[int, ...]:
    from mlv_tui.domain.query import hints  # noqa: PLC0415 - only where there is a filter

    query = asked(text, common.settings.actor)
    project = common.chosen(workspace)
    forest = workspace.forest(project.id)
    found = query.ids(forest)
    if not found:
        hint = " ".join(hints(query, forest)) or "`mlv list --filter … --explain ID` says why."
        raise NotFound(f"No milestone of {project.slug} matches “{text}”.", hint)
    return tuple(ident for ident in shown_order(forest) if ident in found)
