"""Laws of structured plans: in any format and form the same records are the same plan."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mlv_tui.domain.outline import parents
from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import read_outline

SIGNS = "abzß日🙂 0129'\"\\#:,.=-[]{}|&*!%@`~"
WORDS = st.text(SIGNS, min_size=1, max_size=12).map(lambda text: " ".join(text.split()) or "x")
TEXTS = st.text(SIGNS + "\n\t", max_size=30)
FIELDS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "body": TEXTS,
        "status": st.sampled_from(["open", "active", "blocked", "done"]),
        "priority": st.integers(0, 9),
        "module": WORDS,
        "owner": WORDS,
        "due": st.dates().map(str),
        "links": st.lists(st.sampled_from(["trip:1", "order:B-2"]), min_size=1, max_size=2),
        "promptStarters": st.lists(TEXTS.filter(str.strip), min_size=1, max_size=2),
    },
)


def with_children(children):
    """Let records have some below them."""
    return st.builds(
        lambda one, below: one | {"children": below} if below else one,
        FIELDS,
        st.lists(children, max_size=3),
    )


PLANS = st.lists(with_children(with_children(FIELDS)), min_size=1, max_size=4)


def flat(records, above=None):
    """Give nested records an id each, and name their parents by it, level by level."""
    found, below = [], []
    for at, one in enumerate(records):
        ident = f"{above or 'r'}.{at}"
        own = {key: value for key, value in one.items() if key != "children"}
        found.append(own | {"id": ident} | ({"parentId": above} if above else {}))
        below.extend(flat(one.get("children", []), ident))
    return below + found


def as_toml(value):
    """Write a value as TOML writes it within a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def in_tables(records, name="milestones"):
    """Write records as TOML's tables."""
    lines = []
    for one in records:
        own = {key: value for key, value in one.items() if key != "children"}
        lines += [f"[[{name}]]", *(f"{key} = {as_toml(value)}" for key, value in own.items())]
        lines += in_tables(one.get("children", []), f"{name}.children")
    return lines


def as_yaml(plan):
    """Write a plan as YAML."""
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, width=40)


def headings(name, text):
    """Read a plan; leave out where it says what."""
    found = read_outline(name, text.encode()).headings
    return [
        replace(one, line=0, prompt_starters=tuple(replace(p, line=0) for p in one.prompt_starters))
        for one in found
    ]


def tree(records, level=1):
    """Give the levels, titles and statuses of nested records in tree order."""
    for one in records:
        yield level, one["title"], one.get("owner"), one.get("due")
        yield from tree(one.get("children", []), level + 1)


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_the_same_records_are_the_same_plan(records):
    """YAML, TOML and JSON, nested and by parent ids: the outline is that of the records."""
    plan = {"mlv": 1, "milestones": records}
    tables = "\n".join(["mlv = 1", *in_tables(records)])
    written = [
        headings("p.json", json.dumps(plan)),
        headings("p.json", json.dumps(plan, indent=1, ensure_ascii=False)),
        headings("p.yaml", as_yaml(plan)),
        headings("p.toml", tables),
        headings("p.toml", f"milestones = {as_toml(records)}"),
    ]
    by_parents = {"milestones": flat(records)}
    tied = [
        headings("p.json", json.dumps(by_parents)),
        headings("p.yaml", as_yaml(by_parents)),
        headings("p.toml", "\n".join(in_tables(by_parents["milestones"]))),
    ]

    said = [(one.level, one.title, one.says.owner, one.says.due) for one in written[0]]
    assert said == list(tree(records))
    assert all(one == written[0] for one in written)
    assert all([replace(one, explicit_id="") for one in each] == written[0] for each in tied)
    assert all(one == tied[0] for one in tied)
    assert len({one.explicit_id for one in tied[0]}) == len(said)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)), st.lists(st.integers(-1, 6), min_size=7, max_size=7))
def test_any_parents_are_a_tree_or_an_error(order, wanted):
    """Records in any order, with any parents: the tree that they say, or a line that is wrong."""
    records = [
        {"id": f"i{one}", "title": f"t{one}"}
        | ({"parentId": f"i{wanted[one]}"} if wanted[one] >= 0 else {})
        for one in order
    ]

    depth = _depth(wanted)
    text = json.dumps({"milestones": records}, indent=0)

    if depth is None or depth > 3:
        with pytest.raises(PlanUnreadable, match=r"^p\.json:[0-9]+: milestones\["):
            headings("p.json", text)
        return

    found = headings("p.json", text)
    titles = [one.title for one in found]
    above = parents([one.level for one in found])
    assert sorted(titles) == sorted(record["title"] for record in records)
    assert [wanted[int(title[1:])] for title in titles] == [
        -1 if at is None else int(titles[at][1:]) for at in above
    ]


def _depth(wanted):
    """Return how many levels there are; None for a circle."""
    deepest = 0
    for one in range(len(wanted)):
        level, at = 1, one
        while wanted[at] >= 0:
            level, at = level + 1, wanted[at]
            if level > len(wanted):
                return None
        deepest = max(deepest, level)
    return deepest


MATTER = st.lists(
    st.sampled_from(
        ["milestones", "title", "mlv", "id", ":", " ", "\n", "- ", "[", "]", "{", "}", "[[", "]]",
         "=", '"', "'", '"""', "'''", "\\", "#", ",", ".", "1", "a", "null", "|\n", ">", "? ",
         "&a ", "*a", "!!", "\t", "\x85", "é", "\x1b", "%YAML 1.", "9" * 5000]
    )
    | st.text(max_size=2)
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["yaml", "toml", "json"]), MATTER, st.booleans())
def test_any_text_is_an_outline_or_unreadable(suffix, text, is_begun):
    """Nothing else is raised, and a line that is told is one of the text's."""
    begun = {"yaml": "milestones:\n- ", "toml": "[[milestones]]\n", "json": '{"milestones": ['}
    whole = (begun[suffix] if is_begun else "") + text

    lines = whole.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    told = read_or_told(f"p.{suffix}", whole.encode(errors="replace"))

    assert all(1 <= line <= lines for line in told)


def read_or_told(name, data):
    """Return the lines of what is read, or the line that isn't."""
    try:
        return [one.line for one in read_outline(name, data).headings]
    except PlanUnreadable as error:
        return [error.line] if error.line else []
