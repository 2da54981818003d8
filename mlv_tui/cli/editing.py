"""The commands that set fields of milestones and give them back to the plan: `edit`, `reset`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.values import Values, typed_values, value_options
from mlv_tui.domain.folding import counted
from mlv_tui.domain.milestone import PLACE, SHARED_FIELDS, UNTITLED, Milestone


@click.command()
@chosen_options
@click.option("--title", metavar="TEXT", help="What it is called.")
@value_options
@click.option(
    "--reset",
    "resets",
    metavar="FIELD",
    multiple=True,
    type=click.Choice(SHARED_FIELDS),
    help="A field that is to follow the plan again; may be repeated.",
)
@dry_run_option
@common_options
def edit(
    common: Common,
    chosen: Chosen,
    title: str | None,
    values: Values,
    resets: tuple[str, ...],
    *,
    dry_run: bool,
) -> int:
    """Set fields of milestones, several at once; all of it is one gesture."""
    wanted = {**typed_values({"title": title}), **values}
    if not wanted and not resets:
        raise click.UsageError("Name a field to set, such as --owner ada, or one to --reset.")
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.edit(ids, wanted, resets, dry_run=dry_run),
        lambda changed: _said(changed, (*wanted, *resets), dry_run=dry_run),
    )


@click.command()
@click.argument("field", metavar="FIELD", type=click.Choice((*SHARED_FIELDS, PLACE)))
@chosen_options
@dry_run_option
@common_options
def reset(common: Common, field: str, chosen: Chosen, *, dry_run: bool) -> int:
    """Let a field of milestones follow the plan again, or the place where they stand."""
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.reset(ids, field, dry_run=dry_run),
        lambda changed: _said(changed, [field], dry_run=dry_run),
    )


def _said(changed: Changed, fields: Sequence[str], *, dry_run: bool) -> Iterator[str]:
    verb = "would be" if dry_run else "is"
    for ident in changed.report.edited:
        said = _place(changed, ident) if fields == [PLACE] else _values(changed, ident, fields)
        yield f"{ident:5} {changed.title(ident)} {verb} edited{said if not dry_run else ''}"
    for ident in changed.report.unchanged:
        yield f"{ident:5} {changed.title(ident)} was so already"


def _values(changed: Changed, ident: int, fields: Sequence[str]) -> str:
    one = changed.after[ident]
    return ": " + ", ".join(
        f"{field.replace('_', ' ')} {_value(one, field)}" for field in dict.fromkeys(fields)
    )


def _value(one: Milestone, field: str) -> str:
    if field == "notes":
        return "none" if not one.notes else f"of {counted(len(one.notes.splitlines()), 'line')}"
    if field == "waits_for":
        return ", ".join(map(str, one.waits_for)) or "none"
    value = one.status if field == "status" else one.shown(field)
    return "none" if value is None else str(value)


def _place(changed: Changed, ident: int) -> str:
    above = changed.after.parent.get(ident)
    if above is None:
        return ": at the top level, where its plan has it"
    return f": below {changed.after[above].title or UNTITLED}, where its plan has it"
