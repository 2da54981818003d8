"""Telling which plans go back to where they were, of those that were read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from mlv_tui.domain.brake import Returning
from mlv_tui.domain.plan_state import Hold
from mlv_tui.services.gathering import Reading

DigestsOf = Callable[[Collection[int]], Mapping[int, Collection[str]]]
"""Looks up the digests that some plans had before, by id; "" where one was gone."""


def returning(readings: Sequence[Reading], digests_of: DigestsOf) -> Returning:
    """Find the plans that go back; one whose reading was undone was sent back already."""
    plans = [
        reading.plan
        for reading in readings
        if reading.outline is not None and reading.base.hold is not Hold.UNDONE
    ]
    before = digests_of([plan.id for plan in plans])
    states = [(plan.state, before.get(plan.id, ())) for plan in plans]
    return Returning(
        restored={state.path for state, known in states if state.digest in known},
        gone={state.path for state, _ in states if state.is_gone},
    )
