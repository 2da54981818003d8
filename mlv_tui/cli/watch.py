"""The command that follows plans without a screen: `watch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import flush, print_error, print_warning
from mlv_tui.cli.reports import print_report
from mlv_tui.errors import MlvError

if TYPE_CHECKING:
    from mlv_tui.services.following import News
    from mlv_tui.services.report import IngestReport, PlanTrouble


@click.command()
@click.argument("paths", nargs=-1, type=PlanPath())
@common_options
def watch(common: Common, paths: tuple[Path, ...]) -> int:
    """Read plans, then follow their edits until Ctrl+C.

    Needs no terminal. Prints a line (with --json a JSON document) whenever something changed.
    """
    from mlv_tui.cli.until_signal import run_until_signal  # noqa: PLC0415 - not for `--help`
    from mlv_tui.services.following import watch_project  # noqa: PLC0415 - the same
    from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - the same

    teller = _Teller(as_json=common.as_json)
    open_workspace = common.workspace if paths else common.known_workspace
    with open_workspace() as workspace:
        project = common.project if paths else common.chosen(workspace).slug
        report = workspace.read(ReadWanted(paths, project))
    teller.tell_report(report)
    _ring(common)
    return run_until_signal(watch_project(common.settings, report.project.slug, teller.tell))


def _ring(common: Common) -> None:
    """Have hooks told what an earlier session, or its end by force, left to be told."""
    from mlv_tui.services.hook_files import may_have_hooks  # noqa: PLC0415 - not for `--help`

    if may_have_hooks(common.settings):
        from mlv_tui.services.hook_ringing import ring_for_hooks  # noqa: PLC0415 - most have none

        ring_for_hooks(common.settings)


class FollowingTrouble(MlvError):
    """Edits may be missed."""

    code = "following"


class _Teller:
    """Tells what following brings; a trouble that lasts is told once."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._troubles: tuple[PlanTrouble, ...] = ()
        self._trouble = ""

    def tell(self, news: News) -> None:
        """Print what is new about the plans, and about following them."""
        report = news.report
        if report is not None and (report.changes or report.troubles != self._troubles):
            self.tell_report(report)
        if news.trouble and news.trouble != self._trouble:
            self._tell_trouble(news.trouble)
        self._trouble = news.trouble

    def tell_report(self, report: IngestReport) -> None:
        """Print a report at once, also into a pipe."""
        print_report(report, as_json=self._as_json, told=self._troubles)
        flush()
        self._troubles = report.troubles

    def _tell_trouble(self, trouble: str) -> None:
        if self._as_json:
            print_error(FollowingTrouble(trouble), as_json=True)
        else:
            print_warning(trouble)
