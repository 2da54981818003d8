"""What an ingest did, or would do, in lines of text or JSON."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from mlv_tui.cli.ingest_records import ingest_record
from mlv_tui.cli.output import print_json, print_line, print_warning
from mlv_tui.cli.previews import print_foreseen

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport, PlanTrouble

ERROR: Final = 1
PENDING: Final = 3
BRAKED: Final = 6


def print_report(
    report: IngestReport, *, as_json: bool, told: Collection[PlanTrouble] = ()
) -> None:
    """Print what an ingest did: one line and its troubles, or one JSON document.

    Args:
        report: Of the ingest.
        as_json: Whether to print JSON.
        told: Troubles that need no line of their own any more.
    """
    if as_json:
        print_json("ingest", ingest_record(report, is_preview=False))
        return
    _print_summary(report, "")
    _print_troubles(report, told)


def print_preview(report: IngestReport, *, as_json: bool) -> None:
    """Print what an ingest would do: a line a milestone and a summary, or one JSON document."""
    if as_json:
        print_json("ingest", ingest_record(report, is_preview=True))
        return
    print_foreseen(report)
    _print_summary(report, ", nothing written yet")
    _print_troubles(report, ())


def exit_code(report: IngestReport) -> int:
    """Tell how an ingest ends: 6 where the brake held something back, 1 on other troubles."""
    if report.held:
        return BRAKED
    return ERROR if report.troubles else 0


def preview_exit_code(report: IngestReport) -> int:
    """Tell how a preview ends: 1 on troubles, 3 where something would change or is held back."""
    if is_in_trouble(report):
        return ERROR
    return PENDING if is_pending(report) else 0


def is_in_trouble(report: IngestReport) -> bool:
    """Tell whether something couldn't be read; what is held back could."""
    held = {one.plan for one in report.held}
    return any(trouble.plan not in held for trouble in report.troubles)


def is_pending(report: IngestReport) -> bool:
    """Tell whether applying a preview would change anything, or would with `--force`."""
    return bool(report.foreseen or report.held or not report.project.id)


def _print_summary(report: IngestReport, end: str) -> None:
    said = report.summary() or "nothing changed"
    plans = "1 plan" if report.plans == 1 else f"{report.plans} plans"
    held = f", {len(report.held)} held back" if report.held else ""
    print_line(f"{report.project.slug}: {said} ({plans}{held}{end})")


def _print_troubles(report: IngestReport, told: Collection[PlanTrouble]) -> None:
    for trouble in report.troubles:
        if trouble not in told:
            print_warning(str(trouble))
