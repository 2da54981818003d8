"""Entities of a business system, as milestones point at them: a kind, an id, nothing of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mlv_tui.domain.folding import HUMP

LONGEST: Final = 200
"""Characters of an entity's id."""

_KIND: Final = re.compile(r"[A-Za-z][\w.-]{0,39}")
_ID: Final = re.compile(r"[^\s,\x00-\x1f\x7f-\x9f]+")
_GAP: Final = re.compile(r"[\s._-]+")


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """What a link points at.

    Attributes:
        kind: As `kind_of` writes it: `trip`, `line_item`.
        id: As the business system writes it.
    """

    kind: str
    id: str

    def __str__(self) -> str:
        """Write it as people do: `trip:TR-42`."""
        return f"{self.kind}:{self.id}"


def kind_of(written: str) -> str:
    """Return one name for all ways to write a kind: `lineItem`, `Line item` → `line_item`."""
    return _GAP.sub("_", HUMP.sub("_", written.strip())).casefold()


@lru_cache(maxsize=8192)
def parse_ref(text: str) -> EntityRef | None:
    """Read `trip:TR-42`; None for anything else."""
    kind, colon, ident = text.strip().partition(":")
    ident = ident.strip()
    is_it = colon and _KIND.fullmatch(kind.strip().replace(" ", "_")) and _ID.fullmatch(ident)
    return EntityRef(kind_of(kind), ident) if is_it and len(ident) <= LONGEST else None


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity as its source tells it just now; all of it is data, cleaned where it is shown.

    Attributes:
        kind: As `kind_of` writes it.
        id: As the business system writes it.
        label: What people call it; as long as `LONGEST` at most, like the rest. "" for nothing.
        state: The business system's own word.
        updated: When it changed last, as the source writes that.
    """

    kind: str
    id: str
    label: str = ""
    state: str = ""
    updated: str = ""

    @property
    def ref(self) -> EntityRef:
        """What a link to it says."""
        return EntityRef(self.kind, self.id)


def told(value: object) -> str:
    """Return what a source tells as a text that can be kept: not long, no NUL, no surrogates."""
    text = "" if value is None else str(value)[:LONGEST]
    return text if text.isascii() and "\0" not in text else _storable(text)


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
