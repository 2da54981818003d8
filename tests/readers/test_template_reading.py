"""Templates read and run: what a good one makes, and that a hostile one makes nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from mlv_tui.domain.templates import Kind, Template
from mlv_tui.errors import PlanUnreadable, TemplateInvalid
from mlv_tui.readers.escaping import escaped
from mlv_tui.readers.markdown import read_markdown
from mlv_tui.readers.template_text import rendered
from mlv_tui.readers.templates import read_template

TODAY = date(2026, 11, 23)
HEAD = """---
mlv-template: 1
title: Release
about: One version.
variables:
  - name: version
    required: no
  - {name: day, type: date, default: +2w}
  - {name: count, type: number, default: 2}
  - {name: size, type: choice, choices: [small, large], default: small}
  - {name: is_big, type: yesno, default: yes, about: whether it is}
---
"""
BAD_DEFAULT = "{name: a, type: choice, choices: [b], default: c}"
LINE = HEAD.count("\n") + 1


def template(body: str) -> Template:
    """A template with this body."""
    return read_template("release", "release.md", (HEAD + body).encode())


def text(body: str, **given: str) -> str:
    """What a template makes."""
    one = template(body)
    made = rendered(one, one.values_of(given, TODAY))
    return made.filled(made.text)


def test_front_matter_names_the_variables():
    """Name, type, default, choices, what for; without a default something has to be given."""
    one = template("# {{ version }}\n")

    assert (one.title, one.about, one.body, one.line) == (
        "Release",
        "One version.",
        "# {{ version }}\n",
        LINE,
    )
    assert [each.kind for each in one.variables] == [
        Kind.TEXT,
        Kind.DATE,
        Kind.NUMBER,
        Kind.CHOICE,
        Kind.YESNO,
    ]
    assert not any(each.is_required for each in one.variables)
    bare = b"---\nmlv-template: 1\nvariables: [{name: a}, {name: b, default: x}]\n---\n# A\n"
    assert [each.is_required for each in read_template("t", "t.md", bare).variables] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("# A\n", "no front matter"),
        ("---\nmlv-template: 1\n", "not closed"),
        ("---\na: [\n---\n", "no YAML"),
        ("---\n&a [*a]\n---\n", "no YAML"),
        ("---\n!!python/object/apply:os.system ['id']\n---\n", "no YAML"),
        ("---\ntitle: A\n---\n", "does not say `mlv-template: 1`"),
        ("---\nmlv-template: 2\n---\n", "does not say `mlv-template: 1`"),
        ("---\nmlv-template: 1\nhooks: [rm]\n---\n", "“hooks” means nothing"),
        ("---\nmlv-template: 1\nvariabels: []\n---\n", "Did you mean variables"),
        ("---\nmlv-template: 1\ntitle: [a]\n---\n", "`title`"),
        ('---\nmlv-template: 1\ntitle: "a\\e[2J"\n---\n', "`title`"),
        ("---\nmlv-template: 1\nvariables: 1\n---\n", "no list"),
        ("---\nmlv-template: 1\nvariables: [a]\n---\n", "no name"),
        ("---\nmlv-template: 1\nvariables: [{name: __class__}]\n---\n", "can't be the name"),
        ("---\nmlv-template: 1\nvariables: [{name: range}]\n---\n", "can't be the name"),
        ("---\nmlv-template: 1\nvariables: [{name: a}, {name: a}]\n---\n", "twice"),
        ("---\nmlv-template: 1\nvariables: [{name: a, type: dat}]\n---\n", "Did you mean date"),
        ("---\nmlv-template: 1\nvariables: [{name: a, type: choice}]\n---\n", "choices"),
        ("---\nmlv-template: 1\nvariables: [{name: a, choices: [b]}]\n---\n", "choices"),
        ("---\nmlv-template: 1\nvariables: [" + BAD_DEFAULT + "]\n---\n", "none of its choices"),
        ("---\nmlv-template: 1\nvariables: [{name: a, required: 3}]\n---\n", "neither yes nor"),
        ("---\nmlv-template: 1\nvariables: [{name: a, defualt: 3}]\n---\n", "mean default"),
    ],
)
def test_front_matter_that_means_nothing_is_told(head, why):
    """In a sentence that names the file and what is wrong."""
    with pytest.raises(TemplateInvalid, match=r"t\.md") as told:
        read_template("t", "t.md", f"{head}# A\n".encode())

    assert why in str(told.value)


def test_a_template_that_is_no_text_is_told():
    """As for a plan."""
    with pytest.raises(PlanUnreadable):
        read_template("t", "t.md", b"---\nmlv-template: 1\n---\n\xff\xfe\x00")


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("# {{ version }}\n", "# 2.4\n"),
        ("\n\n# A\n", "# A\n"),
        ("# A\nDue: {{ day }}\n", "# A\nDue: 2026-12-07\n"),
        ("# A\nDue: {{ day|days(-7) }}\n", "# A\nDue: 2026-11-30\n"),
        ("{% for n in range(count) %}\n## {{ n + 1 }}\n{% endfor %}\n", "## 1\n## 2\n"),
        ("{% for a in 'x, y'|items %}\n# {{ a|upper }}\n{% endfor %}\n", "# X\n# Y\n"),
        ("{% for a in [1, 2] %}{{ a }}{% if not loop.last %}, {% endif %}{% endfor %}", "1, 2\n"),
        ("{% if is_big and size == 'small' %}\n# {{ size }}\n{% endif %}\n", "# small\n"),
        ("{{ 'yes' if count > 1 else 'no' }} {{ is_big }}\n", "yes yes\n"),
        ("{{ version|default('none', true) }} {{ version ~ '!' }}\n", "2.4 2.4!\n"),
        ("{# nobody sees it #}{% raw %}{{ x }}{% endraw %}\n", "{{ x }}\n"),
    ],
)
def test_values_conditions_and_loops_are_filled_in(body, made):
    """Lines with nothing but a mark leave no line."""
    assert text(body, version="2.4") == made


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ version.format }}",
        "{{ version['x'] }}",
        "{{ version|attr('x') }}",
        "{{ version|replace('a', 'b') }}",
        "{{ self }}",
        "{{ config }}",
        "{{ cycler }}",
        "{{ lipsum() }}",
        "{{ range(3) }}",
        "{{ 'a' in range(999999999) }}",
        "{% for a in range(*[1]) %}{% endfor %}",
        "{% for a, b in version %}{% endfor %}",
        "{% for range in [1] %}{% endfor %}",
        "{% for a in range(3) recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ loop.index }}",
        "{{ verson }}",
        "{% include '/etc/passwd' %}",
        "{% extends 'a' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% call f() %}{% endcall %}",
        "{% set a = 1 %}",
        "{% block a %}{% endblock %}",
        "{% with %}{% endwith %}",
        "{% filter upper %}a{% endfilter %}",
        "{% autoescape true %}{% endautoescape %}",
        "{{ 'a' * 10 }}",
        "{{ '%9999999d' % 1 }}",
        "{{ 2 ** 9 }}",
        "{{ 'a' is string }}",
        "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
        "{{ 1" + " + 1" * 10_000 + " }}",
        "{{ " + "9" * 20_000 + " }}",
        "{{ 1|days(2) }}",
        "{{ day|days(999999999999) }}",
        "{{ ['a'] }}",
        "{{ version + 1 }}",
        "{% for a in count %}{% endfor %}",
        "{% for a in range(1000000000) %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}" * 20 + "{% endfor %}" * 20,
        "{% for a in range(9999) %}" + "x" * 9_999 + "{% endfor %}",
        "{% if %}",
        "{{ version",
        "a \U000f0000 b",
    ],
)
def test_a_hostile_template_makes_nothing(body):
    """It is told in a sentence; it reaches nothing, and doesn't go on and on."""
    with pytest.raises(TemplateInvalid, match=r"release\.md"):
        text(body, version="2.4")


