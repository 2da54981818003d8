"""The gesture that gives milestones to another project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin
from mlv_tui.domain.differences import differences, values_of
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.moves import below, in_tree_order
from mlv_tui.domain.moving import Moving
from mlv_tui.domain.placing import LAST
from mlv_tui.domain.project import Snapshot
from mlv_tui.domain.reassigning import Stamp, Transfer, transferred
from mlv_tui.domain.refusals import REMOVED, Refusal
from mlv_tui.domain.transfers import PROJECT
from mlv_tui.services.gesture import EditReport, Intent, all_found, with_ids
from mlv_tui.services.placement import check_place
from mlv_tui.storage.store import Store
from mlv_tui.storage.writing import Writing


@dataclass(frozen=True, slots=True)
class Reassigning:
    """Some milestones on their way to another project.

    Attributes:
        here: What is stored of their project.
        there: What is stored of the other one.
        intent: What it comes to here, and the ids there.
        transfer: What it comes to there.
    """

    here: Snapshot
    there: Snapshot
    intent: Intent
    transfer: Transfer

    @classmethod
    def of(
        cls, here: Snapshot, there: Snapshot, ids: Sequence[int], parent: int | None, now: int
    ) -> Reassigning:
        """Work it out.

        Args:
            here: What is stored of their project.
            there: What is stored of the other one.
            ids: What is to go, with what is below it.
            parent: The one there that they are to stand below, as the last; None for roots.
            now: Epoch milliseconds.

        Raises:
            NotFound: If one of the ids isn't there, or there is no such place.
        """
        asked = all_found(here, ids)
        forest, other = here.forest(), there.forest()
        check_place(other, parent, LAST)
        wanted = [one.id for one in asked if not one.is_removed]
        along = below(forest, wanted)
        going = in_tree_order(forest, [*wanted, *along])
        place = parent, Moving(other, 0).last(parent)
        transfer = transferred(forest, going, place, Stamp(there.project.number, now))
        by_id = {one.id: one for one in (*transfer.gone, *transfer.moved)}
        intent = Intent(
            edited=[by_id[ident] for ident in going],
            refused=[Refusal(one.id, REMOVED) for one in asked if one.is_removed],
            new=transfer.new,
            settled=_settled(forest, here.project.number, transfer.moved),
            along=along,
        )
        return cls(here, there, intent, transfer)

    def report(self) -> EditReport:
        """Tell what it does."""
        return self.intent.report()

    def write(self, writings: Sequence[Writing], store: Store, actor: str, now: int) -> EditReport:
        """Store it as two change sets, one for each project."""
        if not self.intent.edited:
            return self.report()
        here, there = writings
        lasting = there.new_ids(one.id for one in self.transfer.new)
        moved = [with_ids(one, lasting) for one in self.transfer.moved]
        new = [with_ids(one, lasting) for one in self.transfer.new]
        there.milestones([*new, *moved], now)
        origins = {lasting[ident]: origin for ident, origin in self.transfer.origins.items()}
        texts = store.texts.of_all(list(origins.values()))
        there.texts({ident: texts[one] for ident, one in origins.items() if one in texts})
        here.milestones([*self.transfer.gone, *self.intent.settled], now)
        gone = tuple(self._moved_changes(moved))
        left = ChangeSet(
            actor, Origin.USER, f"move to {self.there.project.slug}", (*self._changes(), *gone)
        )
        came = ChangeSet(
            actor,
            Origin.USER,
            f"move from {self.here.project.slug}",
            (*(Change(one.id, ChangeKind.NEW, {}, values_of(one)) for one in new), *gone),
        )
        # Last in their own project: that is where the person goes on.
        other, change_set = there.change_set(came, now), here.change_set(left, now)
        here.halves(change_set, other)
        report = replace(self.intent, new=new).report(change_set)
        return replace(report, other_change_set=other)

    def _changes(self) -> Iterator[Change]:
        for one in (*self.transfer.gone, *self.intent.settled):
            before = self.here.milestones[one.id]
            yield Change(one.id, ChangeKind.GUIDED, *differences(before, one))

    def _moved_changes(self, moved: Sequence[Milestone]) -> Iterator[Change]:
        for one in moved:
            was, now = differences(self.here.milestones[one.id], one)
            yield Change(one.id, ChangeKind.MOVED, self._from(was), self._to(now))

    def _from(self, values: Mapping[str, object]) -> dict[str, object]:
        return {PROJECT: self.here.project.slug, **values}

    def _to(self, values: Mapping[str, object]) -> dict[str, object]:
        return {PROJECT: self.there.project.slug, **values}


def _settled(forest: Forest, number: int, moved: Sequence[Milestone]) -> list[Milestone]:
    """Let those that stood behind one that goes stay where they are."""
    moving, gone = Moving(forest, number), {one.id for one in moved}
    for one in moved:
        moving.take_away(one.id)
    return [
        replace(forest[ident], placed=at)
        for ident, at in moving.placed.items()
        if ident not in gone
    ]
