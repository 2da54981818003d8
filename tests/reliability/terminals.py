"""The screen in real terminals: signalled, stopped, closed, its editor killed; nothing is lost."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

from board import Scale, Tally
from grounds import session
from in_a_terminal import (
    CURSOR_SHOWN,
    LEFT_ALTERNATE_SCREEN,
    MOUSE_OFF,
    Bare,
    Shell,
    Terminal,
)

from mlv_tui.domain.milestone import Status
from mlv_tui.settings import Settings

SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
GONE = 128 + signal.SIGHUP
LIMIT = 5.0
"""Seconds after which a program without a terminal should have ended."""

DRAFT_SECONDS = 1.0
"""So much of what was typed a kill may cost."""

EDITOR = "#!/bin/sh\nprintf '\\033[?1h'\nstty -echo -icanon -isig\nkill -{} $$\nsleep 60\n"
"""An editor that changes the terminal's modes, and is killed."""


def lived_through(tally: Tally, scale: Scale, folder: Path) -> None:
    """Complete a milestone, then let something happen; look at the terminal and the database."""
    times = scale.of(1, 10)
    for name, scene in SCENES.items():
        for turn in range(times):
            place = folder / f"{name}{turn}".replace(" ", "-")
            tally.wrong.extend(f"{name}: {wrong}" for wrong in scene(place))
    tally.say(f"{', '.join(SCENES)}: {times} times each")


def _settings(folder: Path) -> Settings:
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "a.md").write_text("# One\n\n# Two\n", encoding="utf-8")
    return Settings(folder / "mlv.db", folder / "state", "ada")


def _complete_one(terminal: Terminal) -> None:
    terminal.until("● live")
    terminal.press("c")
    terminal.until("is done")


def _after(name: str) -> Callable[[Path], list[str]]:
    """Return what sends a signal."""

    def scene(folder: Path) -> list[str]:
        settings, number = _settings(folder), signal.Signals[name]
        with Terminal(folder / "plans", settings) as terminal:
            _complete_one(terminal)
            terminal.process.send_signal(number)
            code = terminal.end()
            found = _is_sane(terminal) | {f"exit code {code}": code == 128 + number}
        return _wrong(found | {"not stored": _is_done(settings)})

    return scene


def _is_sane(terminal: Terminal) -> dict[str, bool]:
    output = terminal.output
    return {
        "in the alternate screen": LEFT_ALTERNATE_SCREEN in output,
        "the mouse is on": MOUSE_OFF in output,
        "no cursor": CURSOR_SHOWN in output[output.rindex(b"\x1b[?25l") :],
        "other modes": terminal.modes_now == terminal.modes,
        "a traceback": b"Traceback" not in output,
    }


def _wrong(found: dict[str, bool]) -> list[str]:
    return [wrong for wrong, holds in found.items() if not holds]


def _gone(kind: type[Terminal]) -> Callable[[Path], list[str]]:
    """Return what closes a terminal of a kind."""

    def scene(folder: Path) -> list[str]:
        settings = _settings(folder)
        with kind(folder / "plans", settings) as terminal:
            _complete_one(terminal)
            terminal.hang_up()
            began = time.monotonic()
            code = terminal.process.wait(60)
            late = time.monotonic() - began
        return _wrong(
            {
                f"exit code {code}": code == GONE,
                f"only after {late:.1f} s": late < LIMIT,
                "not stored": _is_done(settings),
            }
        )

    return scene


def _stopped(folder: Path) -> list[str]:
    """Go to the shell by Ctrl+Z, save a plan there, and come back."""
    settings = _settings(folder)
    with Shell(folder / "plans", settings) as shell:
        shell.start()
        shell.then("c", "is done")
        shell.then("\x1a", "topped")
        shell.until("$ ")
        found = {
            "in the alternate screen": LEFT_ALTERNATE_SCREEN in shell.output,
            "the mouse is on": MOUSE_OFF in shell.output,
        }
        (folder / "plans" / "a.md").write_text("# One\n\n# Two\n\n# Meanwhile\n", "utf-8")
        shell.then("fg\n", "Meanwhile")
        shell.then("q", "$ ")
        shell.then("stty -a\n", "$ ")
        found["other modes"] = all(mode in shell.output for mode in (b" icanon", b" echo "))
    return _wrong(found | {"not stored": _is_done(settings)})


def _editor_killed(name: str) -> Callable[[Path], list[str]]:
    """Return what kills the editor."""

    def scene(folder: Path) -> list[str]:
        settings, editor = _settings(folder), folder / "editor"
        editor.write_text(EDITOR.format(name), encoding="utf-8")
        editor.chmod(0o755)
        with Terminal(folder / "plans", settings, EDITOR=str(editor)) as terminal:
            _complete_one(terminal)
            terminal.press("E")
            terminal.until(f": SIG{name}")
            terminal.press("q")
            code = terminal.end()
            found = _is_sane(terminal) | {f"exit code {code}": code == 0}
            found["keys sent as for the editor"] = b"\x1b[?1l" in terminal.output
        return _wrong(found | {"not stored": _is_done(settings)})

    return scene


def _half_typed(name: str) -> Callable[[Path], list[str]]:
    """Return what ends the program over half-typed notes, and looks for them in the next one."""

    def scene(folder: Path) -> list[str]:
        settings = _settings(folder)
        with Terminal(folder / "plans", settings) as terminal:
            _complete_one(terminal)
            terminal.press("N")
            terminal.until("Notes ·")
            terminal.press("half a thought")
            terminal.until("half a thought")
            if name == "SIGKILL":
                time.sleep(DRAFT_SECONDS)
            terminal.process.send_signal(signal.Signals[name])
            terminal.end()
        with Terminal(folder / "plans", settings) as terminal:
            terminal.until("● live")
            terminal.press("N")
            terminal.until("half a thought")
        return _wrong({"not stored": _is_done(settings)})

    return scene


def _is_done(settings: Settings) -> bool:
    with session(settings.database) as opened:
        known = opened.forest(opened.last_project().id).by_id
        return [one.status for one in known.values()].count(Status.DONE) == 1


SCENES: dict[str, Callable[[Path], list[str]]] = {
    **{name: _after(name) for name in SIGNALS},
    "stopped and continued": _stopped,
    "terminal gone": _gone(Terminal),
    "gone without a signal": _gone(Bare),
    "editor killed": _editor_killed("KILL"),
    "editor ended": _editor_killed("TERM"),
    "half-typed, killed": _half_typed("SIGKILL"),
    "half-typed, hung up": _half_typed("SIGHUP"),
}
"""Each returns what is wrong after it."""
