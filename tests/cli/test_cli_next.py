"""`mlv next`: what waits for what, and why a milestone isn't next."""

from __future__ import annotations

import pytest
from starts import write

PLAN = """\
# Release
## Ship
After: Test, Sign off
## Test
### Unit tests
## Announce
After: core.md#ship~1
Priority: 0
## Chicken
After: Egg
## Egg
After: Chicken
"""


@pytest.fixture
def ingested(mlv, core):
    """A plan whose sections wait for each other."""
    write(core, PLAN)
    mlv("ingest", core)


def why(mlv, title: str) -> str:
    """Ask why a milestone isn't next."""
    ident = next(one["id"] for one in mlv("list", "--json").data if one["title"] == title)
    (one,) = mlv("next", "--why", ident, "--json").data
    assert one["id"] == ident
    return one["why"]


@pytest.mark.usefixtures("ingested")
def test_what_waits_is_not_next(mlv):
    """However urgent it is."""
    (one,) = mlv("next", "--json").data

    assert one["title"] == "Unit tests"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ship", "waits for “Test”, and for “Sign off”, which no milestone is called"),
        ("Announce", "waits for “Ship”"),
        ("Chicken", "waits for “Egg”, which waits for this"),
        ("Test", "waits for 1 below it"),
        ("Unit tests", "first in plan order; nothing that can be done now has a priority"),
    ],
)
@pytest.mark.usefixtures("ingested")
def test_why_with_an_id_tells_it_of_that_milestone(mlv, title, words):
    """Of any, be it next or not; exit 0."""
    assert why(mlv, title) == words


@pytest.mark.usefixtures("ingested")
def test_why_with_an_id_is_readable(mlv):
    """Itself, the reason, where it stands."""
    answer = mlv("next", "--why", 2)

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "    2 ○ Ship",
        "      waits for “Test”, and for “Sign off”, which no milestone is called",
        "      core.md:2  Release",
    ]


@pytest.mark.usefixtures("ingested")
def test_why_asks_for_an_id_that_is_there(mlv):
    """Exit 4, or 2 for what is no id; in the project that was named."""
    assert mlv("next", "--why", 99).code == 4
    assert mlv("next", "--why", "Ship").code == 2
    assert mlv("next", "--why", 2, "--project", "other").code == 4


@pytest.mark.usefixtures("ingested")
def test_all_that_waits_is_listed(mlv):
    """`--why` alone tells of everything that was skipped."""
    skipped = {
        one["title"]: one["reason"] for one in mlv("next", "--why", "--json").json["skipped"]
    }

    assert list(skipped) == ["Release", "Ship", "Test", "Announce", "Chicken", "Egg"]
    assert skipped["Egg"] == "waits for “Chicken”, which waits for this"


def test_nothing_but_a_circle_is_said_so(mlv, core):
    """Exit 3, with the circle."""
    write(core, "# A\nAfter: B\n# B\nAfter: A\n")
    mlv("ingest", core)

    answer = mlv("next")

    assert answer.code == 3
    assert answer.out == "Nothing can be done now: “A” waits for “B”, which waits for this.\n"
