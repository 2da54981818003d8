"""Signals to the screen in a real terminal: it ends in order, and nothing is lost."""

from __future__ import annotations

import signal
from pathlib import Path

from board import Scale, Tally
from grounds import session
from test_terminal import CURSOR_SHOWN, LEFT_ALTERNATE_SCREEN, MOUSE_OFF, Terminal

from mlv_tui.domain.milestone import Status
from mlv_tui.settings import Settings

SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")


def signalled(tally: Tally, scale: Scale, folder: Path) -> None:
    """Complete a milestone, send a signal, look at the terminal and the database."""
    times = scale.of(1, 10)
    for name in SIGNALS:
        for turn in range(times):
            for wrong in _after(signal.Signals[name], folder / f"{name}{turn}"):
                tally.wrong.append(f"{name}: {wrong}")
    for turn in range(times):
        if _when_gone(folder / f"gone{turn}"):
            tally.wrong.append("terminal gone: what was done isn't stored")
    tally.say(f"{', '.join(SIGNALS)}, terminal gone: {times} times each")


def _opened(folder: Path) -> tuple[Terminal, Settings]:
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "a.md").write_text("# One\n\n# Two\n", encoding="utf-8")
    settings = Settings(folder / "mlv.db", folder / "state", "ada")
    terminal = Terminal(folder / "plans", settings)
    terminal.until("● live")
    terminal.press("c")
    terminal.until("is done")
    return terminal, settings


def _after(number: signal.Signals, folder: Path) -> list[str]:
    opened, settings = _opened(folder)
    with opened as terminal:
        terminal.process.send_signal(number)
        code = terminal.end()
        shown = terminal.output[terminal.output.rindex(b"\x1b[?25l") :]
        found = {
            f"exit code {code}": code == 128 + number,
            "in the alternate screen": LEFT_ALTERNATE_SCREEN in terminal.output,
            "the mouse is on": MOUSE_OFF in terminal.output,
            "no cursor": CURSOR_SHOWN in shown,
            "other modes": terminal.modes_now == terminal.modes,
            "a traceback": b"Traceback" not in terminal.output,
            "not stored": _is_done(settings),
        }
    return [wrong for wrong, holds in found.items() if not holds]


def _when_gone(folder: Path) -> bool:
    opened, settings = _opened(folder)
    with opened as terminal:
        terminal.hang_up()
        terminal.process.send_signal(signal.SIGHUP)
        terminal.process.wait(20)
    return not _is_done(settings)


def _is_done(settings: Settings) -> bool:
    with session(settings.database) as opened:
        known = opened.forest(opened.last_project().id).by_id
        return [one.status for one in known.values()].count(Status.DONE) == 1
