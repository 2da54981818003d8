"""Business entities and their sources as JSON tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlv_tui.cli.records import iso_time
from mlv_tui.domain.entities import Entity
from mlv_tui.domain.freshness import Freshness, Known

if TYPE_CHECKING:
    from mlv_tui.services.entity_examining import Examined


def entity_record(one: Entity) -> dict[str, Any]:
    """Write an entity as its source tells it."""
    return {
        "ref": str(one.ref),
        "kind": one.kind,
        "id": one.id,
        "label": one.label,
        "state": one.state,
        "updated": one.updated,
    }


def known_record(known: Known, fresh: Freshness) -> dict[str, Any]:
    """Write what is known of an entity; `entities` has all that were found."""
    return {
        "ref": str(known.ref),
        "kind": known.ref.kind,
        "id": known.ref.id,
        "label": known.label,
        "freshness": str(fresh.standing),
        "seen": None if known.seen is None else iso_time(known.seen.at),
        "entities": [entity_record(one) for one in known.entities],
        "why": known.why,
    }


def source_record(one: Examined) -> dict[str, Any]:
    """Write a source: what it has and what keeps it from being written, or why it can't be used."""
    kinds = () if one.found is None else one.found.kinds
    return {
        "source": one.name,
        "usable": one.found is not None,
        "proof": "" if one.found is None else one.found.proof,
        "code": None if one.trouble is None else one.trouble.code,
        "message": "" if one.trouble is None else one.trouble.message,
        "hint": "" if one.trouble is None else one.trouble.hint,
        "kinds": [
            {"kind": kind.kind, "count": kind.count, "columns": list(kind.columns)}
            for kind in kinds
        ],
    }
