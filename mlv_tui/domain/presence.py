"""Who looks at a project just now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BEAT: Final = 10_000
"""Milliseconds after which a session says again that it is there."""

EXPIRY: Final = 25_000
"""Milliseconds after which one that says nothing is gone: killed, or cut off."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One session that shows a project.

    Attributes:
        id: Its own, unlike any other's.
        actor: Who.
        place: Where from: a host.
        at: When it last said so, epoch milliseconds by the database's clock.
    """

    id: str
    actor: str
    place: str
    at: int


def others_here(sessions: Iterable[Presence], own: Presence) -> tuple[str, ...]:
    """Name the people in other sessions, each once, sorted.

    Args:
        sessions: All that are stored.
        own: The session that asks; it knows the time.

    Returns:
        Such as `ben`, `ben ×2` for two sessions of his; with the host (`ben@10.0.0.7`) where
        sessions of one name come from several. Oneself only by one's other sessions.
    """
    live = [one for one in sessions if one.id != own.id and one.at > own.at - EXPIRY]
    places: dict[str, set[str]] = {}
    for one in (*live, own):
        places.setdefault(one.actor, set()).add(one.place)
    counts = Counter(
        one.actor if len(places[one.actor]) == 1 else f"{one.actor}@{one.place}" for one in live
    )
    return tuple(
        name if count == 1 else f"{name} ×{count}" for name, count in sorted(counts.items())
    )
