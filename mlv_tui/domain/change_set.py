"""Change sets: what one gesture or one ingest changed, the spine of history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Origin(StrEnum):
    """What made a change."""

    USER = "user"
    INGEST = "ingest"
    UNDO = "undo"
    IMPORT = "import"
    TEMPLATE = "template"

    @property
    def is_gesture(self) -> bool:
        """Whether a person did it themselves: no reading, and no undo."""
        return self in GESTURES


GESTURES: Final = (Origin.USER, Origin.IMPORT, Origin.TEMPLATE)
"""What a person's last gesture may be."""


class ChangeKind(StrEnum):
    """What happened to a milestone; of several, the one that weighs most."""

    NEW = "new"
    DETACHED = "detached"
    AMBIGUOUS = "ambiguous"
    """Detached as well, though something new is like it: the reason names it."""
    REATTACHED = "reattached"
    RENAMED = "renamed"
    MOVED = "moved"
    EDITED = "edited"
    GUIDED = "guided"
    PROJECT = "project"
    """To the project itself: its name, whether it is put away, a plan root."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was and what is, for one milestone.

    Attributes:
        milestone_id: Negative while it isn't stored yet; 0 for the project itself.
        kind: What happened.
        before: The changed values as they were, by name; empty for a new one.
        after: The same names, as they are.
        reason: For a match, the sign it was recognised by; else "".
        score: For a match, how sure it is, 0 to 1.
    """

    milestone_id: int
    kind: ChangeKind
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One gesture or one ingest.

    Attributes:
        actor: Who.
        origin: What made it.
        label: One line for people.
        changes: At most one per milestone.
    """

    actor: str
    origin: Origin
    label: str
    changes: tuple[Change, ...]

    def counts(self) -> dict[ChangeKind, int]:
        """Count the changes by kind."""
        return dict(Counter(change.kind for change in self.changes))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change set as history tells it, its changes counted.

    Attributes:
        id: The change set's.
        number: The project's at that write.
        at: Epoch milliseconds.
        actor: Who.
        origin: What made it.
        label: One line for people.
        counts: Its changes by kind; those that happened to none aside.
        undoes: The change set that it undid; None if it is no undo.
        undone_by: The one that undid it; None while it counts.
        other_half: The one that the same gesture made in another project; None if there is none.
    """

    id: int
    number: int
    at: int
    actor: str
    origin: Origin
    label: str
    counts: Mapping[ChangeKind, int]
    undoes: int | None = None
    undone_by: int | None = None
    other_half: int | None = None