def test_the_line_of_the_file_is_told():
    """Front matter counts."""
    with pytest.raises(TemplateInvalid, match=f"line {LINE + 2} "):
        text("# A\n\n{{ nobody }}\n")
    with pytest.raises(TemplateInvalid, match=f"line {LINE + 1} can't be read"):
        text("# A\n{% if %}\n")


@pytest.mark.parametrize(
    "value",
    ["{{ 7*7 }}", "{% include 'a' %}", "# A", "<!-- x", "```", "- [x] **a**", "Owner: eve", "> a"],
)
def test_a_value_is_a_text_and_nothing_else(value):
    """Wherever it stands: at the begin of a line, in a title, in a field."""
    one = template("# T {{ version }}\nModule: {{ version }}\n\n{{ version }}\n\n## Last\n")
    made = rendered(one, one.values_of({"version": value}, TODAY))

    outline = read_markdown("a.md", made.text)

    first, last = outline.headings
    assert made.filled(first.title) == f"T {value}"
    assert made.filled(first.says.module or "") == value
    assert made.filled(first.body) == value
    assert (first.says.owner, first.says.status, last.title) == (None, None, "Last")


@pytest.mark.parametrize(
    "value", ["*a* _b_", "# a #", "1. a", "<b>&amp;", "[a](b)", "`a` \\ ~~b~~"]
)
def test_an_escaped_text_is_read_as_that_text(value):
    """As a title, which takes any."""
    (heading,) = read_markdown("a.md", f"# {escaped(value)}\n").headings

    assert heading.title == value


def test_the_engine_waits_for_the_first_template():
    """A start is felt: nothing of it is imported before."""
    program = (
        "import sys, mlv_tui.services.workspace, mlv_tui.tui.screens.milestones; "
        "print([one for one in ('jinja2', 'yaml') if one in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert said.stdout == b"[]\n"
