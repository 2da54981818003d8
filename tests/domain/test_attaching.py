from __future__ import annotations

import pytest

from mlv_tui.domain.attaching import attached_for, keys_like
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues, Status


def test_the_plan_s_part_comes_from_the_heading_and_people_s_stays():
    """Every field has one of two origins; none is left behind, none is invented."""
    mine = {"status": Mine(Status.DONE, None), "owner": Mine("Ada", "Mia")}
    one = Milestone(
        1, "a.md", 1, "old", 2, PlanValues("Old", owner="Mia"), "d1", mine, "Mine.", 0, "old-id",
        detached_at=5, archived_at=6, version=7, changed_in=8, created_at=9, updated_at=10,
    )  # fmt: skip
    other = Milestone(
        2, "b.md", 3, "new", 4, PlanValues("New", owner="Ada"), "d2", {}, "Theirs.", 5, "new-id",
        version=17, changed_in=18, created_at=19, updated_at=20,
    )  # fmt: skip

    assert attached_for(one, other) == Milestone(
        1, "b.md", 3, "new", 4, PlanValues("New", owner="Ada"), "d2",
        {"status": Mine(Status.DONE, None)}, "Mine.", 5, "new-id",
        detached_at=None, archived_at=6, version=7, changed_in=8, created_at=9, updated_at=10,
    )  # fmt: skip


KEYS = (
    "core.md#core~1",
    "core.md#second~1",
    "core.md#collect-the-price-sheets~1",
    "trips/core.md#one~1",
    "trips/core.md#one~2",
)


@pytest.mark.parametrize(
    ("typed", "likest"),
    [
        ("Secnd", ["core.md#second~1"]),
        ("price sheets", ["core.md#collect-the-price-sheets~1"]),
        ("one~3", ["trips/core.md#one~1", "trips/core.md#one~2"]),
        ("core.md#secon~1", ["core.md#second~1"]),
        ("nokey", []),
        ("", []),
    ],
)
def test_the_keys_most_like_what_was_typed_are_named(typed, likest):
    """As much of a key is compared as somebody typed; what is like nothing names none."""
    assert list(keys_like(typed, KEYS)[: len(likest)]) == likest
    assert bool(keys_like(typed, KEYS)) == bool(likest)
