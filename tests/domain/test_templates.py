"""What may be given for the variables of a template."""

from __future__ import annotations

from datetime import date

import pytest

from mlv_tui.domain.templates import Exact, Kind, Template, Variable
from mlv_tui.errors import MlvError, ValuesWrong

TODAY = date(2026, 11, 23)
SIZE = Variable("size", Kind.CHOICE, "small", ("small", "large", "larger"))
VERSION = Variable("version", is_required=True)


def template(*variables):
    """A template that asks for these."""
    return Template("release", "built in", "Release", "", variables, "# {{ version }}\n", 9)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "  2.4   beta ", "2.4 beta"),
        (Kind.TEXT, "{{ 7*7 }}", "{{ 7*7 }}"),
        (Kind.NUMBER, "12", 12),
        (Kind.NUMBER, "-3", -3),
        (Kind.DATE, "+2w", "2026-12-07"),
        (Kind.DATE, "2027-01-31", "2027-01-31"),
        (Kind.DATE, "", ""),
        (Kind.YESNO, "Yes", True),
        (Kind.YESNO, "off", False),
        (Kind.YESNO, "", False),
    ],
)
def test_values_are_understood_as_people_type_them(kind, typed, value):
    """Days as everywhere else, blanks around don't count."""
    assert Variable("one", kind).value_of(typed, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.TEXT, "one\n# two"),
        (Kind.TEXT, "one\r# two"),
        (Kind.TEXT, "one\u2028two"),
        (Kind.TEXT, "\x1b[2J"),
        (Kind.TEXT, "x" * 501),
        (Kind.NUMBER, "1e9"),
        (Kind.NUMBER, "9999999"),
        (Kind.NUMBER, "٣"),
        (Kind.DATE, "someday"),
        (Kind.YESNO, "maybe"),
    ],
)
def test_what_is_no_such_value_is_refused(kind, typed):
    """A text is one line; a number is whole and short."""
    with pytest.raises(MlvError):
        Variable("one", kind).value_of(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "chosen"), [("small", "small"), ("S", "small"), ("large", "large"), ("", "")]
)
def test_a_choice_may_be_begun(typed, chosen):
    """Its first letters do, where they fit only one; a whole word goes before a longer one."""
    assert SIZE.value_of(typed, TODAY) == chosen


@pytest.mark.parametrize("typed", ["huge", "l"])
def test_a_choice_is_one_of_its_words(typed):
    """Else the words are told."""
    with pytest.raises(MlvError, match="small, large or larger"):
        SIZE.value_of(typed, TODAY)


def test_what_the_template_foresees_is_told_apart_from_any_text():
    """A choice and a day stand in a plan as they are."""
    values = template(SIZE, VERSION).values_of({"version": "small"}, TODAY)

    assert isinstance(values["size"], Exact)
    assert not isinstance(values["version"], Exact)


def test_everything_that_is_wrong_is_told_at_once():
    """Missing ones in one list, misspelt ones with what was meant."""
    asks = template(VERSION, Variable("who", is_required=True), SIZE)

    with pytest.raises(ValuesWrong) as told:
        asks.values_of({"verson": "2", "size": "huge"}, TODAY)

    assert told.value.message == (
        "release needs version and who. “verson” is no variable of release. "
        "Did you mean version? size: It is small, large or larger."
    )
    assert set(told.value.wrong) == {"version", "who", "verson", "size"}
    assert told.value.exit_code == 2
