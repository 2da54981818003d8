"""Every action of the screen has a command, or a stated reason why it needs none."""

from __future__ import annotations

import click
import pytest

from mlv_tui.cli.main import mlv
from mlv_tui.tui.actions import all_actions
from mlv_tui.tui.command_line import COMMANDS, command_for

IDS = [one.id for one in all_actions()]

_ONLY_MOVES = "only moves the view"
_ONLY_MARKS = "only marks; a command takes several IDs, or --filter"
_ONLY_TYPES = "only helps to type; what is typed is an argument there"
_ONLY_HERE = "is about this screen only"

REASONS = {
    "app.back": _ONLY_MOVES,
    "app.pane": _ONLY_MOVES,
    "app.quit": _ONLY_HERE,
    "app.suspend": _ONLY_HERE,
    "choice": "only answers a question that a command doesn't ask",
    "detail": _ONLY_MOVES,
    "edit": _ONLY_TYPES,
    "find.next": _ONLY_MOVES,
    "find.previous": _ONLY_MOVES,
    "form": _ONLY_TYPES,
    "go.back": _ONLY_MOVES,
    "help": _ONLY_MOVES,
    "line": _ONLY_TYPES,
    "list": _ONLY_MOVES,
    "mark": _ONLY_MARKS,
    "notes": _ONLY_TYPES,
    "picker": _ONLY_TYPES,
    "project.archived": _ONLY_MOVES,
    "project.find": _ONLY_MOVES,
    "search": _ONLY_TYPES,
    "tree": _ONLY_MOVES,
    "views": _ONLY_MOVES,
}
"""Why an action, or all of a group, needs no command."""


def reason_for_none(ident: str) -> str:
    """Say why an action needs no command; "" if nobody said so."""
    return REASONS.get(ident) or REASONS.get(ident.partition(".")[0], "")


@pytest.mark.parametrize("ident", IDS)
def test_an_action_has_a_command_or_a_reason(ident):
    """What a person can do on the screen, a script can do as well."""
    assert command_for(ident) or reason_for_none(ident)


def test_only_actions_that_there_are_have_commands_and_reasons():
    """A renamed action is renamed there too."""
    groups = {one.partition(".")[0] for one in IDS}

    numbered = {one.rstrip("_123456789") for one in IDS}
    assert set(COMMANDS) <= set(IDS) | numbered
    assert set(REASONS) <= set(IDS) | groups


@pytest.mark.parametrize("line", sorted(set(COMMANDS.values())))
def test_the_command_is_there_with_its_options(line):
    """Every word of it that isn't an argument is known to the command line."""
    program, *words = line.split()
    command: click.Command = mlv
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found

    known = {name for param in command.params for name in param.opts} | {"--help"}
    assert program == "mlv"
    assert {word for word in words if word.startswith("--")} <= known
