"""The one declaration of what a structured plan may say: names, meanings, shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from mlv_tui.domain.folding import meant
from mlv_tui.readers.record_shapes import (
    AFTER,
    BODY,
    DUE,
    IDENT,
    LINKS,
    LONG_NAME,
    NAME,
    PRIORITY,
    PROMPTS,
    RECORDS,
    STATUS,
    TITLE,
    VERSION,
    Shape,
)
from mlv_tui.readers.record_values import Entry, Misread, Table, all_of, joined, shortened

_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record, or of the plan itself.

    Attributes:
        name: As the schema has it, such as `parentId`.
        meaning: A sentence for the schema.
        shape: What it may have.
    """

    name: str
    meaning: str
    shape: Shape

    @property
    def names(self) -> tuple[str, ...]:
        """All its spellings, `parentId` and `parent_id`."""
        return tuple(dict.fromkeys((self.name, _HUMP.sub("_", self.name).lower())))


_SHARED: Final = (
    Key("status", "Where the work stands.", STATUS),
    Key("priority", "From 0, the most urgent, to 9; what stands below inherits it.", PRIORITY),
    Key("module", "The area it belongs to.", NAME),
    Key("anchor", "The execution unit it points at, such as `Trip (G2)`.", NAME),
    Key("owner", "Who does it.", NAME),
    Key("due", "The day it is due, such as 2027-01-31.", DUE),
    Key("links", "Entities it points at, as kind:id, such as trip:TR-42.", LINKS),
    Key("after", "What must be done first: ids, titles or source keys.", AFTER),
)

RECORD_KEYS: Final = (
    Key("id", "Names the milestone for good: with it, a new title is no other milestone.", IDENT),
    Key("parentId", "The id of the record it belongs below, in place of nesting.", IDENT),
    Key("title", "What the milestone is called.", TITLE),
    Key("body", "Its text, in Markdown.", BODY),
    *_SHARED,
    Key("promptStarters", "Prompts to copy, kept as they are written.", PROMPTS),
    Key("children", "The milestones below it; there are three levels.", RECORDS),
)
"""What a milestone may say."""

PLAN_KEYS: Final = (
    Key("mlv", "The version of this format: 1; false opts the file out.", VERSION),
    Key("title", "The plan's name, for its readers; no milestone comes of it.", LONG_NAME),
    *(Key(one.name, f"The default: {one.meaning}", one.shape) for one in _SHARED),
    Key("milestones", "In plan order.", RECORDS),
)
"""What the plan itself may say."""


def _by_name(keys: Iterable[Key]) -> Mapping[str, Key]:
    return MappingProxyType({name: key for key in keys for name in key.names})


_OF_A_RECORD: Final = _by_name(RECORD_KEYS)
_OF_A_PLAN: Final = _by_name(PLAN_KEYS)


def read_record(table: Table, path: str) -> dict[str, Any]:
    """Read what a record says, by the names of `RECORD_KEYS`; what says nothing isn't in it.

    Raises:
        Misread: A key is unknown, or has what it can't have.
    """
    return _read(table, _OF_A_RECORD, path)


def read_plan(table: Table) -> dict[str, Any]:
    """Read what the plan itself says, by the names of `PLAN_KEYS`.

    Raises:
        Misread: A key is unknown, or has what it can't have.
    """
    return _read(table, _OF_A_PLAN, "")


def _read(table: Table, keys: Mapping[str, Key], path: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    wrong: list[Misread] = []
    for written, entry in table.entries.items():
        if written.startswith("x-"):
            continue
        place = joined(path, shortened(written))
        try:
            key = _key(written, place, entry, keys)
            _refuse_twice(key, written, place, table)
            value = key.shape.read(entry.value, place)
        except Misread as error:
            wrong.append(error)
            continue
        if value is not None:
            said[key.name] = value
    if wrong:
        raise all_of(wrong)
    return said


def _key(written: str, place: str, entry: Entry, keys: Mapping[str, Key]) -> Key:
    key = keys.get(written)
    if key is None:
        raise Misread(f"{place}: this key is unknown.", _known(written, keys), entry.line)
    return key


def _refuse_twice(key: Key, written: str, place: str, table: Table) -> None:
    """Refuse the second spelling of a key of which the first is there."""
    first = next(one for one in table.entries if one in key.names)
    if first != written:
        line = table.entries[written].line
        raise Misread(f"{place}: `{first}` says the same.", "Keep one of them.", line)


def _known(written: str, keys: Mapping[str, Key]) -> str:
    names = dict.fromkeys(key.name for key in keys.values())
    near = meant(written, names)
    return near or f"Known are {', '.join(names)}; keys of your own begin with x-."
