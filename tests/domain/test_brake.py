"""The brake: what counts as lost, from where on it holds, and what is held along."""

from __future__ import annotations

from itertools import count

import pytest

from mlv_tui.domain.brake import NOWHERE, Held, Returning, held_back, is_too_much
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.holding import braked, followed, is_braked, set_aside, unreadable
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.plan_state import Hold, PlanState
from mlv_tui.domain.reconcile import Reconciliation


class Stored:
    """Plans with milestones, and what would become of these."""

    def __init__(self, **sizes: int) -> None:
        ids = count(1)
        self.ones = {
            ident: Milestone(ident, f"{name}.md", 1, f"goal-{at}", 1, PlanValues(f"Goal {at}"))
            for name, size in sizes.items()
            for at, ident in zip(range(size), ids, strict=False)
        }
        self.changes: list[Change] = []
        self.after: dict[int, Milestone] = {}

    def of(self, name: str) -> list[int]:
        """Return the ids of one plan."""
        return [ident for ident, one in self.ones.items() if one.plan == f"{name}.md"]

    def put(self, ident: int, **values) -> None:
        """Have a milestone stored with other values."""
        self.ones[ident] = Milestone(**{**fields_of(self.ones[ident]), **values})

    def lose(self, name: str, number: int, kind=ChangeKind.DETACHED) -> None:
        """Have the first milestones of a plan lose their headings."""
        for ident in self.of(name)[:number]:
            self.changes.append(Change(ident, kind, {}, {}))
            self.after[ident] = Milestone(**{**fields_of(self.ones[ident]), "detached_at": 5})

    def move(self, ident: int, name: str) -> None:
        """Have a milestone stand in another plan."""
        self.changes.append(Change(ident, ChangeKind.MOVED, {}, {}))
        self.after[ident] = Milestone(**{**fields_of(self.ones[ident]), "plan": f"{name}.md"})

    def held(self, returning=NOWHERE) -> tuple[Held, ...]:
        """Return what the brake holds back."""
        names = sorted({one.plan for one in self.ones.values() if one.plan})
        attached = [one for one in self.ones.values() if not one.is_detached]
        layouts = []
        for name in names:
            ids = tuple(one.id for one in attached if one.plan == name)
            layouts.append(Layout(name, ids, tuple(range(1, len(ids) + 1))))
        result = Reconciliation(tuple(self.after.values()), {}, {}, tuple(self.changes))
        return held_back(Forest(self.ones.values(), layouts), result, returning)


def fields_of(one: Milestone) -> dict[str, object]:
    """Return a milestone's fields by name."""
    return {name: getattr(one, name) for name in Milestone.__dataclass_fields__}


@pytest.mark.parametrize(
    ("lost", "live", "expected"),
    [(5, 5, False), (6, 6, True), (6, 20, False), (7, 20, True), (30, 100, False), (31, 100, True)],
)
def test_more_than_five_and_more_than_three_tenths_is_too_much(lost, live, expected):
    """Five may always go, and three tenths; one more of both may not."""
    assert is_too_much(lost, live) is expected


def test_a_plan_that_would_lose_too_much_is_held():
    """The others aren't, and the sentence counts."""
    stored = Stored(core=20, notes=100)
    stored.lose("core", 7)
    stored.lose("notes", 3)

    (held,) = stored.held()

    assert held == Held("core.md", 7, 20)
    assert held.message == "core.md would detach 7 of its 20 milestones, so it is held back."


def test_losing_as_much_as_may_be_holds_nothing():
    """Three tenths of a plan, and of the project, may go."""
    stored = Stored(core=20)
    stored.lose("core", 6)

    assert stored.held() == ()


def test_what_is_ambiguous_is_lost_as_well():
    """A milestone that something new may be is detached too."""
    stored = Stored(core=20)
    stored.lose("core", 7, ChangeKind.AMBIGUOUS)

    assert [held.detaching for held in stored.held()] == [7]


def test_a_project_that_would_lose_too_much_holds_every_plan_that_loses():
    """Four of ten in each of three plans are too much together; what loses nothing goes on."""
    stored = Stored(a=10, b=10, c=10, d=5)
    for name in "abc":
        stored.lose(name, 4)

    held = stored.held()

    assert [one.plan for one in held] == ["a.md", "b.md", "c.md"]
    assert held[0].message == (
        "a.md would detach 4 of its 10 milestones, and all plans together 12 of 35, "
        "so it is held back."
    )


def test_what_a_person_put_away_is_neither_live_nor_lost():
    """Archived milestones count on no side."""
    stored = Stored(core=20)
    for ident in stored.of("core")[:7]:
        stored.put(ident, archived_at=3)
    stored.lose("core", 7)

    assert stored.held() == ()


def test_what_stands_in_no_plan_is_neither_live_nor_lost():
    """Milestones added by hand make no loss look smaller."""
    stored = Stored(a=10, b=10)
    for name in "ab":
        stored.lose(name, 4)
    mine = [Milestone(100 + at, None, 0, "", 0, PlanValues("Mine")) for at in range(20)]
    stored.ones |= {one.id: one for one in mine}

    assert [held.among for held in stored.held()] == [(8, 20), (8, 20)]


def test_what_is_detached_already_is_not_lost_again():
    """A detached milestone that changes is no loss of the plan it stood in."""
    stored = Stored(core=20)
    for ident in stored.of("core")[:7]:
        stored.put(ident, detached_at=3)
    stored.lose("core", 7)

    assert stored.held() == ()


