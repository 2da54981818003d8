"""Values to rows and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from typing import Any, Final

from mlv_tui.domain.milestone import NOTHING_MINE, Milestone, Mine, Placed, PlanValues, Status
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.text import Text
from mlv_tui.storage.tables import MilestoneRow, MilestoneTextRow

MILESTONE_COLUMNS: Final = (
    MilestoneRow.id,
    MilestoneRow.project,
    MilestoneRow.plan,
    MilestoneRow.level,
    MilestoneRow.slug,
    MilestoneRow.occurrence,
    MilestoneRow.says,
    MilestoneRow.body_digest,
    MilestoneRow.mine,
    MilestoneRow.notes,
    MilestoneRow.prompt_starters,
    MilestoneRow.explicit_id,
    MilestoneRow.detached_at,
    MilestoneRow.archived_at,
    MilestoneRow.placed,
    MilestoneRow.waits_for,
    MilestoneRow.links_by_hand,
    MilestoneRow.removed_at,
    MilestoneRow.version,
    MilestoneRow.changed_in,
    MilestoneRow.created_at,
    MilestoneRow.updated_at,
)
"""In the order of `milestone_row` and `milestone_of`."""

TEXT_COLUMNS: Final = (
    MilestoneTextRow.milestone,
    MilestoneTextRow.body,
    MilestoneTextRow.prompt_starters,
)
"""In the order of `text_row`."""

_SAYS: Final = tuple(field.name for field in fields(PlanValues))


def milestone_row(one: Milestone, project_id: int, plan_ids: Mapping[str, int]) -> tuple[Any, ...]:
    """Make the row of a milestone; `plan_ids` gives the plan's id by its path."""
    return (
        one.id,
        project_id,
        None if one.plan is None else plan_ids[one.plan],
        one.level,
        one.slug,
        one.occurrence,
        _says_text(one.says),
        one.body_digest,
        dump({name: [own.value, own.base] for name, own in one.mine.items()}),
        one.notes,
        one.prompt_starters,
        one.explicit_id,
        one.detached_at,
        one.archived_at,
        "" if one.placed is None else dump(astuple(one.placed)),
        dump(one.waits_for),
        dump(one.links_by_hand),
        one.removed_at,
        one.version,
        one.changed_in,
        one.created_at,
        one.updated_at,
    )


def milestone_of(row: Sequence[Any], plan_paths: Mapping[int, str]) -> Milestone:
    """Make a milestone of its row; `plan_paths` gives the plan's path by its id."""
    return Milestone(
        row[0],
        None if row[2] is None else plan_paths[row[2]],
        row[3],
        row[4],
        row[5],
        _says_of(row[6]),
        row[7],
        _mine_of(row[8]),
        *row[9:14],
        *_by_hand(row[14], row[15], row[16]),
        *row[17:],
    )


def _by_hand(placed: str, waits_for: str, links: str) -> Sequence[Any]:
    """Read where a person put a milestone, what they let it wait for, and what they link it to."""
    return (
        Placed(*json.loads(placed)) if placed else None,
        () if waits_for == "[]" else tuple(json.loads(waits_for)),
        () if links == "[]" else tuple(json.loads(links)),
    )


def text_row(ident: int, text: Text) -> tuple[int, str, str]:
    """Make the row of a milestone's long texts."""
    return ident, text.body, dump([[one.text, one.line] for one in text.prompt_starters])


def text_of(row: Sequence[Any]) -> Text:
    """Make the long texts of their row (body, prompt starters)."""
    starters = tuple(PromptStarter(text, line) for text, line in json.loads(row[1]))
    return Text(row[0], starters)


def dump(value: object) -> str:
    """Write JSON, compact and always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _says_text(says: PlanValues) -> str:
    said = {name: value for name in _SAYS if (value := getattr(says, name)) not in (None, ())}
    return dump(said)


def _says_of(text: str) -> PlanValues:
    said = json.loads(text)
    if "status" in said:
        said["status"] = Status(said["status"])
    for name in ("links", "after"):
        if name in said:
            said[name] = tuple(said[name])
    return PlanValues(**said)


def _mine_of(text: str) -> Mapping[str, Mine]:
    if text == "{}":
        return NOTHING_MINE
    mine = {name: Mine(value, base) for name, (value, base) in json.loads(text).items()}
    if (own := mine.get("status")) is not None:
        base = None if own.base is None else Status(own.base)
        mine["status"] = Mine(Status(own.value), base)
    return mine
