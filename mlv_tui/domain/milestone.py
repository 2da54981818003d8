"""The stored thing that people track, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from mlv_tui.domain.entities import EntityRef, parse_ref


class Status(StrEnum):
    """Where the work on a milestone stands."""

    OPEN = "open"
    ACTIVE = "active"
    BLOCKED = "blocked"
    DONE = "done"


SHARED_FIELDS: Final = ("title", "status", "priority", "module", "anchor", "owner", "due")
"""The fields that both a plan and a person may set."""

PLACE: Final = "place"
"""What else may follow the plan again: where a milestone stands."""

NONE: Final = "none"
"""What is written where a milestone has nothing."""

ME: Final = "me"
"""What a person writes for their own name, where an owner stands."""


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What a plan says about a milestone; None where it says nothing.

    Attributes:
        title: Plain text.
        status: From `Status:` or a mark in the title (`[x]`, ✅, ~~strike~~, DONE).
        priority: 0 (most urgent) to 9, from `Priority:` or the title.
        module: The area it belongs to.
        anchor: The execution unit it points at, as written (`Trip (G2)`).
        owner: Who does it.
        due: ISO 8601 date.
        links: `kind:id`, as written.
        after: Titles or keys of what must be done first.
        anchor_origin: Where the anchor stands: `heading` or `item`, for an arrow; None for a
            field.
    """

    title: str = ""
    status: Status | None = None
    priority: int | None = None
    module: str | None = None
    anchor: str | None = None
    owner: str | None = None
    due: str | None = None
    links: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    anchor_origin: str | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own value of a shared field, beside what the plan said when it was set.

    Attributes:
        value: The person's.
        base: The plan's at that time; None if it said nothing.
    """

    value: Any
    base: Any


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a person put a milestone.

    Attributes:
        parent: The id of the one above it; None for a root.
        behind: The id of the sibling it stands right behind; None for the first place.
        number: The project's number of the write that put it there. Of several behind the same
            sibling, the one that was put there last comes first.
    """

    parent: int | None
    behind: int | None
    number: int = 0


UNTITLED: Final = "(untitled)"
"""What is shown for a heading without a text."""

NOTHING_MINE: Final[Mapping[str, Mine]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone at one moment.

    Where it stands (parent, order, line) is the forest's knowledge: an edit of the plan shifts
    those of everything below it, and must not touch its row.

    Attributes:
        id: Never reused.
        plan: The path of its plan (of its last one, when detached); None if added by hand.
        level: 1 to 3; 0 if added by hand.
        slug: The source key's slug.
        occurrence: The source key's number, from 1.
        body_digest: See `Heading.body_digest`.
        says: What the plan says now.
        mine: The person's own values, by the name of the shared field.
        notes: The person's.
        prompt_starters: How many the plan offers.
        explicit_id: See `Heading.explicit_id`.
        detached_at: When its heading went, epoch milliseconds; None while attached.
        archived_at: When a person archived it, epoch milliseconds; None if not.
        placed: Where a person put it; None where it stands as its plan has it. One that was added
            by hand always was put somewhere.
        waits_for: The ids of what a person wants done first, beside what the plan says
            (`says.after`).
        links_by_hand: `kind:id` of the entities that a person links it to, beside those of the
            plan (`says.links`), as `EntityRef` writes them.
        removed_at: When a person removed it, epoch milliseconds; None if not. It is shown nowhere
            and counts nowhere, though its heading is still recognised.
        version: Counts the writes of this row, from 1.
        changed_in: The project's number of the write that touched it last.
        created_at: Epoch milliseconds.
        updated_at: Epoch milliseconds.
    """

    id: int
    plan: str | None
    level: int
    slug: str
    occurrence: int
    says: PlanValues
    body_digest: str = ""
    mine: Mapping[str, Mine] = field(default_factory=lambda: NOTHING_MINE)
    notes: str = ""
    prompt_starters: int = 0
    explicit_id: str = ""
    detached_at: int | None = None
    archived_at: int | None = None
    placed: Placed | None = None
    waits_for: tuple[int, ...] = ()
    links_by_hand: tuple[str, ...] = ()
    removed_at: int | None = None
    version: int = 1
    changed_in: int = 0
    created_at: int = 0
    updated_at: int = 0

    def shown(self, name: str) -> Any:
        """Return what people see of a shared field: their own value, else the plan's."""
        own = self.mine.get(name)
        return own.value if own is not None else getattr(self.says, name)

    @property
    def title(self) -> str:
        """The title people see."""
        return self.shown("title")

    @property
    def status(self) -> Status:
        """The status people see; open where neither plan nor person says anything."""
        return self.shown("status") or Status.OPEN

    @property
    def source_key(self) -> str | None:
        """The address of its heading, `<plan>#<slug>~<n>`; None if added by hand."""
        return None if self.plan is None else f"{self.plan}#{self.slug}~{self.occurrence}"

    @property
    def links(self) -> tuple[EntityRef, ...]:
        """The entities it points at, each once: those of its plan, then those by hand."""
        if not (self.says.links or self.links_by_hand):
            return ()
        refs = map(parse_ref, (*self.says.links, *self.links_by_hand))
        return tuple(dict.fromkeys(ref for ref in refs if ref is not None))

    @property
    def is_touched(self) -> bool:
        """Whether a person put anything on it; one that nobody touched may be forgotten."""
        is_put = self.is_archived or self.is_removed or self.placed is not None
        return bool(self.mine or self.notes or self.waits_for or self.links_by_hand or is_put)

    @property
    def is_detached(self) -> bool:
        """Whether its heading is gone."""
        return self.detached_at is not None

    @property
    def is_archived(self) -> bool:
        """Whether a person put it away."""
        return self.archived_at is not None

    @property
    def is_removed(self) -> bool:
        """Whether a person removed it."""
        return self.removed_at is not None

    @property
    def is_by_hand(self) -> bool:
        """Whether a person added it: no heading stands, or stood, behind it."""
        return self.plan is None

    @property
    def is_live(self) -> bool:
        """Whether it counts: neither detached nor archived nor removed."""
        return self.detached_at is None and self.archived_at is None and self.removed_at is None

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The shared fields where plan and person both moved away from the base, apart."""
        return tuple(name for name in SHARED_FIELDS if self._in_conflict(name))

    def _in_conflict(self, name: str) -> bool:
        own = self.mine.get(name)
        plan = getattr(self.says, name)
        return own is not None and plan is not None and plan not in (own.base, own.value)
