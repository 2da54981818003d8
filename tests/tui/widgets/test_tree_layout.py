"""What is laid out under a filter, in groups, sorted, and narrowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forests import forest_of, milestone, sample
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.forest import Progress
from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.milestone import Mine, Status
from mlv_tui.domain.query import Query, parse
from mlv_tui.domain.sorting import parse_sort
from mlv_tui.tui.widgets.tree_facts import facts_of
from mlv_tui.tui.widgets.tree_layout import Arrangement, head_id, shape_of
from mlv_tui.tui.widgets.tree_rows import TreeRows
from mlv_tui.tui.widgets.tree_shape import ARCHIVED_GROUP, DETACHED_GROUP, is_head

MODULES = (None, "Trips", "Offers")


def query(text: str) -> Query:
    """Understand a filter."""
    return parse(text, date(2026, 11, 23), "ada")


def plan():
    """Two trees whose milestones are of several modules and priorities."""
    return forest_of(
        milestone(1, 1, "Desk", module="Trips"),
        milestone(2, 2, "Zebra crossing", module="Offers"),
        milestone(3, 3, "Anchor", module="Trips", priority=2),
        milestone(4, 3, "Button", module="Trips", priority=1, status=Status.DONE),
        milestone(5, 2, "Middle", module="Trips", mine={"module": Mine(None, "Trips")}),
        milestone(6, 1, "Launch", module="Offers"),
    )


def test_a_filter_keeps_what_is_above_its_matches_as_context():
    """A match is seen where it stands; what is there only for it is told apart."""
    shape = shape_of(plan(), Arrangement(query("button or launch")))

    assert shape.ids == (1, 2, 4, 6)
    assert shape.depths == (0, 1, 2, 0)
    assert [ident for ident in shape.ids if shape.is_context(ident)] == [1, 2]
    assert shape.hits == 2


def test_without_a_filter_nothing_is_context():
    """Everything is shown for its own sake."""
    shape = shape_of(plan())

    assert shape.hits == 6
    assert not any(map(shape.is_context, shape.ids))


def test_a_filter_looks_into_the_groups_at_the_end():
    """The detached and the archived are found there, with what is above them within the group."""
    assert shape_of(sample(), Arrangement(query("is:detached"))).ids == (DETACHED_GROUP, 10)
    below = shape_of(sample(), Arrangement(query("is:archived below")))
    assert below.ids == (ARCHIVED_GROUP, 8, 9)
    assert below.depths == (0, 1, 2)
    assert below.is_context(8)


def test_groups_keep_families_together():
    """In its group, each stands below the nearest of its ancestors that is in there too."""
    shape = shape_of(plan(), Arrangement(group=GroupBy.MODULE))
    offers, trips = head_id(GroupBy.MODULE, "Offers"), head_id(GroupBy.MODULE, "Trips")
    none = head_id(GroupBy.MODULE, "none", is_none=True)

    assert shape.ids == (offers, 2, 6, trips, 1, 3, 4, none, 5)
    assert shape.depths == (0, 1, 1, 0, 1, 2, 2, 0, 1)
    assert shape.heads[trips].progress == Progress(open=2, done=1)


def test_a_head_tells_its_group_and_how_far_that_is():
    """The group of what has no module says so; statuses keep their signs."""
    by_module = shape_of(plan(), Arrangement(group=GroupBy.MODULE))
    by_status = shape_of(plan(), Arrangement(group=GroupBy.STATUS))
    heads = [facts_of(plan(), by_module, ident) for ident in by_module.ids if is_head(ident)]
    done = facts_of(plan(), by_status, head_id(GroupBy.STATUS, "done"))

    assert [(one.title, one.roll_up) for one in heads] == [
        ("Offers", "0/2"),
        ("Trips", "1/3"),
        ("no module", "0/1"),
    ]
    assert [one.state for one in heads] == [None, None, None]
    assert (done.state, done.roll_up) == ("done", "1/1")


def test_one_taken_from_below_its_parent_names_it():
    """Whoever reads a group sees where its milestones come from."""
    shape = shape_of(plan(), Arrangement(group=GroupBy.MODULE))

    assert facts_of(plan(), shape, 4).within == "Zebra crossing"
    assert facts_of(plan(), shape, 1).within == ""
    assert facts_of(plan(), shape_of(plan()), 4).within == ""


def test_the_group_of_a_name_is_the_same_group_for_ever():
    """Its fold is remembered by its number, whatever other groups there are."""
    assert head_id(GroupBy.MODULE, "Trips") == head_id(GroupBy.MODULE, "TRIPS")
    assert head_id(GroupBy.MODULE, "Trips") != head_id(GroupBy.OWNER, "Trips")
    assert head_id(GroupBy.MODULE, "none") != head_id(GroupBy.MODULE, "none", is_none=True)
    assert is_head(head_id(GroupBy.PLAN, "core.md"))


def test_sorting_moves_siblings_among_themselves():
    """Children stay below their parents."""
    shape = shape_of(plan(), Arrangement(sort=parse_sort("title")))

    assert shape.ids == (1, 5, 2, 3, 4, 6)
    assert shape_of(plan(), Arrangement(sort=parse_sort("-title"))).ids == (6, 1, 2, 4, 3, 5)


def test_groups_are_sorted_within():
    """The order of the groups is their own."""
    shape = shape_of(plan(), Arrangement(group=GroupBy.MODULE, sort=parse_sort("priority")))

    assert [ident for ident in shape.ids if ident > 0] == [2, 6, 1, 4, 3, 5]


def test_narrowed_only_one_and_what_is_below_it_is_left():
    """It stands at the left edge then."""
    shape = shape_of(plan(), Arrangement(root=2))

    assert shape.ids == (2, 3, 4)
    assert shape.depths == (0, 1, 1)


def test_narrowed_to_a_group_only_that_is_left():
    """Heads are narrowed to as milestones are."""
    offers = head_id(GroupBy.MODULE, "Offers")
    shape = shape_of(plan(), Arrangement(group=GroupBy.MODULE, root=offers))

    assert shape.ids == (offers, 2, 6)
    assert facts_of(plan(), shape, offers).title == "Offers"


def test_a_subtree_can_be_grouped_alone():
    """Narrowed to a milestone, the groups hold it and what is below it."""
    shape = shape_of(plan(), Arrangement(group=GroupBy.STATUS, root=2))

    assert [ident for ident in shape.ids if ident > 0] == [2, 3, 4]


def test_a_filter_that_hides_what_it_is_narrowed_to_shows_nothing():
    """Nothing from beside comes in instead."""
    assert shape_of(plan(), Arrangement(query("launch"), root=2)).ids == ()


def test_the_level_that_is_shown_is_known_again():
    """A view remembers how far its rows were unfolded, if they were to a level."""
    rows = TreeRows(shape_of(sample()))

    for level in (1, 2, 3):
        rows.refold(rows.folds_to_level(level))
        assert rows.level == level
    rows.refold(frozenset({1}))
    assert rows.level is None


def test_folds_of_other_groupings_outlive_folding_all():
    """Who folds all modules finds the owners as they were."""
    owners = head_id(GroupBy.OWNER, "ada")
    rows = TreeRows(shape_of(plan(), Arrangement(group=GroupBy.MODULE)), frozenset({owners, 1}))

    assert owners in rows.folds_to_level(1)
    assert rows.folds_elsewhere == {owners}


def test_one_that_went_to_a_folded_group_isn_t_followed_there():
    """Completing one under `by status` leaves the cursor where it was."""
    grouped = Arrangement(group=GroupBy.STATUS)
    before = shape_of(plan(), grouped)
    done = replace(plan()[3], says=replace(plan()[3].says, status=Status.DONE))
    after = shape_of(
        forest_of(*(done if one.id == 3 else one for one in plan().by_id.values())), grouped
    )
    rows = TreeRows(after, frozenset({head_id(GroupBy.STATUS, "done")}))

    landed = rows.nearest_row(3, before)

    assert landed is not None
    assert rows.id_at(landed) == 2


@st.composite
def forests(draw):
    """Any trees of up to 25 milestones with modules, priorities, some archived or detached."""
    levels = draw(st.lists(st.integers(1, 3), max_size=25))
    rows = []
    for ident, level in enumerate(levels, 1):
        one = milestone(
            ident,
            level,
            draw(st.sampled_from(["Alpha", "beta", "Gamma 2", "gamma 10"])),
            module=draw(st.sampled_from(MODULES)),
            priority=draw(st.sampled_from([None, 1, 2])),
        )
        away = draw(
            st.sampled_from([{}, {}, {}, {"archived_at": 5}, {"detached_at": 5, "notes": "x"}])
        )
        rows.append(replace(one, **away))
    return forest_of(*rows)


ARRANGEMENTS = st.builds(
    Arrangement,
    query=st.sampled_from([None, *map(query, ("gamma", "module:Trips", "-prio:1", "is:archived"))]),
    group=st.sampled_from(GroupBy),
    sort=st.sampled_from([(), parse_sort("title"), parse_sort("-prio,title")]),
)


@given(forests(), ARRANGEMENTS)
def test_whatever_the_arrangement_each_match_has_one_row(forest, arrangement):
    """Nothing is lost, nothing twice, and no row is deeper than it can be."""
    shape = shape_of(forest, arrangement)
    shown = [ident for ident in shape.ids if ident > 0]
    wanted = (
        arrangement.query.ids(forest)
        if arrangement.query
        else {*forest.order, *forest.detached_shown}
    )

    assert len(set(shape.ids)) == len(shape.ids)
    assert wanted <= set(shown)
    assert shape.hits == len(wanted)
    assert all(
        below <= above + 1 for above, below in zip(shape.depths, shape.depths[1:], strict=False)
    )
    assert not shape.depths or shape.depths[0] == 0


@given(forests(), ARRANGEMENTS)
def test_narrowing_leaves_rows_in_their_order(forest, arrangement):
    """Each row with what is below it reads as it did in the whole tree."""
    whole = shape_of(forest, replace(arrangement, group=GroupBy.TREE))

    for place, ident in enumerate(whole.ids):
        alone = shape_of(forest, replace(arrangement, group=GroupBy.TREE, root=ident))
        assert alone.ids == whole.ids[place : whole.ends[place]]
