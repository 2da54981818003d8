"""Milestones as a table in CSV, as RFC 4180 has it, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from mlv_tui.domain.visible import visible_lines

CRLF: Final = "\r\n"
COLUMNS: Final = (
    "id",
    "project",
    "source_key",
    "plan",
    "line",
    "level",
    "occurrence",
    "title",
    "source_title",
    "status",
    "priority",
    "module",
    "anchor.kind",
    "anchor.gates",
    "anchor.origin",
    "parent_id",
    "position",
    "depth",
    "detached",
    "archived",
    "removed",
    "by_hand",
    "place",
    "waits_for",
    "conflict",
    "links",
    "tripId",
    "offerId",
    "orderId",
    "owner",
    "due",
    "notes",
    "prompt_starters",
    "progress.done",
    "progress.all",
    "version",
    "created_at",
    "updated_at",
)
"""The fields of the JSON records; of what is a table there, a column for each of its fields."""

_BETWEEN: Final = {"prompt_starters": "\n\n"}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a row for each record, the names first; each without its line end.

    Args:
        records: As `MilestoneRecords` makes them.
    """
    yield _line(COLUMNS)
    for record in records:
        yield _line([_cell(name, _value(record, name)) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow(cells)
    return row.getvalue()


def _value(record: Mapping[str, Any], name: str) -> Any:
    found: Any = record
    for part in name.split("."):
        found = None if found is None else found[part]
    return found


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = _BETWEEN.get(name, " ").join(map(str, value))
    return _harmless(value) if isinstance(value, str) else str(value)


def _harmless(text: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would take for a formula."""
    shown = "\n".join(visible_lines(text))
    return f"'{shown}" if shown.startswith(_FORMULA) or text.startswith(_FORMULA) else shown
