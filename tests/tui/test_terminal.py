"""The program in a real terminal: how it ends, and what is safe when it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import on_sqlite
from in_a_terminal import (
    CURSOR_SHOWN,
    LEFT_ALTERNATE_SCREEN,
    MOUSE_OFF,
    PATIENCE,
    Bare,
    Shell,
    Terminal,
)

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings


@pytest.fixture
def terminal(plans: Path, settings: Settings) -> Iterator[Terminal]:
    """The program on the sample plans, which were read before, shown and following."""
    workspace = Workspace(settings)
    workspace.read(ReadWanted((plans,)))
    workspace.close()
    with Terminal(plans, settings) as opened:
        opened.until("● live")
        yield opened


def statuses(settings: Settings) -> list[Status]:
    """The statuses of the next action's siblings, as another session sees them."""
    workspace = Workspace(settings)
    try:
        forest = workspace.forest(workspace.last_project().id)
        return [one.status for one in forest.by_id.values() if one.mine]
    finally:
        workspace.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_ends_it_in_order(terminal: Terminal, settings: Settings, name: str) -> None:
    """What was shown as done is stored, and the terminal is as it was."""
    number = signal.Signals[name]
    terminal.press("w")
    terminal.press("c")
    terminal.until("is done")

    terminal.process.send_signal(number)

    assert terminal.end() == 128 + number
    assert LEFT_ALTERNATE_SCREEN in terminal.output
    assert MOUSE_OFF in terminal.output
    assert CURSOR_SHOWN in terminal.output[terminal.output.rindex(b"\x1b[?25l") :]
    assert terminal.modes_now == terminal.modes
    assert b"Traceback" not in terminal.output
    assert statuses(settings) == [Status.DONE]


@pytest.mark.parametrize("key", ["\x03", "q"], ids=["ctrl+c", "q"])
def test_ctrl_c_and_q_end_it_in_order(terminal: Terminal, settings: Settings, key: str) -> None:
    """Ctrl+C is a key as good as `q`: nothing is lost, nothing is left behind."""
    terminal.press("w")
    terminal.press("c")
    terminal.until("is done")

    terminal.press(key)

    assert terminal.end() == 0
    assert LEFT_ALTERNATE_SCREEN in terminal.output
    assert terminal.modes_now == terminal.modes
    assert statuses(settings) == [Status.DONE]


def test_a_terminal_that_goes_away_ends_it_and_loses_nothing(
    terminal: Terminal, settings: Settings
) -> None:
    """Closing the window stops the program soon; what was shown as done is stored."""
    terminal.press("w")
    terminal.press("c")
    terminal.until("is done")

    terminal.hang_up()
    terminal.process.send_signal(signal.SIGHUP)

    terminal.process.wait(PATIENCE)
    assert statuses(settings) == [Status.DONE]


def test_a_terminal_that_goes_without_a_word_ends_it_too(plans: Path, settings: Settings) -> None:
    """Where no signal tells of its end, and it never had a size, the program ends all the same."""
    with Bare(plans, settings) as terminal:
        terminal.until("● live")
        terminal.press("w")
        terminal.press("c")
        terminal.until("is done")

        terminal.hang_up()

        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert statuses(settings) == [Status.DONE]


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_paints_again(
    plans: Path, settings: Settings
) -> None:
    """Whatever started the program; what was saved meanwhile is on the screen afterwards."""
    with Shell(plans, settings) as shell:
        shell.start()

        shell.then("\x1a", "topped")
        shell.until("$ ")

        assert LEFT_ALTERNATE_SCREEN in shell.output
        assert MOUSE_OFF in shell.output
        shell.then("stty -a; echo\n", " echo ")
        shell.until(" icanon")
        shell.until("$ ")

        plan = min(plans.glob("*.md"))
        first, rest = plan.read_text(encoding="utf-8").split("\n", 1)
        plan.write_text(f"{first}\n\n## Meanwhile\n{rest}", encoding="utf-8")
        shell.then("fg\n", "Meanwhile")
        shell.then("q", "$ ")


def test_killing_it_loses_nothing_that_was_shown(terminal: Terminal, settings: Settings) -> None:
    """Even SIGKILL right after the row ticked finds it stored."""
    terminal.press("w")
    terminal.press("c")
    terminal.until("is done")

    terminal.process.kill()

    terminal.process.wait(PATIENCE)
    assert statuses(settings) == [Status.DONE]


def test_hostile_plans_send_nothing_to_the_terminal(plans: Path, settings: Settings) -> None:
    """Escapes, colours and bidirectional overrides of a plan never reach the terminal."""
    (plans / "a.md").write_text(
        "# harmless \x1b]52;c;aGk=\x07 \x1b[31mred \x9b31m \u202e "
        "[bold]b[/] [@click=app.quit]q[/]\n\nbody \x1b]0;title\x07 \x1b[2J\n",
        encoding="utf-8",
    )
    with Terminal(plans, settings) as terminal:
        terminal.until("[bold]b[/]")
        terminal.until("● live")
        terminal.press("q")
        terminal.end()

    for sequence in ("\x1b]52;", "\x1b]0;title", "\x1b[31mred", "\x9b", "\u202e"):
        assert sequence.encode() not in terminal.output


