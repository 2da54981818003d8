"""The command that decides conflicts between a plan and a person: `resolve`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from mlv_tui.cli.changing import Changed, Chosen, change, chosen_options, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.milestone import SHARED_FIELDS, UNTITLED, Milestone
from mlv_tui.domain.three_way import Take


@click.command()
@chosen_options
@click.option(
    "--take",
    required=True,
    type=click.Choice([str(one) for one in Take]),
    help="Whose value is to stand.",
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    type=click.Choice(SHARED_FIELDS),
    help="Only this one, may be repeated.  [default: all in conflict]",
)
@dry_run_option
@common_options
def resolve(
    common: Common, chosen: Chosen, take: str, fields: tuple[str, ...], *, dry_run: bool
) -> int:
    """Decide the conflicts of milestones: keep your own values, or take the plan's."""
    wanted = Take(take)
    return change(
        common,
        chosen,
        lambda workspace, ids: workspace.edits.resolve(
            ids, wanted, fields or None, dry_run=dry_run
        ),
        lambda changed: _said(changed, wanted, fields, dry_run=dry_run),
    )


def _said(changed: Changed, take: Take, fields: Sequence[str], *, dry_run: bool) -> Iterator[str]:
    verb = "would be" if dry_run else "is now"
    whose = "yours" if take is Take.MINE else "the plan's"
    for ident in changed.report.edited:
        one = changed.before[ident]
        for name in one.conflicts:
            if not fields or name in fields:
                value = _value(one, name, take)
                yield f"{ident:5} {one.title or UNTITLED}: {name} {verb} {value}, {whose}"
    for ident in changed.report.unchanged:
        there = f" in {', '.join(fields)}" if fields else ""
        yield f"{ident:5} {changed.before[ident].title or UNTITLED} has no conflict{there}"


def _value(one: Milestone, name: str, take: Take) -> Any:
    value = one.mine[name].value if take is Take.MINE else getattr(one.says, name)
    return "none" if value is None else value
