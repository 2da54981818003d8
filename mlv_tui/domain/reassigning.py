"""Milestones that go to another project: what is left behind, and what comes to stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.guidance import with_removed, with_values
from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone, Placed, PlanValues


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something is written.

    Attributes:
        number: The project's number of this write.
        now: Epoch milliseconds.
    """

    number: int
    now: int


@dataclass(slots=True)
class Transfer:
    """Milestones that go to another project, with what is below them.

    Attributes:
        gone: Those with a heading, as they are left behind: removed.
        moved: Those that were added by hand, as they are to be there; they keep their ids.
        new: Those that are made there for the ones left behind, with negative ids.
        origins: Whose place and values each new one has, by its id.
    """

    gone: list[Milestone]
    moved: list[Milestone]
    new: list[Milestone]
    origins: dict[int, int]


def transferred(
    forest: Forest, going: Sequence[int], place: tuple[int | None, int | None], stamp: Stamp
) -> Transfer:
    """Work out what becomes of milestones that go to another project.

    Args:
        forest: The one they leave.
        going: All of them, every parent before what is below it.
        place: Where the first one without its parent is to stand: the one above it, and the
            sibling before; the others without theirs follow.
        stamp: The other project's number of this write, and the time.
    """
    by_hand = {ident for ident in going if forest[ident].is_by_hand}
    names = {ident: ident if ident in by_hand else -1 - at for at, ident in enumerate(going)}
    found = Transfer([], [], [], {})
    last: dict[int | None, int | None] = {place[0]: place[1]}
    for ident in going:
        one, above = forest[ident], forest.parent.get(ident)
        parent = names[above] if above in names else place[0]
        there = _there(one, names, Placed(parent, last.get(parent), stamp.number), stamp)
        last[parent] = there.id
        if ident in by_hand:
            found.moved.append(there)
        else:
            found.new.append(there)
            found.origins[there.id] = ident
            found.gone.append(with_removed(one, stamp.now))
    return found


def _there(one: Milestone, names: Mapping[int, int], at: Placed, stamp: Stamp) -> Milestone:
    """Return a milestone as it is to be in the other project."""
    waits_for = tuple(names[ident] for ident in one.waits_for if ident in names)
    if one.is_by_hand:
        return replace(one, placed=at, waits_for=waits_for, version=one.version + 1)
    shown = {name: one.shown(name) for name in SHARED_FIELDS if one.shown(name) is not None}
    blank = Milestone(
        names[one.id],
        None,
        0,
        "",
        0,
        PlanValues(links=one.says.links),
        one.body_digest,
        notes=one.notes,
        prompt_starters=one.prompt_starters,
        archived_at=one.archived_at,
        placed=at,
        waits_for=waits_for,
        links_by_hand=one.links_by_hand,
        created_at=stamp.now,
    )
    return with_values(blank, shown)
