"""What is known of linked entities, and how fresh that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mlv_tui.domain.ages import age
from mlv_tui.domain.entities import Entity, EntityRef

FRESH_FOR: Final = 120_000
"""Milliseconds for which an answer counts as what is."""

KEPT_EVERY: Final = 600_000
"""Milliseconds after which it is worth writing down again that an entity was seen."""


class Answer(StrEnum):
    """What the last question for an entity brought."""

    NONE_YET = "none yet"
    FOUND = "found"
    SEVERAL = "several"
    NOTHING = "nothing"
    AWAY = "away"
    NO_SOURCE = "no source"


class Standing(StrEnum):
    """How a link stands, in the word that is shown."""

    FRESH = "fresh"
    SEEN = "seen"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    AWAY = "source away"
    NO_SOURCE = "no source"
    UNKNOWN = "not looked up yet"


@dataclass(frozen=True, slots=True)
class Seen:
    """The dated label that is kept of an entity; nothing else of it ever is.

    Attributes:
        label: What people called it then; may be "".
        at: When it was found last, epoch milliseconds.
    """

    label: str
    at: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of what a link points at.

    Attributes:
        ref: The entity.
        answer: What the last question brought.
        asked_at: When that was answered, epoch milliseconds; None where it wasn't yet.
        entities: What was found then: one, or several of that id.
        seen: When it was found last, maybe in another session; None for never.
        why: Where there is no source or it is away: what to do, in a sentence.
    """

    ref: EntityRef
    answer: Answer = Answer.NONE_YET
    asked_at: int | None = None
    entities: tuple[Entity, ...] = ()
    seen: Seen | None = None
    why: str = ""

    @property
    def entity(self) -> Entity | None:
        """The one that was found; None where none was, or several were."""
        return self.entities[0] if self.answer is Answer.FOUND else None

    @property
    def label(self) -> str:
        """What people call it, as far as that is known."""
        if self.entity is not None:
            return self.entity.label
        return "" if self.seen is None else self.seen.label


@dataclass(frozen=True, slots=True)
class Freshness:
    """How a link stands.

    Attributes:
        standing: For a sign, and for scripts.
        words: For people: `fresh`, `seen 2 h ago`, `source away, seen 2 h ago`.
    """

    standing: Standing
    words: str


_STANDINGS: Final = {
    Answer.SEVERAL: Standing.AMBIGUOUS,
    Answer.NOTHING: Standing.MISSING,
    Answer.AWAY: Standing.AWAY,
    Answer.NO_SOURCE: Standing.NO_SOURCE,
}


def freshness(known: Known, now: int) -> Freshness:
    """Tell how a link stands.

    Args:
        known: What is known of it.
        now: Epoch milliseconds.
    """
    if known.answer is Answer.FOUND and now - (known.asked_at or 0) < FRESH_FOR:
        return Freshness(Standing.FRESH, Standing.FRESH)
    seen = "" if known.seen is None else f"seen {age(known.seen.at, now)}"
    standing = _STANDINGS.get(known.answer)
    if standing is Standing.AMBIGUOUS:
        return Freshness(standing, standing)
    if standing is not None:
        return Freshness(standing, f"{standing}, {seen}" if seen else standing)
    return Freshness(Standing.SEEN, seen) if seen else Freshness(Standing.UNKNOWN, Standing.UNKNOWN)


def is_worth_keeping(kept: Seen | None, seen: Seen) -> bool:
    """Tell whether it is worth a write that an entity was seen: now and then, or renamed."""
    return kept is None or kept.label != seen.label or seen.at - kept.at >= KEPT_EVERY
