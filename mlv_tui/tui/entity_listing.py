"""Which entities a list has, by kind: those that milestones are linked to, and those found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlv_tui.clock import now_ms
from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.entity_states import EntityState, oldest_open
from mlv_tui.domain.freshness import Answer, Known
from mlv_tui.domain.milestone import Milestone
from mlv_tui.tui.widgets.entity_entries import EntityEntry, KindEntry
from mlv_tui.tui.widgets.entry_rows import Entry


@dataclass(frozen=True, slots=True)
class EntityListing:
    """What there is to list.

    Attributes:
        states: How the milestones of each linked entity stand.
        ones: These milestones.
        known: What sources told of entities.
        found: What they found for what is typed.
    """

    states: Mapping[EntityRef, EntityState]
    ones: Mapping[EntityRef, Sequence[Milestone]]
    known: Mapping[EntityRef, Known]
    found: Sequence[Entity]

    def entries(self, typed: str, counts: Mapping[str, int]) -> Iterator[Entry]:
        """List what fits, each kind below its name.

        Args:
            typed: Words that a linked entity has to have; "" for all.
            counts: How many the sources have, by kind; such a kind is listed without any, too.
        """
        shown = [*self._linked(typed.casefold().split()), *self._found_only()]
        kinds = {one.key.kind for one in shown} | (set() if typed else set(counts))
        for kind in sorted(kinds):
            count = sum(1 for ref in self.states if ref.kind == kind)
            yield KindEntry(kind, count, counts.get(kind))
            yield from (one for one in shown if one.key.kind == kind)

    def _linked(self, words: Sequence[str]) -> Iterator[EntityEntry]:
        for ref in sorted(self.states):
            state, known = self.states[ref], self.known.get(ref) or Known(ref)
            step = state.next.title if state.next else ""
            text = f"{ref} {known.label} {step}".casefold()
            if all(word in text for word in words):
                yield EntityEntry(known, state, oldest_open(self.ones[ref]))

    def _found_only(self) -> Iterator[EntityEntry]:
        for one in self.found:
            if one.ref not in self.states:
                yield EntityEntry(Known(one.ref, Answer.FOUND, now_ms(), (one,)))
