"""Files of other programs, read into milestones to be made."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.entities import parse_ref
from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.imports import FORMATS, READERS, format_of

HOME = "https://github.com/o/r"
API = "https://api.github.com/repos/o/r"


def outline(form, text):
    """Read a file; write each milestone as its key, its title, the one above and its values."""
    text = text if isinstance(text, str) else json.dumps(text)
    found = READERS[form]("file", text)
    for one in found.sketches:
        assert one.links == (one.key,)
        assert str(parse_ref(one.key)) == one.key
    return [
        (one.key, one.above, {name: str(value) for name, value in one.values.items()})
        for one in found.sketches
    ]


def issue(number, **others):
    """Return an issue as `gh issue list --json` prints it."""
    return {"number": number, "title": f"I{number}", "url": f"{HOME}/issues/{number}", **others}


GITHUB = [
    ([], []),
    ([[]], []),
    ([issue(1)], [("github:o/r#1", "", {"title": "I1"})]),
    (
        [issue(2), issue(1)],
        [("github:o/r#1", "", {"title": "I1"}), ("github:o/r#2", "", {"title": "I2"})],
    ),
    ({"number": 3, "title": " A\n b "}, [("github:#3", "", {"title": "A b"})]),
    ([issue(1, state="CLOSED")], [("github:o/r#1", "", {"title": "I1", "status": "done"})]),
    (
        [issue(1, state="closed", state_reason="not_planned", body="Why\r\n\r\nnot")],
        [
            (
                "github:o/r#1",
                "",
                {
                    "title": "I1",
                    "status": "done",
                    "notes": "Why\n\nnot\n\nClosed as not planned.",
                },
            )
        ],
    ),
    (
        [issue(1, labels=[{"name": "Priority: High"}, "bug"], assignees=[{"login": "mia"}])],
        [
            (
                "github:o/r#1",
                "",
                {
                    "title": "I1",
                    "priority": "1",
                    "owner": "mia",
                    "notes": "Labels: Priority: High, bug",
                },
            )
        ],
    ),
    (
        [issue(1, labels=["p0", "status: in-progress"], assignees=["ada", "ben"])],
        [
            (
                "github:o/r#1",
                "",
                {
                    "title": "I1",
                    "status": "active",
                    "priority": "0",
                    "owner": "ada",
                    "notes": "Labels: p0, status: in-progress\n\nAssignees: ada, ben",
                },
            )
        ],
    ),
    (
        [issue(1, milestone={"number": 7, "title": "v2", "dueOn": "2026-12-01T08:00:00Z"})],
        [
            ("github:o/r/milestone/7", "", {"title": "v2", "due": "2026-12-01"}),
            ("github:o/r#1", "github:o/r/milestone/7", {"title": "I1"}),
        ],
    ),
    (
        {
            "issues": [issue(1, milestone={"number": 7, "title": "v2"})],
            "milestones": [
                {
                    "number": 7,
                    "title": "v2",
                    "state": "closed",
                    "open_issues": 0,
                    "url": f"{API}/milestones/7",
                    "due_on": None,
                    "description": "All of it",
                }
            ],
        },
        [
            (
                "github:o/r/milestone/7",
                "",
                {"title": "v2", "status": "done", "notes": "All of it"},
            ),
            ("github:o/r#1", "github:o/r/milestone/7", {"title": "I1"}),
        ],
    ),
    (
        [[{"number": 4, "title": "PR", "pull_request": {}, "url": f"{API}/issues/4"}, issue(5)]],
        [("github:o/r#5", "", {"title": "I5"})],
    ),
]


@pytest.mark.parametrize(("content", "expected"), GITHUB, ids=range(len(GITHUB)))
def test_github_s_issues_stand_below_their_milestones(content, expected):
    """As `gh` and the REST API print them, one page or several; pull requests are passed over."""
    assert outline("github", content) == expected


def task(ident, **others):
    """Return a task as `task export` prints it."""
    return {"uuid": ident, "description": f"T {ident}", "status": "pending", **others}


TASKS = [
    ([], []),
    ([task("a")], [("taskwarrior:a", "", {"title": "T a"})]),
    (
        [task("a", status="waiting", priority="M")],
        [("taskwarrior:a", "", {"title": "T a", "priority": "2"})],
    ),
    (
        [task("a", start="20260101T000000Z")],
        [("taskwarrior:a", "", {"title": "T a", "status": "active"})],
    ),
    ([task("a", status="completed")], [("taskwarrior:a", "", {"title": "T a", "status": "done"})]),
    ([task("a", status="deleted"), task("b", status="recurring")], []),
    (
        [task("a", due="20261201T120000Z")],
        [("taskwarrior:a", "", {"title": "T a", "due": "2026-12-01"})],
    ),
    (
        [task("a", project="home.garden", tags=["x", "y"], annotations=[{"description": "Hm"}])],
        [
            ("taskwarrior:project:home", "", {"title": "home", "module": "home"}),
            (
                "taskwarrior:project:home.garden",
                "taskwarrior:project:home",
                {"title": "garden", "module": "home"},
            ),
            (
                "taskwarrior:a",
                "taskwarrior:project:home.garden",
                {"title": "T a", "module": "home", "notes": "Hm\n\nTags: x, y"},
            ),
        ],
    ),
    (
        [task("a", project="my list, too")],
        [
            (
                "taskwarrior:project:my%20list%2c%20too",
                "",
                {"title": "my list, too", "module": "my list, too"},
            ),
            (
                "taskwarrior:a",
                "taskwarrior:project:my%20list%2c%20too",
                {"title": "T a", "module": "my list, too"},
            ),
        ],
    ),
]


@pytest.mark.parametrize(("content", "expected"), TASKS, ids=range(len(TASKS)))
def test_tasks_stand_below_their_project(content, expected):
    """A project's name has parts, each below the one before; deleted tasks are passed over."""
    assert outline("taskwarrior", content) == expected


