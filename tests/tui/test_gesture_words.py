"""What gestures say they did, which priority a step leads to, and what a few letters find."""

from __future__ import annotations

import pytest

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.refusals import Refusal
from mlv_tui.services.gesture import EditReport
from mlv_tui.tui.fuzzy import ranked
from mlv_tui.tui.outcomes import outcome
from mlv_tui.tui.stepped import stepped

FOREST = Forest(
    Milestone(ident, None, 0, "", 0, PlanValues(title))
    for ident, title in enumerate(("Pack", "Book {the} train", "Go", "Come back"), start=1)
)


def said(**report) -> str:
    """Tell what came of setting something to done."""
    whole = EditReport(**{"edited": (), "unchanged": (), "change_set": None, **report})
    return outcome(FOREST, whole, lambda what, are: f"{what} {are} done")


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"edited": (1,), "change_set": 7}, "“Pack” is done · u undoes it"),
        ({"edited": (1, 3), "change_set": 7}, "2 milestones are done · u undoes it"),
        ({"added": (2,), "change_set": 7}, "“Book {the} train” is done · u undoes it"),
        ({"unchanged": (1,)}, "“Pack” is done already"),
        (
            {"edited": (1,), "unchanged": (2, 3), "change_set": 7},
            "“Pack” is done · 2 milestones were so already · u undoes it",
        ),
        ({"refused": (Refusal(3, "it is removed"),)}, "not “Go”: it is removed"),
    ],
)
def test_a_sentence_tells_what_happened_to_what_and_how_to_undo_it(report, words):
    """Nothing is said of undoing where nothing was changed."""
    assert said(**report) == words


def test_many_refusals_are_told_by_the_first_few():
    """The others are counted."""
    refused = tuple(Refusal(ident, "it is put away") for ident in (1, 2, 3, 4, 5))

    words = said(edited=(1,), change_set=7, refused=refused)

    assert words.count("it is put away") == 3
    assert words.endswith("nor 2 more · u undoes it")


@pytest.mark.parametrize(
    ("priorities", "step", "expected"),
    [
        ([2], -1, 1),
        ([2], 1, 3),
        ([0], -1, 0),
        ([9], 1, 9),
        ([None], -1, 3),
        ([None], 1, None),
        ([1, 2, 3], -1, 1),
        ([1, 2, 3], 1, 3),
        ([None, 2], -1, 2),
        ([2, 2], 1, 3),
    ],
)
def test_a_step_gives_all_one_priority(priorities, step, expected):
    """A mixed set is made alike first; nothing is less urgent than what has no priority."""
    assert stepped(priorities, step) == expected


def test_a_few_letters_find_a_title_and_what_stands_above_it():
    """Words in any order, misspelt a little; the very word first."""
    titles = ["Keep trips in step", "6. Next steps  Plan", "Stop  Plan", "Rename a step  Plan"]

    assert ranked("step", titles)[:1] == [0]
    assert ranked("plan rename", titles)[:1] == [3]
    assert ranked("nxt stp", titles)[:1] == [1]
    assert ranked("zebra", titles) == []
    assert ranked("", titles, most=2) == [0, 1]
