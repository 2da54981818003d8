"""Telling when somebody else changed the very thing that a person is about to change.

An edit is made on what was displayed. What others changed meanwhile stays as they left it: other
fields merge with it, the same field isn't written over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.differences import differences
from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone
from mlv_tui.domain.refusals import Refusal

_OWN: Final = "my_"

_MOVED: Final = "moved it"

_LINKS: Final = "links_by_hand"
"""Never overtaken: each gesture adds links to what is stored, or takes its own out of it."""

_WORDS: Final = {
    "archived_at": "put it away, or brought it back",
    "removed_at": "removed it, or brought it back",
    "detached_at": "attached or detached it",
    "body": "changed its text",
    "waits_for": "changed what it waits for",
    _LINKS: "changed its links",
    **dict.fromkeys(("placed", "plan", "level", "source_key", "parent", "order"), _MOVED),
}
"""What was done, where the name of the value doesn't say it."""

_BY_PEOPLE: Final = frozenset(
    (*SHARED_FIELDS, "notes", "waits_for", _LINKS, "placed", "archived_at", "removed_at")
)


@dataclass(frozen=True, slots=True)
class Overtaken(Refusal):
    """A milestone that stays as it is, since somebody else changed the very field meanwhile.

    Attributes:
        who: Who did.
        name: The field.
    """

    who: str
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What somebody else changed of a milestone meanwhile, beside what a gesture changed of it.

    Attributes:
        id: The milestone's.
        who: Who did.
        names: The fields, at least one.
    """

    id: int
    who: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        """Say it, as `ben changed its priority meanwhile`."""
        return f"{self.who} {all_changed(self.names)} meanwhile"


def overtaken(displayed: Milestone, stored: Milestone, wanted: Milestone) -> tuple[str, ...]:
    """Return the fields that a gesture changes though somebody else did since it was displayed.

    Args:
        displayed: The milestone as the person saw it.
        stored: As it is now.
        wanted: As the gesture leaves it.

    Returns:
        Their names, sorted; a field is one, whether the plan's word for it changed or a person's.
        What somebody else made just what the gesture makes it isn't among them.
    """
    if displayed.version == stored.version:
        return ()
    meanwhile = fields_named(differences(displayed, stored)[1])
    both = set(fields_named(differences(stored, wanted)[1])).intersection(meanwhile)
    return tuple(sorted(both - {_LINKS}))


def beside(seen: Milestone, stored: Milestone, wanted: Milestone) -> tuple[str, ...]:
    """Return the fields that changed since a milestone was seen, and that a gesture leaves alone.

    Args:
        seen: The milestone as it was when the person began.
        stored: As it is now.
        wanted: As the gesture leaves it.

    Returns:
        The names of those that people change, sorted.
    """
    if seen.version == stored.version:
        return ()
    meanwhile = _BY_PEOPLE.intersection(fields_named(differences(seen, stored)[1]))
    return tuple(sorted(meanwhile.difference(fields_named(differences(stored, wanted)[1]))))


def all_changed(names: Iterable[str]) -> str:
    """Tell what somebody did to some fields, as the end of `ada …`."""
    names = tuple(names)
    plain = [name.replace("_", " ") for name in names if name not in _WORDS]
    told = [f"changed its {_listed(plain)}"] if plain else []
    return _listed([*told, *dict.fromkeys(_WORDS[name] for name in names if name in _WORDS)])


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def values_named(name: str) -> tuple[str, str]:
    """Return the names under which history has a field: the plan's word, and a person's."""
    return name, f"{_OWN}{name}"


def fields_named(names: Collection[str]) -> list[str]:
    """Return the fields that values of history are of, each once."""
    return list(dict.fromkeys(name.removeprefix(_OWN) for name in names))
