"""The JSON Schema of structured plans, made of the declaration that they are read by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from mlv_tui.readers.record_keys import PLAN_KEYS, RECORD_KEYS, Key

_LEVELS: Final = ("milestone", "child", "grandchild")
_OPTED_OUT: Final = {"properties": {"mlv": {"enum": [False, "false"]}}, "required": ["mlv"]}


def plan_schema() -> dict[str, Any]:
    """Make the schema, of draft 2020-12."""
    below: dict[str, str | None] = dict(zip(_LEVELS, (*_LEVELS[1:], None), strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:mlv:plan:1",
        "title": "A plan for mlv",
        "description": "Milestones as records, nested in `children` or tied by `parentId`.",
        "$defs": {
            "plan": _table(PLAN_KEYS, _LEVELS[0]) | {"required": ["milestones"]},
            **{
                name: _table(RECORD_KEYS, child) | {"required": ["title"]}
                for name, child in below.items()
            },
        },
        "type": "object",
        # What opts out says nothing else that counts.
        "anyOf": [{"$ref": "#/$defs/plan"}, _OPTED_OUT],
    }


def _table(keys: Sequence[Key], below: str | None) -> dict[str, Any]:
    properties = {
        name: {"description": key.meaning, **key.shape.schema, **_items(key, below)}
        for key in keys
        for name in key.names
    }
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
        **_once(keys),
    }


def _once(keys: Iterable[Key]) -> dict[str, Any]:
    """Refuse two spellings of one key."""
    twice = [{"required": list(key.names)} for key in keys if len(key.names) > 1]
    return {"not": {"anyOf": twice}} if twice else {}


def _items(key: Key, below: str | None) -> dict[str, Any]:
    if key.name not in {"children", "milestones"}:
        return {}
    return {"items": {"$ref": f"#/$defs/{below}"}} if below else {"maxItems": 0}
