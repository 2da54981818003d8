"""One declaration: the bindings. The README's table is made of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from keys_table import with_table

import mlv_tui.tui
from mlv_tui.settings import KeySettings
from mlv_tui.tui.actions import all_actions
from mlv_tui.tui.commands import commands_of
from mlv_tui.tui.key_names import shown_keys
from mlv_tui.tui.key_table import key_rows
from mlv_tui.tui.keys_now import key_for, name_keys

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_has_the_table_as_it_is():
    """`make keys` writes it anew."""
    text = README.read_text(encoding="utf-8")

    assert with_table(text) == text


def test_every_action_is_in_the_table_once():
    """With its keys as people write them."""
    rows = key_rows(KeySettings())

    assert [row.action for row in rows] == [one.id for one in all_actions()]
    assert all(row.says and re.fullmatch(r"[a-z]+\.[a-z_0-9]+", row.action) for row in rows)


async def test_help_and_palette_offer_what_the_table_has(open_screen) -> None:
    """The same keys and words, on the screen that is open."""
    rows = {row.action: row for row in key_rows(KeySettings())}
    async with open_screen() as session:
        commands = commands_of(session.screen)

        assert len(commands) > 40
        for one in commands:
            assert one.says in rows[one.id].says
            assert set(one.keys) <= set(rows[one.id].keys)


def _named_in_sentences():
    """Every action and key that a sentence of the screen names."""
    call = re.compile(r"""key_for\(\s*["']([a-z._0-9]+)["'],\s*["']([^"']+)["']\s*\)""")
    entry = re.compile(r"""\(["']([a-z]+\.[a-z_0-9]+)["'], ["']([^"' .]+)["'], ["'][^"'.]+["']\)""")
    for file in (Path(mlv_tui.tui.__file__).parent).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        yield from call.findall(text)
        yield from entry.findall(text)


@pytest.mark.parametrize(("ident", "key"), sorted(set(_named_in_sentences())))
def test_a_sentence_names_a_key_that_is_declared(ident, key):
    """Where a person set another, it names that one."""
    rows = {row.action: row for row in key_rows(KeySettings())}

    assert key in rows[ident].keys
    name_keys({ident: ("f9",), **({} if ident == "go.why" else {"go.why": ()})})
    assert key_for(ident, key) == "F9"
    assert key_for("go.why", "W") in ("F9", "the palette")
    name_keys({})
    assert key_for(ident, key) == key


TEXTUAL_S = {
    "Enter chooses",
    "Enter links",
    "Enter picks",
    "Enter moves",
    "Enter opens",
    "Enter saves",
} | {
    "Tab goes",
    "→ completes",
}
"""What keys do of which nobody can set others: those of Textual's lists and inputs."""


def _sentences(file: Path) -> Iterator[str]:
    """Every text in a module that isn't a docstring."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    alone = {id(one.value) for one in nodes if isinstance(one, ast.Expr)}
    for one in nodes:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in alone:
            yield one.value


def test_no_sentence_names_a_key_that_a_person_may_have_changed():
    """`a makes one` is a lie where `a` is another key: such words come from `key_for`."""
    keys = {shown_keys(key) for one in all_actions() for key in one.keys} - {","}
    some = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    told = re.compile(rf"(?:^|[ (·“])((?:{some}) (?:(?:again|alone|there) )?[a-z]+s)\b")

    found = {
        match
        for file in Path(mlv_tui.tui.__file__).parent.rglob("*.py")
        for text in _sentences(file)
        for match in told.findall(text)
    }

    assert sorted(found - TEXTUAL_S) == []