def test_what_exchanges_milestones_with_a_held_plan_is_held_with_it():
    """From it, into it, and the plan beyond; the one that has nothing to do with it isn't."""
    stored = Stored(core=40, into=40, beyond=40, other=40, more=200)
    stored.lose("core", 20)
    stored.move(stored.of("core")[39], "into")
    stored.move(stored.of("beyond")[0], "into")
    stored.move(stored.of("other")[0], "more")

    held = {one.plan: one for one in stored.held()}

    assert held.keys() == {"core.md", "into.md", "beyond.md"}
    assert (held["into.md"].beside, held["beyond.md"].beside) == ("core.md", "into.md")
    assert held["into.md"].message == (
        "into.md exchanges milestones with core.md, which is held back; neither was applied."
    )


def test_a_copy_that_gives_way_to_the_original_loses_nothing():
    """The untouched milestones of a copied file go when those of the deleted original come."""
    stored = Stored(original=10, copy=10)
    for ident in stored.of("original"):
        stored.move(ident, "copy")
    stored.lose("copy", 10)

    assert stored.held() == ()


def test_a_copy_that_somebody_worked_on_is_a_loss():
    """Milestones with guidance don't give way unasked."""
    stored = Stored(original=10, copy=10)
    for ident in stored.of("copy"):
        stored.put(ident, notes="Mine.")
    for ident in stored.of("original"):
        stored.move(ident, "copy")
    stored.lose("copy", 10)

    assert [one.plan for one in stored.held()] == ["copy.md", "original.md"]


def test_nothing_is_held_where_nothing_is_stored():
    """A first reading has nothing to lose."""
    assert held_back(Forest(), Reconciliation((), {}, {}, ())) == ()


def branched() -> Stored:
    """Have a plan that was there from the start, and one that came later; the latter is lost."""
    stored = Stored(core=20, new=20)
    for ident in stored.of("new"):
        stored.put(ident, created_at=3)
    stored.lose("new", 20)
    return stored


def test_what_came_later_and_nobody_touched_goes_with_its_file():
    """A file that wasn't there when the project began may be gone again."""
    assert branched().held(Returning(gone={"new.md"})) == ()


def test_what_was_there_from_the_start_does_not_go_with_its_file():
    """Nobody ever saw the project without it."""
    stored = Stored(core=20, new=20)
    stored.lose("core", 20)

    assert [one.plan for one in stored.held(Returning(gone={"core.md"}))] == ["core.md"]


def test_what_nobody_touched_goes_with_a_state_of_before():
    """The bytes are what they were, whenever the milestones came."""
    stored = Stored(core=20)
    stored.lose("core", 15)

    assert stored.held(Returning(restored={"core.md"})) == ()
    assert stored.held(Returning(restored={"other.md"})) == (Held("core.md", 15, 20),)


@pytest.mark.parametrize("state", ["gone", "restored"])
def test_what_somebody_touched_counts_wherever_its_plan_goes(state):
    """Six of six are too many, and the sentence counts all that would go; five never are."""
    stored = branched()
    returning = Returning(**{state: {"new.md"}})
    six = stored.of("new")[:6]
    for ident in six[:5]:
        stored.put(ident, notes="Mine.")
    assert stored.held(returning) == ()

    stored.put(six[5], notes="Mine.")

    assert stored.held(returning) == (Held("new.md", 20, 20),)


def test_what_goes_freely_makes_no_other_loss_look_larger_or_smaller():
    """All plans together are counted without it, and it isn't held for what others lose."""
    stored = branched()
    stored.lose("core", 6)
    assert stored.held(Returning(gone={"new.md"})) == ()

    stored = Stored(a=8, b=8, new=20)
    for ident in stored.of("new"):
        stored.put(ident, created_at=3)
    for name, number in {"a": 4, "b": 4, "new": 20}.items():
        stored.lose(name, number)
    assert stored.held(Returning(gone={"new.md"})) == (
        Held("a.md", 4, 8, (8, 16)),
        Held("b.md", 4, 8, (8, 16)),
    )


STATE = PlanState("core.md", "/plans/core.md", "abc")
HELD = Held("core.md", 7, 20)


def test_a_held_plan_keeps_what_was_read_last():
    """Its bytes are news until they are applied, and following it again clears all."""
    held = braked(STATE, HELD)

    assert (held.digest, held.hold, held.error) == ("abc", Hold.BRAKE, HELD.message)
    assert followed(held, "abc") == STATE


def test_an_undone_reading_stays_set_aside_behind_the_brake():
    """Else the same bytes would be taken for read."""
    aside = set_aside(STATE)

    assert braked(aside, HELD).hold is Hold.UNDONE
    assert unreadable(aside, "core.md is a pipe.", "", None).hold is Hold.UNDONE
    assert set_aside(braked(aside, HELD)) == aside


def test_what_can_t_be_read_is_held_by_that():
    """A brake on bytes that are gone says nothing any more."""
    assert unreadable(braked(STATE, HELD), "core.md is a pipe.", "", None).hold is None


def test_only_the_brake_s_doing_is_held_back():
    """A plan that was undone, and is empty now, is held back by nobody."""
    aside = set_aside(STATE)

    assert is_braked(braked(STATE, HELD))
    assert is_braked(braked(aside, HELD))
    assert not is_braked(aside)
    assert not is_braked(unreadable(braked(aside, HELD), "core.md is empty.", "", None))
    assert not is_braked(STATE)
