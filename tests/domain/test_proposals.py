from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues, Status
from mlv_tui.domain.outline import text_digest
from mlv_tui.domain.proposals import LEAST, SHORTLIST, Proposal, likeness, propose
from mlv_tui.domain.text import Text

TEXT = "Ask three providers for their price sheets, compare them, and pick one by May."


def _one(ident, title, text="", **others):
    says = PlanValues(title=title)
    digest = text_digest(text)
    return Milestone(ident, "a.md", 1, f"m{ident}", 1, says, digest, created_at=5, **others)


def _found(gone, others, texts, count=5):
    """Return the proposals, and of how many milestones the texts were asked each time."""
    ids = tuple(one.id for one in others)
    forest = Forest([gone, *others], [Layout("a.md", ids, tuple(range(1, len(ids) + 1)))])
    asked = []

    def texts_of(wanted):
        asked.append(len(wanted))
        return {ident: Text(texts.get(ident, "")) for ident in wanted}

    return propose(forest, gone.id, texts_of, count), asked


def test_the_likeliest_comes_first_with_its_reason():
    """Title and text count; what has nothing in common isn't there."""
    gone = _one(1, "Collect price sheets", TEXT, detached_at=5)
    others = [
        _one(2, "Collect the sheets", TEXT),
        _one(3, "Collect price sheets again"),
        _one(4, "Deploy"),
    ]

    found, _ = _found(gone, others, {1: TEXT, 2: TEXT, 4: "Run the pipeline."})

    assert [one.milestone_id for one in found] == [2, 3]
    assert found[0].reason == "like title and same text, new since it went"
    assert found[0].score > found[1].score >= LEAST


def test_what_people_touched_is_never_proposed():
    """To attach there would cost somebody the heading of their own milestone."""
    gone = _one(1, "Plan", detached_at=5)
    touched = (
        _one(2, "Plan", mine={"status": Mine(Status.DONE, None)}),
        _one(3, "Plan", notes="Mine."),
        _one(4, "Plan", archived_at=6),
    )

    assert _found(gone, touched, {})[0] == ()


def test_what_is_detached_itself_has_no_heading_to_give():
    """Only what stands in a plan is proposed."""
    gone = [_one(1, "Plan", detached_at=5), _one(2, "Plan", detached_at=5)]
    forest = Forest([*gone, _one(3, "Plan")], [Layout("a.md", (3,), (1,))])

    found = propose(forest, 1, lambda _: {}, 5)

    assert found == (Proposal(3, 1.0, "same title, new since it went"),)


def test_one_that_stood_beside_it_is_less_likely():
    """Two headings of the same plan at the same time are two milestones."""
    gone = _one(1, "Plan", detached_at=9)
    old, new = _one(2, "Plan"), replace(_one(3, "Plan"), created_at=9)

    found, _ = _found(gone, [old, new], {})

    assert [one.milestone_id for one in found] == [3, 2]
    assert found[0].score > found[1].score


def test_status_marks_make_no_difference():
    """`[x] Plan` is as like `Plan` as can be."""
    found, _ = _found(_one(1, "Plan", detached_at=5), [_one(2, "[x] Plan ✅")], {})

    assert found == (Proposal(2, 1.0, "same title, new since it went"),)


def test_only_the_best_few_have_their_texts_read():
    """Ten thousand headings are looked through by title; fifty texts are compared."""
    others = [_one(ident, f"Step {ident} of the plan") for ident in range(2, 10_002)]

    found, asked = _found(_one(1, "Step 777 of the plan", detached_at=5), others, {}, count=3)

    assert found[0].milestone_id == 777
    assert (len(found), asked) == (3, [SHORTLIST + 1])


def test_a_text_finds_its_heading_whatever_the_title():
    """A heading renamed beyond recognition is found among many by its text."""
    others = [_one(ident, f"Offer {ident}") for ident in range(2, 500)]
    others.append(_one(900, "Pricing", TEXT))

    found, _ = _found(_one(1, "Offers", TEXT, detached_at=5), others, {1: TEXT, 900: TEXT})

    assert found[0].milestone_id == 900


@pytest.mark.parametrize("title", ["", "🚀", "✅", "…"])
def test_titles_without_a_letter_are_no_trouble(title):
    """They are proposed for nothing, or for what has the same text."""
    found, _ = _found(_one(1, title, detached_at=5), [_one(2, title), _one(3, "Plan")], {})

    assert 3 not in [one.milestone_id for one in found]


@LAWS
@given(st.text(), st.text(), st.text(), st.text())
def test_likeness_is_a_share_and_goes_both_ways(title, body, other_title, other_body):
    """From 0 to 1, the same from either side, and 1 for the same."""
    score = likeness(title, body, other_title, other_body)

    assert 0 <= score <= 1
    assert score == likeness(other_title, other_body, title, body)
