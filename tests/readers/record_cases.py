"""Structured plans as tables: what is read of them, and what is refused, where and how."""

from __future__ import annotations

from typing import Any, Final

NESTED: Final = {
    "yaml": """\
# A comment.
mlv: 1
owner: ann
milestones:
  - id: a
    title: First
    body: |

      Text of the first.

        indented
    children:
      - title: 2027
        due: 2027-01-31
      - {title: "b: c", status: Done, links: [trip:T-1, order:2]}
  - title: Second
    promptStarters:
      - |
        Do this.
        And that.
      - Short one
""",
    "toml": """\
# A comment.
mlv = 1
owner = "ann"

[[milestones]]
id = "a"
title = "First"
body = '''

Text of the first.

  indented
'''
[[milestones.children]]
title = 2027
due = 2027-01-31
[[milestones.children]]
title = "b: c" # not a = "comment"
status = "Done"
links = [
  "trip:T-1", "order:2",
]

[[milestones]]
title = "Second"
promptStarters = [
  \"\"\"
Do this.
And that.\"\"\",
  "Short one",
]
""",
    "json": """\
{
  "mlv": 1,
  "owner": "ann",
  "milestones": [
    {
      "id": "a", "title": "First",
      "body": "\\nText of the first.\\n\\n  indented\\n",
      "children": [
        {"title": 2027,
         "due": "2027-01-31"},
        {"title": "b: c", "status": "Done", "links": ["trip:T-1", "order:2"]}
      ]
    },
    {"title": "Second", "promptStarters": [
      "Do this.\\nAnd that.\\n",
      "Short one"
    ]}
  ]
}
""",
}
LINES: Final = {
    "yaml": [5, 13, 15, 16, 19, 21],
    "toml": [5, 14, 17, 24, 28, 30],
    "json": [5, 9, 11, 14, 15, 16],
}
"""Of the four milestones and the two prompt starters."""

FLAT: Final = {
    "yaml": """\
milestones:
  - {title: Grandchild, parent_id: b, id: c}
  - title: Root
    id: 7
  - {title: Child, parentId: 7, id: b}
  - {title: Other root}
  - {title: Second child, parentId: 7}
""",
    "toml": """\
milestones = [
  {title = "Grandchild", parent_id = "b", id = "c"},
  {title = "Root", id = 7},

  {title = "Child", parentId = 7, id = "b"},
  {title = "Other root"}, {title = "Second child", parentId = "7"},
]
""",
    "json": """\
{"milestones": [
  {"title": "Grandchild", "parent_id": "b", "id": "c"},
  {"title": "Root", "id": 7}, {"title": "Child", "parentId": 7, "id": "b"},
  {"title": "Other root"},
  {"title": "Second child", "parentId": "7"}]}
""",
}

