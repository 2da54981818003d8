"""Ingest reports as JSON records: the contract that scripts rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.domain.change_set import ChangeKind

if TYPE_CHECKING:
    from mlv_tui.domain.three_way import ThreeWay
    from mlv_tui.services.foreseen import Foreseen, Place
    from mlv_tui.services.report import IngestReport

_COUNTED: Final = (
    ChangeKind.NEW,
    ChangeKind.RENAMED,
    ChangeKind.MOVED,
    ChangeKind.EDITED,
    ChangeKind.DETACHED,
    ChangeKind.REATTACHED,
)
_SAID_BY_PLACE: Final = ("title", "plan", "level", "source_key", "parent", "detached_at")


def ingest_record(report: IngestReport, *, is_preview: bool) -> dict[str, Any]:
    """Make the record of an ingest; the counts leave out what is held back."""
    counts = Counter(report.counts)
    record: dict[str, Any] = {
        "project": report.project.slug,
        "plans": report.plans,
        **{str(kind): counts[kind] for kind in _COUNTED},
        "unchanged": report.unchanged,
        "conflicts": report.conflicts,
        "errors": [asdict(trouble) for trouble in report.troubles],
        "change_set": report.change_set,
        "ambiguous": counts[ChangeKind.AMBIGUOUS],
        "held": [
            {"plan": one.plan, "detaching": one.detaching, "live": one.live} for one in report.held
        ],
        "again": list(report.again),
        "new_conflicts": list(report.new_conflicts),
        "hints": [asdict(hint) for hint in report.hints],
    }
    if is_preview:
        record["changes"] = [_foreseen_record(one) for one in report.foreseen]
        record["token"] = report.token
    return record


def _foreseen_record(one: Foreseen) -> dict[str, Any]:
    """Make the record of a change to come; a milestone that isn't stored yet has no id."""
    change = one.change
    return {
        "kind": change.kind,
        "id": _stored(change.milestone_id),
        "from": _side(one.before, change.before),
        "to": _side(one.after, change.after),
        "reason": change.reason,
        "score": change.score,
        "held": one.is_held,
        "archived": one.is_archived,
        "conflicts": [_conflict_record(each) for each in one.conflicts],
    }


def _conflict_record(each: ThreeWay) -> dict[str, Any]:
    return {"field": each.name, "base": each.base, "mine": each.mine, "plan": each.plan}


def _side(place: Place | None, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Tell where a milestone stands, and those of its values that change."""
    if place is None:
        return None
    changed = {name: value for name, value in values.items() if name not in _SAID_BY_PLACE}
    return asdict(place) | {"parent_id": _stored(place.parent_id)} | changed


def _stored(ident: int | None) -> int | None:
    return ident if ident is not None and ident > 0 else None
