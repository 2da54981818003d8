"""The person's own editor."""

from __future__ import annotations

import pytest

from mlv_tui.errors import SettingsInvalid
from mlv_tui.tui.editor import editor_command


def test_an_editor_that_is_no_command_is_told_in_a_sentence() -> None:
    """A quote too many in EDITOR says so, instead of ending the program."""
    with pytest.raises(SettingsInvalid, match="EDITOR is “vi 'x”"):
        editor_command("/p/core.md", 1, {"EDITOR": "vi 'x"})


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "vim"}, ["vim", "+73", "/p/core.md"]),
        ({"EDITOR": "nano -w"}, ["nano", "-w", "+73", "/p/core.md"]),
        ({"EDITOR": "vim", "VISUAL": "code"}, ["code", "--wait", "--goto", "/p/core.md:73"]),
        ({"EDITOR": "hx"}, ["hx", "/p/core.md:73"]),
        ({"EDITOR": " "}, ["vi", "+73", "/p/core.md"]),
        ({}, ["vi", "+73", "/p/core.md"]),
    ],
)
def test_each_editor_is_told_file_and_line_in_its_own_way(environment, command) -> None:
    """`E` opens the plan where the milestone stands, whatever the editor."""
    assert editor_command("/p/core.md", 73, environment) == command
