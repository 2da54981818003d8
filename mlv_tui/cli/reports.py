"""What an ingest did, or would do, in lines of text or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from mlv_tui.cli.ingest_records import ingest_record
from mlv_tui.cli.output import print_json, print_line, print_lines, print_warning
from mlv_tui.cli.previews import print_foreseen
from mlv_tui.domain.change_words import first_few
from mlv_tui.domain.folding import counted

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport, PlanTrouble

ERROR: Final = 1
PENDING: Final = 3
BRAKED: Final = 6
_HINTS: Final = 5
"""Fields that say nothing, told one by one."""


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
    print_lines(_notable(report))
    _print_hints(report)
    _print_troubles(report, told)


def print_preview(report: IngestReport, *, as_json: bool) -> None:
    """Print what an ingest would do: a line a milestone and a summary, or one JSON document."""
    if as_json:
        print_json("ingest", ingest_record(report, is_preview=True))
        return
    print_foreseen(report)
    _print_summary(report, ", nothing written yet")
    print_lines(_notable_to_come(report))
    _print_hints(report)
    _print_troubles(report, ())


def exit_code(report: IngestReport) -> int:
    """Tell how an ingest ends: 6 where the brake held something back, 1 on other troubles.

    That a plan can't be read is one, though the others were.
    """
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
    plans = counted(report.plans, "plan")
    held = f", {len(report.held)} held back" if report.held else ""
    print_line(f"{report.project.slug}: {said} ({plans}{held}{end})")


def _notable(report: IngestReport) -> Iterator[str]:
    """Tell which undone readings were applied after all, and what is to be decided now."""
    for plan in report.again:
        undo = f"; `mlv undo {report.change_set}` undoes it once more" if report.change_set else ""
        yield f"{plan} was read again, though its last reading had been undone{undo}."
    if report.new_conflicts:
        one = report.new_conflicts[0] if len(report.new_conflicts) == 1 else "ID"
        how = f"`mlv resolve {one} --take mine` or `--take plan`, on the screen with gc"
        yield f"{_new_conflicts(report)}. Decide with {how}."


def _notable_to_come(report: IngestReport) -> Iterator[str]:
    for plan in report.again:
        yield f"{plan} would be read again, though its last reading was undone."
    if report.new_conflicts:
        yield f"{_new_conflicts(report)}, would have to be decided."


def _new_conflicts(report: IngestReport) -> str:
    ids = [str(ident) for ident in report.new_conflicts]
    if len(ids) == 1:
        return f"1 new conflict, in milestone {ids[0]}"
    return f"{len(ids)} new conflicts, in milestones {first_few(ids)}"


def _print_hints(report: IngestReport) -> None:
    """Tell of fields that say nothing; no error, as they may be meant so."""
    for hint in report.hints[:_HINTS]:
        print_warning(str(hint))
    more = len(report.hints) - _HINTS
    if more > 0:
        fields = f"{counted(more, 'more field')} {'says' if more == 1 else 'say'} nothing"
        print_warning(f"{fields}; --json lists them all.")


def _print_troubles(report: IngestReport, told: Collection[PlanTrouble]) -> None:
    for trouble in report.troubles:
        if trouble not in told:
            print_warning(str(trouble))