@pytest.mark.parametrize("depends", [["b", "c"], "b,c", "b, c"])
def test_a_task_waits_for_those_it_depends_on(depends):
    """As a list, or as older versions print it."""
    found = READERS["taskwarrior"]("file", json.dumps([task("a", depends=depends)]))

    assert found.sketches[0].after == ("taskwarrior:b", "taskwarrior:c")


LINES = [
    ("", []),
    ("\n  \n", []),
    ("Call Mia", [{"title": "Call Mia"}]),
    ("x Call Mia", [{"title": "Call Mia", "status": "done"}]),
    ("xylophone", [{"title": "xylophone"}]),
    ("x 2026-01-02 2026-01-01 Pay pri:B", [{"title": "Pay", "status": "done", "priority": "2"}]),
    ("(A) 2026-01-01 Pay", [{"title": "Pay", "priority": "1"}]),
    ("(Z) Pay", [{"title": "Pay", "priority": "9"}]),
    ("(a) Pay", [{"title": "(a) Pay"}]),
    (
        "Pay +home +money @desk due:2026-12-01",
        [
            {
                "title": "Pay",
                "module": "home",
                "due": "2026-12-01",
                "notes": "Projects: money\n\nContexts: desk",
            }
        ],
    ),
    ("See http://x.y/z at 12:30 + @", [{"title": "See http://x.y/z at 12:30 + @"}]),
    ("+home", [{"title": "+home", "module": "home"}]),
]


@pytest.mark.parametrize(("text", "expected"), LINES, ids=range(len(LINES)))
def test_a_line_of_todo_txt_is_a_milestone(text, expected):
    """With its priority, its day, its projects and its contexts."""
    assert [values for _, _, values in outline("todo.txt", text)] == expected


def test_a_task_without_an_id_is_known_by_its_words():
    """Done or not, whenever; the same words twice are two; `id:` goes before the words."""
    (one, other), (done,) = (
        outline("todo.txt", "(A) 2026-01-01 Pay\nPay\n"),
        outline("todo.txt", "x 2026-02-02 2026-01-01 Pay\n"),
    )
    assert one[0] == done[0]
    assert other[0] == f"{one[0]}~2"
    assert outline("todo.txt", "Pay id:7\n")[0][0] == "todo:7"


