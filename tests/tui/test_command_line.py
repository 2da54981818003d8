"""Every action of the screen has a command, or a stated reason why it needs none."""

from __future__ import annotations

import click
import pytest

from mlv_tui.cli.main import mlv
from mlv_tui.tui.actions import all_actions
from mlv_tui.tui.command_line import COMMANDS, REASONS, command_for, reason_for_none

IDS = [one.id for one in all_actions()]


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
