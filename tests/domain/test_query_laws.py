"""Laws of the filter language, for any text and any forest."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from query_cases import ask, project
from strategies import LAWS, forests

from mlv_tui.domain.in_sight import in_sight
from mlv_tui.domain.query import QueryError, complete, explain

WORDS = (
    "price",
    "M1",
    '"or"',
    '"a \\"b\\\\ c"',
    "status:open",
    "status:done,active",
    "prio:<=1",
    "prio:none",
    'module:none,"Core platform"',
    "is:leaf",
    "is:archived",
    "is:detached",
    "owner:me",
    "due:overdue",
    "key:*~1",
)
PIECES = (*WORDS, " ", "(", ")", "-", "not ", " or ", " and ", '"', ":", ",", "\\", "is:", "x", "é")

words = st.sampled_from(WORDS)
queries = st.recursive(
    words,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" or ".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"-({one})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=8,
)
any_text = st.one_of(
    st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
)


def trouble_of(text):
    """Return what is wrong with a text, if anything is."""
    try:
        ask(text)
    except QueryError as error:
        return error
    return None


@LAWS
@given(any_text)
def test_any_text_is_a_query_or_points_at_what_is_wrong(text):
    """Never another error, never a place outside the text."""
    error = trouble_of(text)

    if error is None:
        assert ask(text).ids(project()) <= set(project().by_id)
    else:
        assert error.text == text
        assert 0 <= error.at <= error.at + error.length <= len(text)
        assert error.message.endswith(".")


@LAWS
@given(queries)
def test_a_query_that_is_written_anew_means_the_same(text):
    """`str(query)` parses to the same tree, and is written the same way again."""
    query = ask(text)
    again = ask(str(query))

    assert again.root == query.root
    assert str(again) == str(query)


@LAWS
@given(any_text)
def test_so_does_any_text_that_is_a_query(text):
    """Whatever signs are in it."""
    with suppress(QueryError):
        query = ask(text)
        assert ask(str(query)).root == query.root


@LAWS
@given(queries, queries, forests())
def test_or_finds_what_either_does_and_and_what_both_do(left, right, forest):
    """As sets; where one asks for archived ones, both look at them."""
    first, second = ask(left), ask(right)
    either, both = ask(f"({left}) or ({right})"), ask(f"({left}) ({right})")

    assert either.ids(forest) >= first.ids(forest) | second.ids(forest)
    assert both.ids(forest) <= either.ids(forest)
    if first.asks_for_archived == second.asks_for_archived:
        assert either.ids(forest) == first.ids(forest) | second.ids(forest)
        assert both.ids(forest) == first.ids(forest) & second.ids(forest)


@LAWS
@given(queries, forests())
def test_not_not_is_nothing_at_all(text, forest):
    """And `not` finds just what is left."""
    query, negated = ask(text), ask(f"-({text})")

    assert ask(f"not not ({text})").root == query.root
    assert negated.ids(forest).isdisjoint(query.ids(forest))
    if not query.asks_for_archived:
        assert negated.ids(forest) | query.ids(forest) == set(in_sight(forest))


@LAWS
@given(queries, forests())
def test_an_explanation_says_what_the_query_finds(text, forest):
    """For every milestone there is, in sight or not."""
    query = ask(text)
    found = query.ids(forest)

    for ident in forest.by_id:
        said = explain(query, forest, ident)
        assert said.holds == (ident in found)
        assert said.holds == all(part.holds for part in said.parts if part.depth == 0)
        for part in said.parts:
            assert part.at + part.length <= len(text)


@LAWS
@given(any_text, st.data())
def test_completing_never_fails(text, data):
    """Whatever is typed, wherever the cursor is; what it replaces is around the cursor."""
    cursor = data.draw(st.integers(0, len(text)))

    found = complete(text, cursor, project())

    assert 0 <= found.at <= cursor <= found.at + found.length <= len(text)
    for candidate in found.candidates:
        typed, behind = found.applied(text, candidate)
        assert typed[found.at : behind] == candidate.text


@LAWS
@given(forests())
def test_every_value_that_is_offered_can_be_asked_for(forest):
    """And finds as many as it says."""
    for field in complete("", 0, forest).candidates:
        for value in complete(field.text, len(field.text), forest).candidates:
            found = ask(f"{field.text}{value.text}").ids(forest)
            assert value.count is None or value.count == len(found)
