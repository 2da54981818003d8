"""The command that gives a detached milestone a heading: `attach`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.changing import Changed, Chosen, change, dry_run_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.domain.milestone import UNTITLED


class HeadingPlace(click.ParamType):
    """A source key, or the id of the milestone that stands there."""

    name = "key"

    def convert(self, value: Any, param: Any, ctx: Any) -> str | int:
        """Take digits for an id, anything else for a source key.

        Raises:
            NotFound: If no milestone can have that id.
        """
        text = str(value)
        is_id = text.removeprefix("-").isdecimal() and text.isascii()
        return MilestoneId().convert(text, param, ctx) if is_id else text


@click.command()
@click.argument("ident", metavar="ID", type=MilestoneId())
@click.option(
    "--to",
    "place",
    metavar="KEY",
    required=True,
    type=HeadingPlace(),
    help="A heading's source key, or the id of the milestone that stands there.",
)
@dry_run_option
@common_options
def attach(common: Common, ident: int, place: str | int, *, dry_run: bool) -> int:
    """Give a detached milestone a heading; the milestone that stood there is detached.

    `mlv show ID` proposes headings. Nothing that people put on either is lost.
    """
    return change(
        common,
        Chosen([ident]),
        lambda workspace, _: workspace.edits.attach(ident, place, dry_run=dry_run),
        lambda changed: _said(changed, dry_run=dry_run),
    )


def _said(changed: Changed, *, dry_run: bool) -> Iterator[str]:
    verb = "would " if dry_run else ""
    before = changed.before
    for one, other in zip(changed.report.edited, changed.report.detached, strict=True):
        place = f"{before[other].plan}:{before.line[other]}"
        stands = f"{verb}stand" if dry_run else "stands"
        keeps = f"{verb}be detached and keep" if dry_run else "is detached and keeps"
        yield f"{one:5} {before[one].title or UNTITLED} {stands} at {place}"
        yield f"{other:5} {before[other].title or UNTITLED}, there before, {keeps} all it has"