@pytest.mark.parametrize("content", [None, b"not a database at all" * 100])
@on_sqlite
def test_a_start_that_fails_says_one_sentence(
    tmp_path: Path, settings: Settings, content: bytes | None
) -> None:
    """No plans, or a damaged database: one sentence, exit code 1, no traceback."""
    empty = tmp_path / "empty"
    empty.mkdir()
    if content is not None:
        (empty / "a.md").write_text("# A\n", encoding="utf-8")
        settings.database.write_bytes(content)
    with Terminal(empty, settings) as terminal:
        code = terminal.end()

    last = terminal.output.split(LEFT_ALTERNATE_SCREEN)[-1]
    assert code == 1
    assert b"mlv: " in last
    assert b"Traceback" not in terminal.output


def script(folder: Path, text: str) -> str:
    """Make a program that stands for an editor."""
    file = folder / "editor"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(
    ("editor", "words"),
    [("no-such-editor", "can't be started"), ("vi 'x", "EDITOR is"), ("false", "exit code 1")],
)
def test_an_editor_that_fails_is_told_and_the_screen_goes_on(
    plans: Path, settings: Settings, editor: str, words: str
) -> None:
    """`E` with an editor that isn't there, or ends badly, says so; the keys still act."""
    with Terminal(plans, settings, EDITOR=editor) as terminal:
        terminal.until("● live")
        terminal.press("E")
        terminal.until(words)
        terminal.press("q")

        assert terminal.end() == 0
        assert terminal.modes_now == terminal.modes


@pytest.mark.parametrize(("name", "code"), [("KILL", 137), ("TERM", 143)])
def test_an_editor_that_is_killed_leaves_the_terminal_as_it_was(
    plans: Path, settings: Settings, tmp_path: Path, name: str, code: int
) -> None:
    """It had changed the terminal's modes; the screen comes back, and leaves them right."""
    editor = script(tmp_path, f"stty -echo -icanon raw; kill -{name} $$; sleep 60")
    with Terminal(plans, settings, EDITOR=editor) as terminal:
        terminal.until("● live")
        terminal.press("E")
        terminal.until(f"ended with exit code {code}: SIG{name}")
        terminal.press("q")

        assert terminal.end() == 0
        assert terminal.modes_now == terminal.modes


def test_what_the_editor_saved_is_read_when_it_ends(
    plans: Path, settings: Settings, tmp_path: Path
) -> None:
    """`E` opens the plan at the cursor's line; what was written is on the screen afterwards."""
    editor = script(
        tmp_path,
        '{ head -n 1 "$2"; echo "## From line $1"; tail -n +2 "$2"; } >"$2.new"; mv "$2.new" "$2"',
    )
    with Terminal(plans, settings, EDITOR=editor) as terminal:
        terminal.until("● live")
        terminal.press("E")
        terminal.until("From line +1")


def test_notes_are_edited_in_the_editor_too(
    plans: Path, settings: Settings, tmp_path: Path
) -> None:
    """`Ctrl+e` within the notes; what it left is in them, and `Ctrl+s` saves it."""
    editor = script(tmp_path, 'printf " and out" >>"$2"')
    with Terminal(plans, settings, EDITOR=editor) as terminal:
        terminal.until("● live")
        terminal.press("N")
        terminal.until("Notes")
        terminal.press("In")
        terminal.press("\x05")
        terminal.until("In and out")
        terminal.press("\x13")
        terminal.until("are stored")


def test_ctrl_c_in_the_editor_is_the_editor_s(
    plans: Path, settings: Settings, tmp_path: Path
) -> None:
    """Interrupting the editor ends the editor; the screen comes back."""
    with Terminal(
        plans, settings, EDITOR=script(tmp_path, "echo EDITING; exec sleep 60")
    ) as terminal:
        terminal.until("● live")
        terminal.press("E")
        terminal.until("EDITING")
        terminal.press("\x03")
        terminal.until("ended with exit code")
        terminal.press("q")

        assert terminal.end() == 0


def test_a_terminal_closed_in_the_editor_leaves_no_program_behind(
    plans: Path, settings: Settings, tmp_path: Path
) -> None:
    """Closing the window while the editor is open ends both."""
    with Terminal(
        plans, settings, EDITOR=script(tmp_path, "echo EDITING; exec sleep 60")
    ) as terminal:
        terminal.until("● live")
        terminal.press("E")
        terminal.until("EDITING")

        terminal.hang_up()
        os.killpg(terminal.process.pid, signal.SIGHUP)

        assert terminal.process.wait(PATIENCE) != 0
