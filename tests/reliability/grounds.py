"""Databases to test on, and what must be true of one whatever happened to it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from board import Tally
from databases import new_server_database, rows_of, written
from edits_at_random import SLUG

from mlv_tui.domain.differences import values_of
from mlv_tui.domain.project import Snapshot
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Address, Settings
from mlv_tui.storage.store import Store

BOTH = ("sqlite", "postgres")
NOT_OF_A_ROW = ("parent", "order")
"""What history tells of a place that a plan gave."""


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Address]:
    """Have a database that nothing is in."""
    if kind == "postgres":
        with new_server_database() as address:
            yield address
    else:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder / "mlv.db"


@contextmanager
def session(address: Address, actor: str = "judge") -> Iterator[Workspace]:
    """Look at a database as a person does."""
    state = Path(os.environ["HOME"], "state")
    with closing(Workspace(Settings(address, state, actor))) as opened:
        yield opened


def plan_of(headings: int, name: str = "Goal") -> str:
    """Make a plan with so many headings, in trees."""
    return "".join(
        f"{'#' * (1 + (index % 10 > 0) + (index % 10 > 3))} {name} {index}\n\nSome words.\n\n"
        for index in range(headings)
    )


def seeded(address: Address, folder: Path, headings: int) -> list[int]:
    """Make a project of one plan; return the ids of its milestones."""
    plans = folder / SLUG
    plans.mkdir(parents=True, exist_ok=True)
    (plans / "first.md").write_text(plan_of(headings), encoding="utf-8")
    with session(address) as opened:
        project = opened.read(ReadWanted((plans,))).project
        return sorted(opened.forest(project.id).by_id)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a database says of itself.

    Attributes:
        actors: Who made each change set, by its id.
        twice: How many of a project's numbers were given to two change sets.
        circles: How many milestones stand below themselves.
        torn: The milestones that aren't as their history leaves them.
        integrity: What the database's own check says.
    """

    actors: Mapping[int, str]
    twice: int
    circles: int
    torn: tuple[int, ...]
    integrity: str


def truth_of(address: Address) -> Truth:
    """Look at all of a database, apart from the sessions that wrote it."""
    sets = rows_of(address, "SELECT id, actor, project_id, number FROM change_set")
    numbers = Counter((project, number) for _, _, project, number in sets)
    with closing(Store(address)) as store:
        projects = [store.snapshot(one.id) for one in store.projects()]
    folded = _as_history_leaves(address)
    return Truth(
        {ident: actor for ident, actor, _, _ in sets},
        sum(count - 1 for count in numbers.values()),
        sum(circles_of(one) for one in projects),
        tuple(ident for one in projects for ident in _torn(one, folded)),
        _integrity(address),
    )


def circles_of(snapshot: Snapshot) -> int:
    """Count the milestones from which no way leads up to a root."""
    planned = snapshot.forest().plan_parent
    above = {
        ident: one.placed.parent if one.placed else planned.get(ident)
        for ident, one in snapshot.milestones.items()
    }
    return sum(_leads_to_itself(ident, above) for ident in above)


def _leads_to_itself(ident: int, above: Mapping[int, int | None]) -> bool:
    at: int | None = ident
    for _ in range(len(above) + 1):
        if at is None:
            return False
        at = above.get(at)
    return True


def _as_history_leaves(address: Address) -> dict[int, dict[str, Any]]:
    query = "SELECT milestone_id, after FROM change ORDER BY change_set_id, id"
    folded: dict[int, dict[str, Any]] = {}
    for ident, after in rows_of(address, query):
        folded.setdefault(ident, {}).update(json.loads(after))
    return folded


def _torn(snapshot: Snapshot, folded: Mapping[int, Mapping[str, Any]]) -> Iterator[int]:
    for ident, one in snapshot.milestones.items():
        told = {
            name: value
            for name, value in folded.get(ident, {}).items()
            if value not in (None, "", []) and name not in NOT_OF_A_ROW
        }
        if json.loads(json.dumps(values_of(one))) != told:
            yield ident


def _integrity(address: Address) -> str:
    if isinstance(address, Path):
        found = rows_of(address, "PRAGMA integrity_check") + rows_of(
            address, "PRAGMA foreign_key_check"
        )
        return ", ".join(str(row[0]) for row in found)
    lost = rows_of(
        address,
        "SELECT id FROM change WHERE change_set_id NOT IN (SELECT id FROM change_set)",
    )
    return f"{len(lost)} changes of no change set" if lost else "ok"


def judge(
    tally: Tally, address: Address, acknowledged: Mapping[str, Sequence[int]], unknown: int = 0
) -> Truth:
    """Count what is lost, doubled, torn and round of what several processes were told is stored.

    Args:
        tally: To count into.
        address: The database's.
        acknowledged: By actor, the change sets it was told of.
        unknown: How many each may have stored without being told: it was killed.
    """
    truth = truth_of(address)
    told = [(ident, actor) for actor, ids in acknowledged.items() for ident in ids]
    made = Counter(truth.actors.values())
    more = sum(max(0, made[actor] - len(ids) - unknown) for actor, ids in acknowledged.items())
    tally.exactly("lost", sum(truth.actors.get(ident) != actor for ident, actor in told))
    tally.exactly("doubled", len(told) - len(dict(told)) + more + truth.twice)
    tally.exactly("torn", len(truth.torn))
    tally.exactly("circles", truth.circles)
    tally.exactly("integrity", truth.integrity, "ok")
    return truth


__all__ = ["BOTH", "SLUG", "database", "judge", "plan_of", "rows_of", "seeded", "written"]
