from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_cases import ones, project
from strategies import LAWS, forests

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues, Status
from mlv_tui.domain.query import QueryError
from mlv_tui.domain.sorting import (
    SORT_FIELDS,
    SortKey,
    parse_sort,
    sort_text,
    sorted_ids,
    tree_order,
)

sorts = st.lists(
    st.builds(SortKey, st.sampled_from(SORT_FIELDS), st.booleans()),
    max_size=3,
    unique_by=lambda key: key.field,
).map(tuple)


def _flat(*says: PlanValues) -> Forest:
    ids = tuple(range(1, len(says) + 1))
    made = [Milestone(ident, "a.md", 1, "m", ident, one) for ident, one in enumerate(says, 1)]
    return Forest(made, [Layout("a.md", ids, ids)])


def _sorted(forest, text):
    return list(sorted_ids(forest, forest.order, parse_sort(text)))


def test_a_sort_is_written_as_keys():
    """`prio` is short for priority; of a field that comes twice, the first counts."""
    found = parse_sort(" prio, -Due,,due ")

    assert found == (SortKey("priority"), SortKey("due", descending=True))
    assert sort_text(found) == "priority,-due"
    assert parse_sort("") == ()


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("due,prioirty", "prioirty", "Did you mean priority"),
        ("-tilte", "-tilte", "Did you mean title"),
        ("size", "size", "Sort by priority, due, title"),
        ("--due", "--due", "“-” in front turns it round."),
        ("-", "-", "is nothing to sort by"),
    ],
)
def test_what_cannot_be_sorted_by_is_pointed_at(text, word, said):
    """With what can be."""
    with pytest.raises(QueryError) as raised:
        parse_sort(text)

    error = raised.value
    assert error.text == text
    assert text[error.at : error.at + error.length] == word
    assert said in str(error)


def test_missing_values_stand_last_either_way():
    """A due date that isn't there is neither the first nor the last day."""
    forest = _flat(
        PlanValues("a"), PlanValues("b", due="2026-12-02"), PlanValues("c", due="2026-12-01")
    )

    assert _sorted(forest, "due") == [3, 2, 1]
    assert _sorted(forest, "-due") == [2, 3, 1]


def test_titles_are_sorted_as_people_count():
    """`Step 2` before `Step 10`, whatever the case."""
    forest = _flat(*map(PlanValues, ("Step 10", "step 2", "Äpfel", "apples", "Step 2 b", "9")))

    assert [forest[ident].title for ident in _sorted(forest, "title")] == [
        "9",
        "apples",
        "step 2",
        "Step 2 b",
        "Step 10",
        "Äpfel",
    ]


def test_the_first_key_decides_then_the_next():
    """What is equal in all of them stays in the order of the tree."""
    forest = _flat(
        PlanValues("b", priority=2),
        PlanValues("a", priority=2),
        PlanValues("c", priority=1),
        PlanValues("a", priority=1, status=Status.DONE),
        PlanValues("a", priority=1),
    )

    assert _sorted(forest, "prio,title") == [4, 5, 3, 2, 1]
    assert _sorted(forest, "-prio,-title") == [1, 2, 3, 4, 5]
    assert _sorted(forest, "prio,status") == [3, 5, 4, 1, 2]


def test_every_field_sorts_the_small_project():
    """Inherited priorities count, plans stand as they are shown, times by number."""
    forest = project()
    first = {field: sorted_ids(forest, forest.order, (SortKey(field),))[0] for field in SORT_FIELDS}

    assert first == {
        "priority": 1,
        "due": 3,
        "title": 30,
        "status": 30,
        "changed": 30,
        "created": 30,
        "plan": 1,
        "module": 5,
        "anchor": 4,
        "owner": 2,
        "id": 1,
    }
    assert sorted_ids(forest, forest.order, parse_sort("-changed"))[0] == 6


def test_in_the_tree_siblings_are_sorted():
    """Every parent stays right before what is below it."""
    forest = project()

    assert tree_order(forest, ()) is forest.order
    assert tree_order(forest, parse_sort("-title")) == (10, 11, 12, 13, 1, 6, 4, 5, 3, 2, 30)


def test_the_detached_stand_last():
    """In a list that isn't sorted, and where the sort says nothing of them."""
    forest = project()
    both = [21, 20, 2]

    assert sorted_ids(forest, both, ()) == (2, 21, 20)
    assert sorted_ids(forest, both, parse_sort("title")) == (2, 20, 21)


def test_a_number_of_any_length_can_be_in_a_title():
    """It is compared in pieces."""
    forest = _flat(PlanValues("7" * 9000), PlanValues("8"))

    assert _sorted(forest, "title") == [2, 1]


@LAWS
@given(forests(), sorts)
def test_sorting_keeps_everything(forest, sort):
    """Nothing is lost, doubled, or torn from its parent."""
    order = tree_order(forest, sort)

    assert sorted(order) == sorted(forest.order)
    assert sorted(sorted_ids(forest, forest.by_id, sort)) == sorted(forest.by_id)
    places = {ident: at for at, ident in enumerate(order)}
    for ident, above in forest.parent.items():
        if above is not None:
            assert places[above] < places[ident]
            between = order[places[above] + 1 : places[ident]]
            assert all(above in forest.ancestors(one) for one in between)
    assert parse_sort(sort_text(sort)) == sort


def test_a_title_without_a_letter_is_missing():
    """It stands last, as nothing else would say where."""
    by_id = ones()
    by_id[2] = replace(by_id[2], says=PlanValues(title=""))
    forest = Forest(by_id.values(), project().layouts)

    assert sorted_ids(forest, (2, 3, 4), parse_sort("-title")) == (4, 3, 2)