ORG = """\
#+TITLE: Demo
#+TODO: TODO REVIEW(r) | DONE(d) DROPPED
Text before.
* REVIEW [#B] Ship [[https://x.y][the thing]] and [[z]] :work:big:
  DEADLINE: <2026-12-01 Tue> SCHEDULED: <2026-11-01 Sun>
  :PROPERTIES:
  :ID: abc
  :OWNER: mia
  :CATEGORY: Trips
  :END:
  :LOGBOOK:
  CLOCK: [2026-01-01 Thu]
  :END:
  Some text.
  - more
*** DROPPED Deep
** TODO
* COMMENT Not this
** Nor this
* WAITING Plain TODO
:odd:
text
*bold* is no heading
"""


def test_an_org_outline_becomes_trees():
    """Keywords of the file's own, priority, deadline, owner and notes; comments are passed over."""
    found = outline("org", ORG)

    assert [(above, values) for _, above, values in found] == [
        (
            "",
            {
                "title": "Ship the thing and z",
                "status": "open",
                "priority": "2",
                "owner": "mia",
                "module": "Trips",
                "due": "2026-12-01",
                "notes": "  Some text.\n  - more\n\nTags: work, big",
            },
        ),
        ("org:abc", {"title": "Deep", "status": "done"}),
        ("org:abc", {"title": "(untitled)", "status": "open"}),
        (
            "",
            {
                "title": "Plain TODO",
                "status": "blocked",
                "notes": ":odd:\ntext\n*bold* is no heading",
            },
        ),
    ]
    assert READERS["org"]("file", ORG).passed_over == {"comment": 2}


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("github", "", "file:1 is no valid JSON"),
        ("github", '[\n{"number": 1,\n]', "file:3 is no valid JSON"),
        ("github", "[NaN]", "no JSON that can be read"),
        ("github", "[" * 100_000, "no JSON that can be read"),
        ("github", f'[{{"number": {"1" * 5000}}}]', "no JSON that can be read"),
        ("github", '"x"', "file is a text, where a list is wanted"),
        ("github", "[1]", r"file: \[0\] is a number, where a table is wanted"),
        ("github", '[{"title": "x"}]', r"file: \[0\]\.number is nothing, where a number is wanted"),
        ("github", '[{"number": true}]', r"\[0\]\.number is true or false"),
        ("github", '{"issues": {"a": 1}}', "file: issues is a table, where a list is wanted"),
        ("github", '[{"number": 1, "title": ["x"]}]', r"\[0\]\.title is a list, where a text"),
        ("github", '[{"number": 1, "labels": "x"}]', r"\[0\]\.labels is a text, where a list"),
        ("github", '[{"number": 1, "labels": [1]}]', r"labels\[0\] is a number, where a table"),
        ("github", '[{"number": 1, "milestone": 3}]', r"milestone is a number, where a table"),
        (
            "github",
            '[{"number": 1, "open_issues": 1, "due_on": "x"}]',
            "due_on is a text, where a date",
        ),
        ("github", json.dumps([{"number": 1}] * 20_001), "holds 20001 milestones, of 20000"),
        ("taskwarrior", '[{"description": "x"}]', r"\[0\]\.uuid is nothing"),
        ("taskwarrior", '[{"uuid": "a", "status": "odd"}]', "status is “odd”"),
        ("taskwarrior", '[{"uuid": "a", "due": "soon"}]', r"due is a text, where a moment"),
        ("taskwarrior", '[{"uuid": "a", "depends": {}}]', r"depends is a table"),
        ("todo.txt", "ok\nPay due:tomorrow\n", "file:2: “due:tomorrow” is no date"),
        ("todo.txt", "x\n" * 20_001, "of 20000 at most"),
        ("org", "* x\n" * 20_001, "of 20000 at most"),
    ],
)
def test_what_can_t_be_read_is_told_with_its_place(form, text, words):
    """The line, or the way to the value."""
    with pytest.raises(ImportInvalid, match=words) as raised:
        READERS[form]("file", text)

    assert raised.value.hint


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("org", "* " + "[" * 200_000),
        ("org", "* x " + ":a" * 100_000),
        ("org", "* [[" + "][" * 100_000),
        ("org", "* x\nDEADLINE: " + "DEADLINE: " * 20_000 + "<"),
        ("org", "* x\n" + ":A:\n" * 50_000),
        ("org", "".join(f"{'*' * at} x\n" for at in range(1, 700))),
        ("todo.txt", "a:" * 100_000),
        ("todo.txt", "(A) " * 50_000),
        ("github", json.dumps([issue(1, title="x" * 10**6, labels=["p" * 10**5] * 9)])),
    ],
    ids=range(9),
)
def test_a_hostile_file_is_read_to_its_end(form, text):
    """No line is so odd that reading it takes longer than its length: this would take hours."""
    assert outline(form, text)


