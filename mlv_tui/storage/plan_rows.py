"""Plans to rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mlv_tui.domain.forest import Layout
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.project import Plan
from mlv_tui.storage.rows import dump
from mlv_tui.storage.tables import PlanRow


def plan_values(plan: Plan, now: int) -> dict[Any, Any]:
    """Make a plan's row, by column; `now` is when it was read."""
    state, layout = plan.state, plan.layout
    return {
        PlanRow.root: plan.root_id,
        PlanRow.file: plan.file,
        PlanRow.path: state.path,
        PlanRow.digest: state.digest,
        PlanRow.error: state.error,
        PlanRow.hint: state.hint,
        PlanRow.error_line: state.error_line,
        PlanRow.is_gone: state.is_gone,
        PlanRow.hold: state.hold or "",
        PlanRow.ids: dump(layout.ids),
        PlanRow.lines: dump(layout.lines),
        PlanRow.read_at: now,
    }


def plan_of(row: Sequence[Any], folders: Mapping[int, str]) -> Plan:
    """Make a plan of its row; `folders` gives the roots' folders by id."""
    ident, _, root, file, path, digest, error, hint, line, is_gone, hold, ids, lines, _ = row
    state = PlanState(
        path=path,
        file=str(Path(folders[root], file)),
        digest=digest,
        error=error,
        hint=hint,
        error_line=line,
        is_gone=bool(is_gone),
        hold=Hold(hold) if hold else None,
    )
    layout = Layout(path, tuple(json.loads(ids)), tuple(json.loads(lines)))
    return Plan(ident, root, file, state, layout)


def plan_before(plan: Plan) -> str:
    """Write down what is known of a plan, to put it back some day."""
    state, layout = plan.state, plan.layout
    known = {
        "digest": state.digest,
        "error": state.error,
        "hint": state.hint,
        "error_line": state.error_line,
        "is_gone": state.is_gone,
        "hold": state.hold,
        "ids": layout.ids,
        "lines": layout.lines,
    }
    return dump(known)


def plan_as_before(plan: Plan, text: str) -> Plan:
    """Put back what was written down of a plan; its root and its file are what they are."""
    known = json.loads(text)
    path, hold = plan.state.path, known.pop("hold")
    layout = Layout(path, tuple(known.pop("ids")), tuple(known.pop("lines")))
    state = PlanState(path, plan.state.file, **known, hold=Hold(hold) if hold else None)
    return replace(plan, state=state, layout=layout)


def was_read_before(text: str) -> Iterator[str]:
    """Yield the digest that was written down of a plan, "" if it was gone; none if not in force."""
    known = json.loads(text)
    is_known = known["digest"] or known["is_gone"]
    if is_known and known["hold"] != Hold.UNDONE:
        yield known["digest"]
