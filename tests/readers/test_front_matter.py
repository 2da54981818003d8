"""Front matter."""

from __future__ import annotations

import pytest

from mlv_tui.domain.milestone import PlanValues, Status
from mlv_tui.readers.front_matter import front_matter
from mlv_tui.readers.markdown import read_markdown


def read(text: str):
    """Read the front matter of a text."""
    return front_matter(text.split("\n"))


def test_gives_the_defaults_of_a_file():
    """Keys are the fields', whatever their case; dates stay ISO dates."""
    found = read("---\nOwner: Ann\nSTATUS: on hold\ndue: 2026-12-01\nafter: [a, b]\n---\n# x")

    assert found.lines == 6
    assert found.values == PlanValues(
        owner="Ann", status=Status.BLOCKED, due="2026-12-01", after=("a", "b")
    )


@pytest.mark.parametrize("word", ["false", "False", "no", "off"])
def test_lets_a_file_opt_out(word):
    """`mlv: false` keeps a file out."""
    assert read(f"---\nmlv: {word}\n---").opts_out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "# a\n---\na: b\n---",
        "---\n\na: b\n---",
        "---\nno end",
        "---\nSome words.\n\n# Heading\n\n---",
        "---\n# Heading\n---",
        "---\na: b\n" + "c: d\n" * 20_000 + "---",
    ],
)
def test_takes_nothing_else_for_front_matter(text):
    """A rule on top of a plan costs no heading."""
    assert read(text).lines == 0


@pytest.mark.parametrize(
    "yaml",
    [
        "owner: [Ann",
        "owner: Ann: Bob",
        "a: &a [x]\nb: *a",
        "a: " + "[" * 30_000,
        "a: !!python/object:os.system {}",
        "owner: \x00",
        r'owner: "\UFFFFFFFF"',
        r'owner: "\U00110000"',
        "? [a]\n: b",
    ],
)
def test_survives_broken_and_hostile_yaml(yaml):
    """What can't be read says nothing, but is no text of the plan either."""
    found = read(f"---\ntitle: x\n{yaml}\n...\n# a")

    assert found.lines == yaml.count("\n") + 4
    assert found.values == PlanValues()


def test_drops_what_means_nothing():
    """Empty values, nested ones and wrong ones say nothing."""
    found = read("---\nowner:\nmodule: ~\ndue: soon\npriority: {a: b}\nlinks: 7\n---")

    assert found.values == PlanValues()


@pytest.mark.parametrize("word", [r"\uD800", r"\0", r"\uDFFF"])
def test_cleans_what_no_database_takes(word):
    """What YAML's escapes make is cleaned like the text itself, in every value."""
    found = read(f'---\nowner: "{word}"\nafter: ["a{word}"]\nlinks: ["trip:{word}"]\n---')

    assert found.values == PlanValues(owner="\ufffd", after=("a\ufffd",), links=("trip:\ufffd",))


def test_a_value_that_says_nothing_is_told_with_its_line():
    """As below a heading; what is known, means nothing or is no field isn't."""
    found = read('---\nowner: Ann\n"Status": frozen\ndue: none\npriority: 99\ncolour: red\n---\n')

    assert [(at, hint.split(" is")[0]) for at, hint in found.unread] == [
        (2, "A status"),
        (4, "A priority"),
    ]
    outline = read_markdown("a.md", "---\nstatus: frozen\n---\n# A\n\n**Due:** 1 Dec\n")
    assert [(one.line, one.text) for one in outline.unread] == [
        (2, "status: frozen"),
        (6, "Due: 1 Dec"),
    ]
