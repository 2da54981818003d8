"""Structured plans read into outlines: the tables of `record_cases`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest
import yaml
from record_cases import BROKEN, CHECKED, FLAT, HOSTILE, LINES, NESTED
from schema_check import fits

from mlv_tui.domain.milestone import PlanValues, Status
from mlv_tui.domain.outline import Outline
from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import read_outline, record_yaml
from mlv_tui.readers.record_schema import plan_schema

FORMATS = ("yaml", "toml", "json")


@pytest.fixture(params=["c", "python"])
def loader(request, monkeypatch):
    """Read YAML with both parsers that PyYAML may have."""
    if request.param == "python":
        monkeypatch.setattr(record_yaml, "_LOADER", yaml.BaseLoader)


def read(suffix, text):
    """Read a plan of a kind."""
    return read_outline(f"plan.{suffix}", text.encode())


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("suffix", FORMATS)
def test_reads_nested_records(suffix):
    """The same milestones of all formats, each with the line where it begins."""
    first, number, dated, second = read(suffix, NESTED[suffix]).headings

    assert [one.line for one in (first, number, dated, second)] == LINES[suffix][:4]
    assert (first.level, first.title, first.explicit_id) == (1, "First", "a")
    assert first.body == "Text of the first.\n\n  indented"
    assert number.says == PlanValues("2027", owner="ann", due="2027-01-31")
    assert (dated.level, dated.title, dated.says.status) == (2, "b: c", Status.DONE)
    assert dated.says.links == ("trip:T-1", "order:2")
    assert [one.text for one in second.prompt_starters] == ["Do this.\nAnd that.", "Short one"]
    assert [one.line for one in second.prompt_starters] == LINES[suffix][4:]


@pytest.mark.parametrize("suffix", FORMATS)
def test_reads_records_that_name_their_parents(suffix):
    """They come in tree order, in whatever order they stand in the file."""
    headings = read(suffix, FLAT[suffix]).headings

    assert [(one.level, one.title, one.explicit_id) for one in headings] == [
        (1, "Root", "7"), (2, "Child", "b"), (3, "Grandchild", "c"), (2, "Second child", ""),
        (1, "Other root", ""),
    ]  # fmt: skip
    assert headings[2].line == 2


def test_nesting_and_parent_ids_may_say_the_same():
    """A nested record may name its parent, and others may stand below it too."""
    text = "milestones:\n- {id: a, title: A, children: [{title: B, parentId: a}]}\n"

    headings = read("yaml", text + "- {title: C, parentId: a}\n").headings

    assert [(one.level, one.title) for one in headings] == [(1, "A"), (2, "B"), (2, "C")]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("suffix", "text", "line", "message", "hint"), BROKEN)
def test_refuses_what_it_can_t_read_where_it_stands(suffix, text, line, message, hint):
    """The sentence has file, line and path, and the hint says what to write."""
    with pytest.raises(PlanUnreadable) as error:
        read(suffix, text)

    assert error.value.line == line
    assert error.value.message.startswith(f"plan.{suffix}:{line}: ")
    assert message in error.value.message
    assert hint in error.value.hint


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("suffix", "text", "message"), HOSTILE, ids=range(len(HOSTILE)))
def test_survives_hostile_records(suffix, text, message):
    """Nothing is executed, built, expanded or recursed into; a short sentence tells what it is."""
    before = set(sys.modules)

    with pytest.raises(PlanUnreadable) as error:
        read(suffix, text)

    assert message in error.value.message
    assert len(error.value.message) < 400
    assert not {"antigravity", "this"} & (set(sys.modules) - before)


def test_keeps_a_safe_text_of_every_escape():
    """NUL and lone surrogates, which no database takes, become U+FFFD."""
    text = r'{"milestones": [{"title": "a\u0000\ud800", "x-\ud800": 1, "body": "\ud83d\ude42"}]}'

    heading = read("json", text).headings[0]

    assert (heading.title, heading.body) == ("a\ufffd\ufffd", "🙂")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "null", "mlv: false\nx: [1\n]\n"]
)
def test_a_plan_that_says_nothing_is_an_empty_outline(text):
    """A new file, and one that opts out, are no errors."""
    assert read("yaml", text) == Outline("plan.yaml")


def test_lines_are_those_of_an_editor():
    """What only YAML takes for line ends moves no line."""
    text = "milestones:\n- title: 'a\u2028\u2028b'\n  body: \"x\x85y 🙂\"\n- title: c\n"

    assert [one.line for one in read("yaml", text).headings] == [2, 4]


def test_titles_and_texts_say_what_they_say_in_markdown():
    """Marks and arrows count where no field says it; what is below inherits the priority."""
    text = """
priority: 4
module: Trips
milestones:
- title: "[x] Build it -> Trip (G2)"
  children: [{title: P1 below}, {title: c, priority: 2, anchor: Order}]
- title: By a list
  module: Offers
  body: "- Sync -> Offer (G8)"
"""
    build, below, own, by_list = (one.says for one in read("yaml", text).headings)

    assert (build.status, build.priority, build.anchor) == (Status.DONE, 4, "Trip (G2)")
    assert (build.anchor_origin, by_list.anchor_origin) == ("heading", "item")
    assert (below.priority, build.module, below.module) == (1, "Trips", None)
    assert (own.priority, own.anchor) == (2, "Order")
    assert (by_list.anchor, by_list.module) == ("Offer (G8)", "Offers")


def test_what_comes_first_may_be_called_by_its_id():
    """An id of the same file is found as one; a number, which could be a milestone's, by title."""
    text = """
milestones:
- {id: words, title: The words}
- {id: 12, title: The number}
- {title: c, after: [words, 12, Something else]}
"""
    after = read("yaml", text).headings[2].says.after

    assert after == ("#words", "The number", "Something else")


@pytest.mark.parametrize(("data", "is_good"), CHECKED, ids=range(len(CHECKED)))
def test_reader_and_schema_agree(data, is_good):
    """What `mlv schema` takes is read, and what it refuses is refused."""
    schema = plan_schema()

    assert fits(data, schema, schema) == is_good
    if is_good:
        read("json", json.dumps(data))
    else:
        with pytest.raises(PlanUnreadable):
            read("json", json.dumps(data))


def test_the_schema_knows_the_depth_and_the_examples():
    """Three levels fit, four don't; the tables' own plans do."""
    schema = plan_schema()
    data = json.loads(NESTED["json"])
    deep = {"title": "a"}
    for _ in range(3):
        deep = {"title": "a", "children": [deep]}

    assert fits(data, schema, schema)
    assert fits(json.loads(FLAT["json"]), schema, schema)
    assert fits({"milestones": deep["children"]}, schema, schema)
    assert not fits({"milestones": [deep]}, schema, schema)


def test_the_same_records_are_the_same_outline_in_every_format():
    """But for the lines."""
    outlines = [read(suffix, FLAT[suffix]).headings for suffix in FORMATS]

    assert len({tuple(replace(one, line=0) for one in headings) for headings in outlines}) == 1


def test_all_mistakes_are_told_at_once():
    """The first in full, the others by their lines: one save mends them all."""
    text = """
milestones:
- title: a
  due: 2026-02-31
  links: nolink
- title: b
  status: finished
- {body: x}
"""
    with pytest.raises(PlanUnreadable) as error:
        read("yaml", text)

    assert error.value.line == 4
    assert "2026-02-31 is not a day" in error.value.message
    assert error.value.message.endswith(" There are 3 more mistakes, in lines 5, 7, 8.")