BROKEN: Final[list[tuple[str, str, int | None, str, str]]] = [
    ("yaml", "milestones:\n- title: a\n  priority: 12\n", 3,
     "milestones[0].priority: 12 is not a number from 0 to 9.", "Write 0, the most urgent, to 9"),
    ("json", '{"milestones": [\n{"title": "a"},\n{"title": "b",\n"priority": 12}]}', 4,
     "milestones[1].priority: 12 is not", "0, the most urgent"),
    ("toml", "[[milestones]]\ntitle = 'a'\n[[milestones.children]]\ntitle = 'b'\npriority = 12\n",
     5, "milestones[0].children[0].priority: 12 is not", "0, the most urgent"),
    ("toml", "milestones = [\n # {\n {title = 'a'}, {title = 'b', priority = 12},\n]\n", 3,
     "milestones[1].priority: 12 is not", "0, the most urgent"),
    ("yaml", "milestones:\n- title: a\n  priority: hihg\n", 3, "priority: hihg", "mean high"),
    ("yaml", "milestones:\n- title: a\n  status: dnoe\n", 3, "status: dnoe", "mean done"),
    ("yaml", "milestones:\n- title: a\n  due: tomorrow\n", 3, "tomorrow is not a date",
     "2027-01-31"),
    ("yaml", "milestones:\n- title: a\n  due: 2027-02-30\n", 3, "no", "2027-01-31"),
    ("toml", "[[milestones]]\ntitle='a'\ndue = 2027-01-31T10:00:00Z\n", 3, "is not a date", "2027"),
    ("yaml", "milestones:\n- title: a\n  links: [a:1, TR 42]\n", 3, "links[1]: TR 42 is not a link",
     "kind:id"),
    ("yaml", "milestones:\n- title: a\n  id: a b\n", 3, "id: a b is not an id", "64 letters"),
    ("yaml", "milestones:\n- title: a\n  owner: [x]\n", 3, "owner: a list is no text", "one text"),
    ("yaml", "milestones:\n- title: a\n  body: {x: 1}\n", 3, "body: a table is no text",
     "one text"),
    ("yaml", "milestones:\n- title: true\n", 2, "title: true is no text", 'Write "true"'),
    ("yaml", "milestones:\n- title: ' '\n", 2, "title: there is no text", "what it is called"),
    ("yaml", "milestones:\n- title:\n", 2, "title: there is no text", "what it is called"),
    ("yaml", "milestones:\n- owner: a\n", 2, "milestones[0].title: it is missing", "called"),
    ("yaml", "milestones:\n- a\n- b\n", 2, "milestones[0]: this is no milestone", "Write `title"),
    ("yaml", "milestones: {a: 1}\n", 1, "milestones: this is no list", "Write a list"),
    ("yaml", "milestones:\n- title: a\n  after: {a: b}\n", 3, "after: a table is no text", "one"),
    ("yaml", "milestones:\n- title: a\n  prioritty: 1\n", 3, "milestones[0].prioritty: this key",
     "Did you mean priority?"),
    ("yaml", "milestones:\n- title: a\n  childs:\n  - title: b\n", 3, "childs: this key is unknown",
     "children"),
    ("yaml", "version: 1\nmilestones: []\n", 1, "version: this key is unknown", "x-"),
    ("yaml", "milestones:\n- title: a\n  parentId: b\n  parent_id: b\n", 4,
     "`parentId` says the same", "Keep one"),
    ("yaml", "mlv: 2\nmilestones: []\n", 1, "mlv: this version", "a newer mlv"),
    ("yaml", "- title: a\n", 1, "a plan is a table", "milestones:"),
    ("yaml", "title: a\n", 1, "there are no `milestones`", "mlv: false"),
    # Trees.
    ("yaml", "milestones:\n- {id: ab, title: a}\n- {title: b, parentId: abc}\n", 3,
     "milestones[1].parentId: no milestone here has the id abc.", "Did you mean ab?"),
    ("yaml", "milestones:\n- {id: a, title: a}\n- {id: a, title: b}\n", 3,
     "milestones[1].id: a is the id of milestones[0] too, in line 2.", "its own"),
    ("yaml", "milestones:\n- {id: a, title: A, parentId: b}\n- {id: b, title: B, parentId: a}\n", 2,
     "these stand below each other: a → b.", "no parent"),
    ("yaml", "milestones:\n- {id: a, title: A, parentId: a}\n", 2, "each other: a.", "no parent"),
    ("yaml", ("milestones:\n- {id: z, title: Z, parentId: a}\n- {id: a, title: A, parentId: b}\n"
              "- {id: b, title: B, parentId: a}\n"), 3,
     "milestones[1].parentId: these stand below each other", "no parent"),
    ("yaml", ("milestones:\n- {id: a, title: A}\n- title: B\n  children:\n  - title: C\n"
              "    parentId: a\n"), 5,
     "milestones[1].children[0].parentId: it stands below B, and names a", "the same"),
    ("yaml", ("milestones:\n- title: A\n  children:\n  - title: B\n    children:\n"
              "    - title: C\n      children:\n      - title: D\n"), 8,
     "milestones[0].children[0].children[0].children[0]: it stands on level 4", "body of C"),
    # Formats.
    ("yaml", "milestones:\n- title: a\n  title: b\n", 3,
     "title: it stands here twice, first in line 2", "Keep one"),
    ("json", '{"milestones": [{"title": "a",\n"title": "b"}]}', 2, "it stands here twice", "Keep"),
    ("toml", "mlv = 1\nmlv = 1\n", 2, "no valid TOML", "Mend"),
    ("yaml", "milestones:\n- title: a: b\n", 2, "no valid YAML", "quotes"),
    ("yaml", "milestones: [\n", 2, "no valid YAML", "bracket"),
    ("json", '{"milestones": [\n{"title": "a",}\n]}', 2, "no valid JSON", "Mend"),
    ("json", '{"milestones": [{"title": "a"},]}', 1, "in column 32: a comma before ]", "Mend"),
    ("yaml", "milestones:\n- <<: {title: a}\n", 2, "the merge key << is refused", "Write out"),
    ("json", '{"milestones": [{"title": NaN}]}', 1, "NaN is no JSON", "null"),
    ("json", '{"milestones": [{"title": -Infinity}]}', 1, "-Infinity is no JSON", "null"),
    ("toml", "[[milestones]]\ntitle = \n", 2, "no valid TOML", "Mend"),
    ("toml", "[[milestones]\n", 1, "no valid TOML", "Mend"),
    ("yaml", "milestones: []\n---\nmilestones: []\n", 2, "a second YAML document", "own file"),
    ("yaml", "milestones:\n- title: a\x1b[31m\n", 2, "the control character U+001B", "escape"),
]  # fmt: skip
"""Suffix, text, line, part of the message, part of the hint."""

