"""Milestones as JSON records: the contract that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from mlv_tui.domain.deriving import Derived
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.proposals import Proposal
from mlv_tui.domain.text import Text
from mlv_tui.domain.three_way import ThreeWay


class MilestoneRecords:
    """Makes the records of one forest's milestones."""

    def __init__(self, project: str, forest: Forest, texts: Mapping[int, Text]) -> None:
        """Prepare what the records share.

        Args:
            project: The slug.
            forest: The project's.
            texts: At least of those milestones that have prompt starters.
        """
        self._project = project
        self._texts = texts
        self._forest = forest
        self._position = {
            ident: index
            for siblings in forest.children.values()
            for index, ident in enumerate(siblings)
        }

    def record(self, ident: int) -> dict[str, Any]:
        """Make a milestone's record; `position` counts its siblings from 0."""
        one, forest = self._forest[ident], self._forest
        progress = forest.progress.get(ident)
        return {
            "id": one.id,
            "project": self._project,
            "source_key": one.source_key,
            "plan": one.plan,
            "line": forest.line.get(ident),
            "level": one.level,
            "occurrence": one.occurrence,
            "title": one.title,
            "source_title": one.says.title,
            "status": one.status,
            "priority": forest.priority_of(ident),
            "module": forest.module_of(ident).text or None,
            "anchor": _anchor(forest.anchor_of(ident)),
            "parent_id": forest.parent.get(ident),
            "position": self._position.get(ident),
            "depth": forest.depth.get(ident, 0),
            "detached": one.is_detached,
            "archived": one.is_archived,
            "removed": one.is_removed,
            "by_hand": one.is_by_hand,
            "place": "plan" if one.placed is None else "hand",
            "waits_for": list(one.waits_for),
            "conflict": bool(one.conflicts),
            "links": [str(ref) for ref in one.links],
            **_known_links(one),
            "owner": one.shown("owner"),
            "due": one.shown("due"),
            "notes": one.notes,
            "prompt_starters": self._prompt_starters(ident),
            "progress": {
                "done": progress.done if progress else 0,
                "all": progress.all if progress else 0,
            },
            "version": one.version,
            "created_at": iso_time(one.created_at),
            "updated_at": iso_time(one.updated_at),
        }

    def _prompt_starters(self, ident: int) -> list[str]:
        text = self._texts.get(ident)
        return [] if text is None else [starter.text for starter in text.prompt_starters]


def conflict_record(one: ThreeWay) -> dict[str, Any]:
    """Make the record of a shared field in conflict."""
    return {"field": one.name, "base": one.base, "plan": one.plan, "mine": one.mine}


def proposal_record(one: Proposal, forest: Forest) -> dict[str, Any]:
    """Make the record of a milestone that a detached one may be."""
    other = forest[one.milestone_id]
    return {
        "id": other.id,
        "source_key": other.source_key,
        "title": other.title,
        "score": one.score,
        "reason": one.reason,
    }


def _known_links(one: Milestone) -> dict[str, str | None]:
    """Return the ids of the kinds that some callers know by these names: of each, the first."""
    ids: dict[str, str] = {}
    for ref in one.links:
        ids.setdefault(ref.kind, ref.id)
    return {f"{kind}Id": ids.get(kind) for kind in ("trip", "offer", "order")}


def _anchor(derived: Derived) -> dict[str, str] | None:
    """Make an anchor's record; `origin` tells whose word it is."""
    anchor = derived.anchor
    if anchor is None or derived.source is None:
        return None
    return {"kind": anchor.kind, "gates": anchor.gates, "origin": str(derived.source)}


_LATEST: Final = 253_402_128_000_000
"""The end of the calendar, a day before it, in epoch milliseconds."""


def moment_of(milliseconds: int) -> datetime:
    """Make a moment of epoch milliseconds; what no calendar has is the nearest that one has."""
    return datetime.fromtimestamp(min(max(milliseconds, 0), _LATEST) / 1000, UTC)


def iso_time(milliseconds: int) -> str:
    """Write epoch milliseconds as ISO 8601 in UTC."""
    moment = moment_of(milliseconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
