from __future__ import annotations

from dataclasses import replace

import pytest

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues
from mlv_tui.domain.names import Names


def _one(ident, title, plan="a.md", slug="", **more):
    return Milestone(ident, plan, 1, slug or f"s{ident}", 1, PlanValues(title=title), **more)


def _forest(*ones):
    plans = dict.fromkeys(one.plan for one in ones)
    placed = {
        plan: [one.id for one in ones if one.plan == plan and not one.is_detached] for plan in plans
    }
    return Forest(ones, [Layout(plan, tuple(ids), tuple(ids)) for plan, ids in placed.items()])


def _found(written, *ones, asking=None):
    return Names(_forest(*ones)).find(written, asking or _one(99, "Asking"))


@pytest.mark.parametrize(
    "written",
    [
        "Collect the prices",
        "collect THE prices",
        "  Collect  the prices ",
        "[x] Collect the prices ✅",
        "~~Collect the prices~~",
        "“Collect the prices”",
        '"Collect the prices"',
        "`Collect the prices`",
        "Collect the prices (80 %)",
        "a.md#prices~1",
        "a.md#prices",
        "#1",
        "#prices-id",
    ],
)
def test_a_milestone_is_found_by_title_key_or_id(written):
    """As people write them: marks, case, quotes and remarks don't count."""
    one = _one(1, "DONE: Collect the prices", slug="prices", explicit_id="prices-id")

    assert _found(written, one, _one(2, "Another")) == (1,)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#",
        "#7",
        "##",
        "Collect",
        "b.md#prices",
        "#\u00b2",
        '""',
        pytest.param(f"#{'9' * 5000}", id="digits"),
    ],
)
def test_what_nothing_is_called_is_not_found(written):
    """Half a title, an unknown number, nothing at all."""
    assert _found(written, _one(1, "Collect the prices", slug="prices")) == ()


def test_the_persons_title_counts_and_the_plans_does_still():
    """Renaming a milestone on the screen doesn't cut what plans say of it."""
    one = replace(_one(1, "Prices"), mine={"title": Mine("Price sheets", "Prices")})

    assert _found("prices", one) == _found("price sheets", one) == (1,)


def test_a_title_without_letters_is_compared_as_it_is():
    """`C++` and `C#` are two."""
    assert _found("c#", _one(1, "C++"), _one(2, "C#")) == (2,)


def test_the_same_plan_goes_before_others():
    """Every plan may have its `Tests`."""
    ones = (_one(1, "Tests", "a.md"), _one(2, "Tests", "b.md"))

    assert _found("Tests", *ones, asking=_one(3, "Ship", "b.md")) == (2,)
    assert _found("Tests", *ones, asking=_one(3, "Ship", "c.md")) == (1, 2)


def test_what_has_a_heading_goes_before_what_lost_it():
    """A section that was cut and written anew is the new one."""
    gone = _one(1, "Tests", detached_at=5)

    assert _found("Tests", gone, _one(2, "Tests", "b.md"), asking=_one(3, "Ship")) == (2,)
    assert _found("Tests", gone) == (1,)


def test_a_milestone_means_itself_only_if_nothing_else_is_called_so():
    """`After: Tests` below `Tests` means the other one."""
    own, other = _one(1, "Tests", "a.md"), _one(2, "Tests", "b.md")

    assert _found("Tests", own, other, asking=own) == (2,)
    assert _found("Tests", own, asking=own) == (1,)