_BOMB: Final = "a: &a [x, x]\n" + "".join(
    f"k{at}: &k{at} [*{'a' if at == 0 else f'k{at - 1}'}, *{'a' if at == 0 else f'k{at - 1}'}]\n"
    for at in range(30)
)
HOSTILE: Final[list[tuple[str, str, str]]] = [
    (
        "yaml",
        "milestones:\n- !!python/object/apply:os.system [touch /nowhere]\n",
        "tag !!python/obj",
    ),
    ("yaml", "!!python/name:os.system x", "tag !!python/name:os.system"),
    ("yaml", "!!binary aGk=", "tag !!binary"),
    ("yaml", "!<tag:example.org,2002:x> a", "tag tag:example.org,2002:x"),
    ("yaml", _BOMB, "alias *a"),
    ("yaml", "milestones: &m\n- *m\n", "alias *m"),
    ("yaml", "base: &b {title: a}\nmilestones:\n- <<: *b\n", "alias *b"),
    ("yaml", "[" * 100_000, "20 deep"),
    ("yaml", "- " * 100_000, "20 deep"),
    ("yaml", "{" * 100_000, "no key"),
    ("yaml", "? " * 100_000, "no key"),
    ("yaml", 'a: "\\UFFFFFFFF"', "no valid YAML"),
    ("yaml", "%YAML 1." + "9" * 5000 + "\n--- a", "no valid YAML"),
    ("json", "[" * 100_000, "20 deep"),
    ("json", '{"a":' * 100_000, "20 deep"),
    ("json", "[" * 25 + "]" * 25, "20 deep"),
    ("json", "[" * 4_000 + "]" * 4_000, "20 deep"),
    ("json", '"' + "\\" * 1_000_001, "no valid JSON"),
    ("json", '{"milestones": [{"title": "a", "priority": ' + "9" * 100_000 + "}]}", "…"),
    ("toml", "a = " + "[" * 100_000, "20 deep"),
    ("toml", "a = " + "{a = " * 100_000, "20 deep"),
    ("toml", ".".join("a" * 100_000) + " = 1", "20 deep"),
    ("toml", "[" + ".".join("a" * 100_000) + "]", "20 deep"),
    ("toml", "a " * 100_000 + "= 1", "20 deep"),
    ("toml", "a = " + "9" * 100_000, "a number is too long"),
    ("toml", "a = 0x" + "f" * 100_000, "a number is too long"),
    ("toml", "a = '''" * 100_000, "no valid TOML"),
    ("toml", 'a = """\\' * 100_000, "no valid TOML"),
]
"""Suffix, text, part of the message."""

CHECKED: Final[list[tuple[Any, bool]]] = [
    ({"milestones": []}, True),
    ({"milestones": None}, True),
    ({"mlv": 1, "title": "x", "milestones": [{"title": "a", "x-own": [1, {"b": None}]}]}, True),
    ({"mlv": False}, True),
    ({"mlv": False, "foo": 1, "milestones": 3}, True),
    ({"mlv": 1.0, "milestones": []}, True),
    ({"mlv": 1.5, "milestones": []}, False),
    ({"milestones": [{"title": "a", "parentId": "", "parent_id": ""}]}, False),
    ({"mlv": 2, "milestones": []}, False),
    ({}, False),
    ([], False),
    ({"milestones": [{}]}, False),
    ({"milestones": ["a"]}, False),
    ({"milestones": [{"title": " "}]}, False),
    ({"milestones": [{"title": None}]}, False),
    ({"milestones": [{"title": True}]}, False),
    ({"milestones": [{"title": 1.5}]}, True),
    ({"milestones": [{"title": "x" * 1000}]}, True),
    ({"milestones": [{"title": "x" * 1001}]}, False),
    ({"milestones": [{"title": "a", "childs": []}]}, False),
    ({"milestones": [{"title": "a", "children": {}}]}, False),
    ({"milestones": [{"title": "a", "children": [{"title": "b", "children": []}]}]}, True),
    ({"owner": "a", "after": ["b"], "milestones": [{"title": "a"}]}, True),
    *(
        ({"milestones": [{"title": "a", key: value}]}, is_good)
        for key, value, is_good in [
            ("id", "a-1", True), ("id", 12, True), ("id", "", True), ("id", None, True),
            ("id", "a b", False), ("id", -1, False), ("id", "x" * 65, False), ("id", [], False),
            ("status", "open", True), ("status", "Done", True), ("status", None, True),
            ("status", "frozen", False), ("status", 1, False), ("status", ["open"], False),
            ("priority", 0, True), ("priority", 9, True), ("priority", "P3", True),
            ("priority", "High", True), ("priority", "4", True), ("priority", "", True),
            ("priority", 10, False), ("priority", -1, False), ("priority", "P10", False),
            ("priority", True, False), ("priority", 1.5, False),
            ("priority", 1.0, True), ("priority", 1e1, False), ("priority", "1.0", False),
            ("module", "Trips", True), ("module", "x" * 201, False), ("module", {}, False),
            ("anchor", "Trip (G2)", True), ("owner", 7, True), ("owner", False, False),
            ("due", "2027-01-31", True), ("due", "31.1.2027", False), ("due", 20270131, False),
            ("links", "trip:1", True), ("links", ["trip:1", None], True), ("links", [], True),
            ("links", "trip", False), ("links", ["trip:1", 2], False), ("links", {}, False),
            ("links", ["a:1"] * 101, False), ("after", "b", True), ("after", ["b", 3], True),
            ("after", [["b"]], False), ("promptStarters", ["a", "b"], True), ("body", "x", True),
            ("prompt_starters", "a", True), ("promptStarters", [{}], False), ("body", [], False),
        ]
    ),
]  # fmt: skip
"""Plans as data, and whether reader and schema take them."""
