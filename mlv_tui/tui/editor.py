"""The person's own editor, opened at a line in the screen's place."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from textual.app import App, SuspendNotSupported

from mlv_tui.errors import MlvError, SettingsInvalid
from mlv_tui.tui.signals import interrupts_for_another

_AT_COLON: Final = frozenset({"hx", "helix", "subl", "zed", "micro"})
_CODE: Final = frozenset({"code", "codium", "code-insiders", "cursor"})


_LEFT_ON: Final = "\x1b[?1l\x1b>\x1b[?1002l\x1b[>4;0m\x1b[0 q\x1b[0m"
"""Switches off what an editor that was ended may have left on: application keys, its mouse, keys
told with their modifiers, its cursor, colours."""


class TerminalGone(MlvError):
    """The terminal was closed while the editor had it."""

    code = "terminal-gone"
    exit_code = 129


def editor_command(file: str, line: int, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Make the command that opens a file at a line, from `VISUAL`, `EDITOR`, or `vi`.

    Raises:
        SettingsInvalid: If what they say is no command.
    """
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        words = shlex.split(chosen) or ["vi"]
    except ValueError as error:
        raise SettingsInvalid(f"EDITOR is “{chosen}”: {error}.", "Set it anew.") from error
    name = Path(words[0]).name
    if name in _CODE:
        return [*words, "--wait", "--goto", f"{file}:{line}"]
    if name in _AT_COLON:
        return [*words, f"{file}:{line}"]
    return [*words, f"+{line}", file]


async def edit(app: App[Any], command: Sequence[str]) -> str:
    """Run an editor in the screen's place.

    Returns:
        What went wrong with it, or "".

    Raises:
        TerminalGone: If the terminal was closed meanwhile: there is nothing to go back to.
    """
    if app.is_web:
        return "There is no terminal for an editor in a browser. Open mlv in a terminal for that."
    try:
        async with interrupts_for_another(app):
            with app.suspend():
                modes = _modes()
                # Whatever goes wrong is kept: raised in here, it would leave the screen dark.
                trouble = _run(command)
                _put_back(modes, is_calm=not trouble)
    except SuspendNotSupported:
        return "The screen can't be left here."
    return trouble


@contextmanager
def kept_in_a_file(text: str) -> Iterator[Path]:
    """Give a text a file of its own that only this person can read, for as long as it is edited."""
    with tempfile.TemporaryDirectory(prefix="mlv-") as folder:
        file = Path(folder) / "notes.md"
        file.write_text(text, encoding="utf-8")
        yield file


def _run(command: Sequence[str]) -> str:
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own editor
    except OSError as error:
        return f"{command[0]} can't be started: {error.strerror}. Set EDITOR."
    if code < 0:
        return f"{command[0]} ended with exit code {128 - code}: {signal.Signals(-code).name}."
    return f"{command[0]} ended with exit code {code}." if code else ""


def _modes() -> list[Any] | None:
    """Return the modes that the terminal has outside of programs; None if it tells none."""
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except termios.error:
        return None


def _put_back(modes: list[Any] | None, *, is_calm: bool) -> None:
    """Give a terminal its modes back: an editor that was killed leaves its own.

    Raises:
        TerminalGone: If it was closed.
    """
    if modes is None or sys.__stdin__ is None:
        return
    try:
        termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, modes)
        if not is_calm and sys.__stdout__ is not None:
            sys.__stdout__.write(_LEFT_ON)
            sys.__stdout__.flush()
    except (termios.error, OSError) as error:
        raise TerminalGone("The terminal was closed.") from error
