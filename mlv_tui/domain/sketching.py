"""Milestones that are to be made by hand, many at once, as trees of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.guidance import with_values
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.moving import Moving
from mlv_tui.domain.placing import LAST, Behind
from mlv_tui.domain.text import Text


@dataclass(frozen=True, slots=True)
class Sketch:
    """One milestone to be made.

    Attributes:
        key: Names it among the others.
        values: As `with_values` takes them; a title is among them.
        above: The key of the one above it, made before it or there already; "" for none.
        after: The keys of what is to be done first; those that nothing has don't count.
        links: `kind:id`, as `EntityRef` writes them.
        text: Its long texts; None for none.
    """

    key: str
    values: Mapping[str, Any]
    above: str = ""
    after: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where some sketches are to be drawn.

    Attributes:
        forest: The project's.
        number: The project's number of this write.
        now: Epoch milliseconds.
        parent: The one above those that have none of their own; None for roots.
        behind: Where the first of these is to stand; see `Moving.place`.
        known: The ids of milestones that are there, by the keys that name them.
    """

    forest: Forest
    number: int
    now: int
    parent: int | None = None
    behind: Behind = LAST
    known: Mapping[str, int] = field(default_factory=dict[str, int])

    def drawn(self, sketches: Sequence[Sketch]) -> tuple[Milestone, ...]:
        """Make milestones of sketches.

        Args:
            sketches: Every one behind the one above it.

        Returns:
            One for each, with the ids -1, -2 …
        """
        ids = dict(self.known) | {one.key: -at for at, one in enumerate(sketches, 1)}
        places = self._places(sketches, ids)
        return tuple(
            replace(self._blank(one, ids), placed=places.placed[-at])
            for at, one in enumerate(sketches, 1)
        )

    def texts(self, sketches: Sequence[Sketch]) -> dict[int, Text]:
        """Return the long texts of those that have some, by the ids they are drawn with."""
        return {-at: one.text for at, one in enumerate(sketches, 1) if one.text is not None}

    def _blank(self, one: Sketch, ids: Mapping[str, int]) -> Milestone:
        waits_for = tuple(_known(one.after, ids, ids[one.key]))
        values = {**one.values, "waits_for": waits_for}
        starters = 0 if one.text is None else len(one.text.prompt_starters)
        blank = Milestone(
            ids[one.key],
            None,
            0,
            "",
            0,
            PlanValues(),
            prompt_starters=starters,
            links_by_hand=one.links,
            created_at=self.now,
        )
        return with_values(blank, values)

    def _places(self, sketches: Sequence[Sketch], ids: Mapping[str, int]) -> Moving:
        moving, behind = Moving(self.forest, self.number), self.behind
        for at, one in enumerate(sketches, 1):
            above = ids.get(one.above) if one.above else None
            if above is not None:
                moving.put(-at, *moving.place(above, LAST))
                continue
            moving.put(-at, *moving.place(self.parent, behind))
            behind = behind if behind is LAST else -at
        return moving


def _known(keys: Sequence[str], ids: Mapping[str, int], own: int) -> Iterator[int]:
    for key in dict.fromkeys(keys):
        if key in ids and ids[key] != own:
            yield ids[key]
