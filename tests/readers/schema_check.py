"""A JSON Schema applied to data: as much of draft 2020-12 as the schema of plans needs."""

from __future__ import annotations

import re
from typing import Any

TYPES = {
    "array": lambda data: isinstance(data, list),
    "integer": lambda data: isinstance(data, int) and not isinstance(data, bool),
    "null": lambda data: data is None,
    "number": lambda data: isinstance(data, (int, float)) and not isinstance(data, bool),
    "object": lambda data: isinstance(data, dict),
    "string": lambda data: isinstance(data, str),
}
SAYING_NOTHING = {"$schema", "$id", "$defs", "title", "description", "patternProperties"}


def fits(data: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Tell whether data is as its schema wants it.

    Raises:
        KeyError: The schema has a word that isn't known here.
    """
    return all(CHECKS[word](data, schema, root) for word in schema if word not in SAYING_NOTHING)


def _type(data, schema, _root):
    wanted = schema["type"]
    return any(TYPES[one](data) for one in ([wanted] if isinstance(wanted, str) else wanted))


def _enum(data, schema, _root):
    return any(data == one and isinstance(data, bool) == isinstance(one, bool)
               for one in schema["enum"])  # fmt: skip


def _properties(data, schema, root):
    if not isinstance(data, dict):
        return True
    return all(
        fits(data[name], one, root) for name, one in schema["properties"].items() if name in data
    )


def _no_others(data, schema, _root):
    own = tuple(schema.get("patternProperties", ()))
    return not isinstance(data, dict) or all(
        name in schema["properties"] or any(re.search(one, name) for one in own) for name in data
    )


def _reference(data, schema, root):
    return fits(data, root["$defs"][schema["$ref"].rpartition("/")[2]], root)


CHECKS = {
    "$ref": _reference,
    "additionalProperties": _no_others,
    "anyOf": lambda data, schema, root: any(fits(data, one, root) for one in schema["anyOf"]),
    "enum": _enum,
    "items": lambda data, schema, root: (
        not isinstance(data, list) or all(fits(one, schema["items"], root) for one in data)
    ),
    "maxItems": lambda data, schema, _: (
        not isinstance(data, list) or len(data) <= schema["maxItems"]
    ),
    "maxLength": lambda data, schema, _: (
        not isinstance(data, str) or len(data) <= schema["maxLength"]
    ),
    "minimum": lambda data, schema, _: not TYPES["number"](data) or data >= schema["minimum"],
    "not": lambda data, schema, root: not fits(data, schema["not"], root),
    "pattern": lambda data, schema, _: (
        not isinstance(data, str) or re.search(schema["pattern"], data) is not None
    ),
    "properties": _properties,
    "required": lambda data, schema, _: (
        not isinstance(data, dict) or set(schema["required"]) <= data.keys()
    ),
    "type": _type,
}
