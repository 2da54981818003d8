"""The commands that link milestones to entities of a business system: `link`, `unlink`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.changing import Changed, Chosen, change, dry_run_option
from mlv_tui.cli.choosing import filter_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.entities import EntityRef, parse_ref

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

NO_ENTITY: Final = "“{}” is no entity. Write kind:id, such as trip:TR-42."
"""What is said of a text that is none."""


class IdOrEntity(click.ParamType):
    """A milestone's id, or an entity as `trip:TR-42`."""

    name = "id"

    def convert(self, value: Any, param: Any, ctx: Any) -> int | EntityRef:
        """Take what has a colon for an entity.

        Raises:
            NotFound: If no milestone can have that id.
        """
        text = str(value)
        if ":" not in text:
            return MilestoneId().convert(text, param, ctx)
        ref = parse_ref(text)
        if ref is None:
            self.fail(NO_ENTITY.format(text), param, ctx)
        return ref


def _linking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `[ID]... KIND:ID...` and `--filter`."""

    @click.argument("words", metavar="[ID]... KIND:ID...", nargs=-1, type=IdOrEntity())
    @filter_option
    @wraps(command)
    def with_both(words: Sequence[int | EntityRef], query: str | None, **others: Any) -> Any:
        ids = [word for word in words if isinstance(word, int)]
        refs = [word for word in words if isinstance(word, EntityRef)]
        if not refs:
            raise click.UsageError("Name an entity, kind:id, such as trip:TR-42.")
        return command(chosen=Chosen(ids, query), refs=refs, **others)

    return with_both


@click.command()
@_linking_options
@dry_run_option
@common_options
def link(common: Common, chosen: Chosen, refs: Sequence[EntityRef], *, dry_run: bool) -> int:
    """Link milestones to entities, such as trip:TR-42; `mlv entities` knows which there are.

    Nothing is told to the business system, and it isn't asked whether it has them.
    """

    def gesture(workspace: Workspace, ids: Sequence[int]) -> EditReport:
        return workspace.edits.link(ids, refs, dry_run=dry_run)

    verb = "would be" if dry_run else "is"
    return change(common, chosen, gesture, lambda changed: _said(changed, refs, f"{verb} linked"))


@click.command()
@_linking_options
@dry_run_option
@common_options
def unlink(common: Common, chosen: Chosen, refs: Sequence[EntityRef], *, dry_run: bool) -> int:
    """Take links back that were made by hand; those of a plan are taken out there."""

    def gesture(workspace: Workspace, ids: Sequence[int]) -> EditReport:
        return workspace.edits.unlink(ids, refs, dry_run=dry_run)

    verb = "would be" if dry_run else "is"
    return change(common, chosen, gesture, lambda changed: _said(changed, refs, f"{verb} unlinked"))


def _said(changed: Changed, refs: Sequence[EntityRef], how: str) -> Iterator[str]:
    names = ", ".join(map(str, refs))
    for ident in changed.report.edited:
        yield f"{ident:5} {changed.title(ident)} {how}: {names}"
    for ident in changed.report.unchanged:
        yield f"{ident:5} {changed.title(ident)} was so already"
