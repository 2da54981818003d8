"""What a command shows of a project: all of it, what a filter leaves, or a saved view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.choosing import filter_option
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.options import Common
from mlv_tui.cli.output import Piece
from mlv_tui.cli.terminal import standard_output
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.grouping import Group, GroupBy, group
from mlv_tui.domain.in_sight import in_sight, whole_order
from mlv_tui.domain.sorting import parse_sort, sorted_ids, tree_order
from mlv_tui.domain.view import View
from mlv_tui.errors import NotFound
from mlv_tui.services.asking import asked

if TYPE_CHECKING:
    from mlv_tui.domain.query import Query
    from mlv_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for beside a saved view; None where nothing was."""

    query: str | None
    group: str | None
    sort: str | None

    def on(self, view: View) -> View:
        """Return a view with what was asked for in place of what it has.

        Raises:
            QueryError: If the order can't be understood.
        """
        if self.query is not None:
            view = replace(view, filter=self.query)
        if self.group is not None:
            view = replace(view, group=GroupBy(self.group))
        return view if self.sort is None else replace(view, sort=parse_sort(self.sort))


def wanted_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--filter`, `--group` and `--sort`, handed on as one `Wanted`."""

    @filter_option
    @click.option(
        "--group",
        type=click.Choice([str(one) for one in GroupBy]),
        help="Put those together that have the same. A milestone stands in one group.",
    )
    @click.option(
        "--sort",
        metavar="KEYS",
        help="Such as `prio,due,-title`: siblings, or with --filter or --group the list.",
    )
    @wraps(command)
    def with_wanted(query: str | None, group: str | None, sort: str | None, **others: Any) -> Any:
        return command(wanted=Wanted(query, group, sort), **others)

    return with_wanted


def named_view(workspace: Workspace, project_id: int, name: str) -> View:
    """Return the saved view of a name, or of a slot's number.

    Raises:
        NotFound: If there is none.
    """
    if not (name.isascii() and name.isdecimal()):
        return workspace.views.named(project_id, name)
    found = workspace.views.by_slot(project_id, int(name[:9]))
    if found is None:
        raise NotFound(f"There is no view in the slot {name}.", "`mlv view list` shows them.")
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a forest.

    Attributes:
        forest: All there is.
        ids: In the order in which they are shown.
        groups: Nothing unless the view groups.
        query: What the view asks; None where it asks nothing.
        is_flat: Whether they are a list, in which nobody's parent is to be seen.
    """

    forest: Forest
    ids: tuple[int, ...]
    groups: tuple[Group, ...]
    query: Query | None
    is_flat: bool = False

    @classmethod
    def of(cls, forest: Forest, view: View, me: str, *, everything: bool) -> Shown:
        """Look at a forest through a view.

        Args:
            forest: What to look at.
            view: How.
            me: Whom `owner:me` means.
            everything: Whether to show what is out of sight, too.

        Raises:
            QueryError: If its filter can't be understood.
        """
        query = _query(view, me)
        if query is None:
            ids: Collection[int] = whole_order(forest) if everything else in_sight(forest)
        else:
            ids = query.ids(forest, everything=everything)
        groups = group(forest, ids, view.group, view.sort)
        if groups:
            in_groups = tuple(ident for one in groups for ident in one.ids)
            return cls(forest, in_groups, groups, query, is_flat=True)
        if query is not None and view.sort:
            return cls(forest, sorted_ids(forest, ids, view.sort), (), query, is_flat=True)
        return cls(forest, tuple(_in_tree(forest, frozenset(ids), view)), (), query)

    def lines(self, common: Common) -> Iterator[list[Piece]]:
        """Write a line for each milestone, and one in front of each group."""
        depths = {} if self.is_flat else depths_of(self.forest, self.ids)
        ascii_only = common.settings.ascii
        listing = Listing(self.forest, standard_output(), ascii_only=ascii_only, depths=depths)
        lines = listing.lines(self.ids)
        if not self.groups:
            yield from lines
        for at, one in enumerate(self.groups):
            yield from ([[]] if at else [])
            missing = f" · {one.unanchored} unanchored" if one.unanchored else ""
            counts = f"  {one.progress.done}/{one.progress.all}{missing}"
            yield [(one.name, "strong"), (counts, "dim")]
            yield from (next(lines) for _ in one.ids)

    def group_records(self) -> dict[str, list[dict[str, Any]]]:
        """Make what stands beside the milestones in JSON; nothing where they aren't grouped."""
        return {"groups": [_group_record(one) for one in self.groups]} if self.groups else {}


def _query(view: View, me: str) -> Query | None:
    if not view.filter.strip():
        return None
    return asked(view.filter, me)


def _in_tree(forest: Forest, ids: Collection[int], view: View) -> Iterator[int]:
    """Yield them as the tree has them, siblings sorted, then those that stand apart."""
    yield from (ident for ident in tree_order(forest, view.sort) if ident in ids)
    apart = [ident for ident in ids if ident not in forest.parent]
    yield from sorted_ids(forest, apart, view.sort)


def depths_of(forest: Forest, ids: Collection[int]) -> Mapping[int, int]:
    """Count for each how many of those above it are shown."""
    found: dict[int, int] = {}
    shown = set(ids)
    for ident in forest.order:
        above = forest.parent[ident]
        found[ident] = 0 if above is None else found[above] + (above in shown)
    return found


def _group_record(one: Group) -> dict[str, Any]:
    progress = one.progress
    return {
        "name": None if one.is_none else one.name,
        "ids": list(one.ids),
        "progress": {"done": progress.done, "all": progress.all},
    }
