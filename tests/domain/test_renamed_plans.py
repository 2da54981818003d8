from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.matching.known import Known
from mlv_tui.domain.matching.renames import renamed_plans


def _known(plans, key):
    return [
        Known(key(plan, at), plan, title, at, title if title.isupper() else "", None)
        for plan, titles in plans.items()
        for at, title in enumerate(titles)
    ]


def _renamed(before, now, texts=None, common=None):
    stored = _known(before, lambda plan, at: at + 100 * sorted(before).index(plan))
    gone = [one for one in stored if one.plan not in now]
    new = [one for one in _known(now, lambda plan, at: (plan, at)) if one.plan not in before]
    return renamed_plans(gone, new, lambda _: texts or {}, common)


def test_a_plan_that_went_and_one_that_came_are_the_same_by_their_sections():
    """Half of the sections are enough, equal ones counted."""
    assert _renamed({"a.md": "Axxb"}, {"b.md": "Axcd"}) == {"a.md": "b.md"}
    assert _renamed({"a.md": "Axxb"}, {"b.md": "Accd"}) == {}


def test_a_plan_that_is_still_there_was_not_renamed():
    """A copy is a new plan."""
    assert _renamed({"a.md": "AB"}, {"a.md": "AB", "b.md": "AB"}) == {}


def test_the_most_alike_are_taken_first():
    """Sections that all plans share don't lead astray."""
    before = {"a.md": "ABxyz", "b.md": "CDxyz"}

    assert _renamed(before, {"c.md": "CDxyz", "d.md": "ABxyz"}) == {"a.md": "d.md", "b.md": "c.md"}


def test_plans_that_are_all_alike_keep_their_file_names():
    """A folder that was renamed tells by the names in it."""
    before = {"old/a.md": "xyz", "old/b.md": "xyz"}

    assert _renamed(before, {"new/b.md": "xyz", "new/a.md": "xyz"}) == {
        "old/a.md": "new/a.md",
        "old/b.md": "new/b.md",
    }


def test_two_equally_likely_renames_are_none():
    """Where nothing tells two plans apart, nobody's state is given to the wrong one."""
    assert _renamed({"a.md": "xyz", "b.md": "xyz"}, {"c.md": "xyz", "d.md": "xyz"}) == {}
    assert _renamed({"a.md": "xyz"}, {"c.md": "xyz", "d.md": "xyz"}) == {}


_plans = st.dictionaries(st.sampled_from(("a", "b", "c", "d")), st.text("ABxy", max_size=5))


@LAWS
@given(_plans, _plans)
def test_no_plan_is_renamed_twice(before, now):
    """Each gone plan becomes at most one new one, whatever the order they are handed in."""
    found = _renamed(before, now)

    assert len(set(found.values())) == len(found)
    assert all(not now.get(old) and not before.get(new) for old, new in found.items())
    assert _renamed(dict(reversed(before.items())), dict(reversed(now.items()))) == found
