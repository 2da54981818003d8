"""The command that hands on what is stored: `export`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import click

from mlv_tui.cli.choosing import filter_option
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_file, print_json, print_line
from mlv_tui.domain.project import project_slug
from mlv_tui.settings.paths import absolute

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN: Final = "markdown"
JSON: Final = "json"
CSV: Final = "csv"
_BY_SUFFIX: Final = {
    ".json": JSON,
    ".csv": CSV,
    **dict.fromkeys(("", ".md", ".markdown", ".txt"), MARKDOWN),
}
_CRLF: Final = "\r\n"


@click.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice([MARKDOWN, JSON, CSV]),
    help="What to write.  [default: what --to ends with, else markdown]",
)
@click.option("--to", "target", metavar="FILE", help="A new file.  [default: standard output]")
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@filter_option
@click.option("--all", "everything", is_flag=True, help="Archived and all detached ones too.")
@common_options
def export(
    common: Common,
    wanted: str | None,
    target: str | None,
    query: str | None,
    *,
    force: bool,
    everything: bool,
) -> int:
    """Write a project as a report (markdown) or a table (csv), or all there is (json).

    JSON holds every project, or only that of --project, with all of its history; `mlv import`
    makes the same database of it. In CSV a text that begins like a formula has an apostrophe in
    front.
    """
    file = None if target is None else absolute(target)
    form = wanted or _told(file, as_json=common.as_json)
    if common.as_json and file is None and form != JSON:
        raise click.UsageError("--json and another --format go together only with --to.")
    if form == JSON and query is not None:
        raise click.UsageError("JSON holds everything; --filter is for markdown and csv.")
    common.check_database()
    lines = _everything(common) if form == JSON else _shown(common, form, query, everything)
    end = _CRLF if form == CSV else "\n"
    if file is None:
        # The end of a line is printed as `\n`; what stands in front of that belongs to it.
        print_file(f"{line}{end[:-1]}" for line in lines)
        return 0
    _write(file, lines, end, force=force)
    if common.as_json:
        print_json("exported", {"file": str(file), "format": form})
    else:
        print_line(f"{file} is written")
    return 0


def _told(file: Path | None, *, as_json: bool) -> str:
    """Tell the format by what a file is called."""
    if file is None:
        return JSON if as_json else MARKDOWN
    suffix = file.suffix.casefold()
    if suffix not in _BY_SUFFIX:
        raise click.UsageError(
            f"{file.suffix} tells no format that mlv writes; give --format, or end in .md, .json or"
            " .csv."
        )
    return _BY_SUFFIX[suffix]


def _write(file: Path, lines: Iterable[str], end: str, *, force: bool) -> None:
    from mlv_tui.services.new_file import write_file  # noqa: PLC0415 - not for `--help`

    write_file(file, lines, end, over=force)


def _everything(common: Common) -> Iterator[str]:
    from mlv_tui.services.exporting import exported_lines  # noqa: PLC0415 - not for `--help`

    slug = project_slug(common.project) if common.project else None
    return exported_lines(common.settings.database, slug)


def _shown(common: Common, form: str, query: str | None, everything: bool) -> list[str]:  # noqa: FBT001 - as click hands it over
    """Write what is shown of a project; whole, so that nothing is printed if something is wrong."""
    from mlv_tui.cli.csv_table import csv_lines  # noqa: PLC0415 - not for `--help`
    from mlv_tui.cli.markdown_report import report  # noqa: PLC0415 - as above
    from mlv_tui.cli.records import MilestoneRecords  # noqa: PLC0415 - as above
    from mlv_tui.cli.viewing import Shown, depths_of  # noqa: PLC0415 - as above
    from mlv_tui.domain.view import View  # noqa: PLC0415 - as above

    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        forest = workspace.forest(project.id)
        view = View("", filter=query or "")
        ids = Shown.of(forest, view, common.settings.actor, everything=everything).ids
        if form == MARKDOWN:
            return list(report(project.name, forest, ids, depths_of(forest, ids)))
        texts = workspace.texts_with_prompts(project.id)
        records = MilestoneRecords(project.slug, forest, texts)
        return list(csv_lines(records.record(ident) for ident in ids))