def test_what_is_too_long_or_odd_still_fits():
    """A title has an end, with all of it in the notes; an id that no link holds is shortened."""
    ((key, _, values),) = outline("taskwarrior", [task("u" * 300, description="a" * 600 + "\0")])

    assert len(values["title"]) == 500
    assert values["title"].endswith("…")
    assert values["notes"] == "a" * 600 + "\ufffd"
    assert len(key) < 40


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.org", "", "org"),
        ("todo.txt", "[x] a", "todo.txt"),
        ("x", '{"schema": 1, "kind": "export", "data": {}}', "json"),
        ("x.json", '[[{"number": 1}]]', "github"),
        ("x.json", '{"milestones": []}', "github"),
        ("x.json", '[{"uuid": "1"}]', "taskwarrior"),
        ("x.json", '[{"description": "a", "entry": "b"}]', "taskwarrior"),
    ],
)
def test_a_file_tells_what_it_is(name, text, expected):
    """By its name, or by what it holds."""
    assert format_of(name, text) == expected
    assert expected in FORMATS


@pytest.mark.parametrize(("name", "text"), [("x", "# a"), ("x.json", "[]"), ("x.json", '{"a": 1}')])
def test_a_file_that_doesn_t_tell_is_asked_about(name, text):
    """All formats are named."""
    with pytest.raises(ImportInvalid, match="can't be told") as raised:
        format_of(name, text)

    assert all(one in raised.value.hint for one in FORMATS)


WORDS = [
    "uuid",
    "description",
    "status",
    "project",
    "priority",
    "due",
    "start",
    "depends",
    "annotations",
    "tags",
    "entry",
    "number",
    "title",
    "body",
    "state",
    "labels",
    "milestone",
    "assignees",
    "url",
    "html_url",
    "due_on",
    "open_issues",
    "issues",
    "milestones",
    "name",
    "login",
    "stateReason",
]
SAID = ("completed", "deleted", "closed", "P1", "20260101T000000Z", f"{HOME}/issues/3", "a.b..c")
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
tables = st.recursive(
    leaves | st.sampled_from(SAID),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner),
    max_leaves=12,
)


@given(form=st.sampled_from(["github", "taskwarrior"]), content=tables | st.lists(tables))
def test_whatever_json_holds_it_is_read_or_refused(form, content):
    """Never anything else, and a second reading is like the first."""
    text = json.dumps(content)
    with suppress(ImportInvalid):
        assert outline(form, text) == outline(form, text)


@given(st.text(st.characters() | st.sampled_from("*[]#:<>+@x\n TODO")))
def test_whatever_text_there_is_it_is_read_or_refused(text):
    """Every title is one line that isn't too long."""
    for form in ("org", "todo.txt"):
        with suppress(ImportInvalid):
            titles = [values["title"] for _, _, values in outline(form, text)]
            assert all(0 < len(title) <= 500 and "\n" not in title for title in titles)
