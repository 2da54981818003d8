"""Textual's driver of terminals, which ends the program where its terminal is gone."""

from __future__ import annotations

import asyncio
import errno
import os
import select
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, Final

from textual.drivers.linux_driver import LinuxDriver

GONE: Final = 128 + signal.SIGHUP
"""The exit code of a program whose terminal was closed."""

_STANDARD: Final = (0, 1, 2)
_NO_SIZE: Final = (80, 25)
"""What Rich takes for the size of a terminal that tells none; with another, both paint for ever."""


class TerminalDriver(LinuxDriver):
    """Ends the program when its terminal is closed, also where no signal says so.

    Textual's own reads and writes for ever what isn't there any more.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Textual's takes."""
        super().__init__(*args, **options)
        self._file: Any = _Output(self._file)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start_application_mode(self) -> None:
        """Start, and watch the terminal from the first time on."""
        super().start_application_mode()
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            Thread(target=self._wait_for_its_end, name="terminal-gone", daemon=True).start()

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until there is nothing to read from."""
        try:
            super().run_input_thread()
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            self._end()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop as Textual's does, but what was started around this program, too."""
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        _stop_job(self.fileno)

    def _get_terminal_size(self) -> tuple[int, int]:
        return shutil.get_terminal_size(_NO_SIZE)

    def _wait_for_its_end(self) -> None:
        waiting = select.poll()
        # Nothing is asked for: it returns for a hang-up alone, and costs nothing until then.
        waiting.register(self.fileno, 0)
        if any(told & select.POLLHUP for _, told in waiting.poll()):
            self._end()

    def _end(self) -> None:
        let_go()
        self.exit_event.set()
        if self._loop is not None:
            with suppress(RuntimeError):  # it ends already
                self._loop.call_soon_threadsafe(self._app.exit, None, GONE)


class _Output:
    """Where frames are written; what a terminal that is gone doesn't take is dropped."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write a text."""
        self._kept_up(lambda: self._file.write(text))

    def flush(self) -> None:
        """Write what waits."""
        self._kept_up(self._file.flush)

    def fileno(self) -> int:
        """Return the file's number."""
        return self._file.fileno()

    def _kept_up(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            # Raised, it would end the thread that writes, and who waits for that for ever.
            if error.errno != errno.EIO:
                raise
            let_go()


def _stop_job(terminal: int) -> None:
    """Stop all that the shell takes for one job, else it waits for a launcher that goes on."""
    try:
        is_in_front = os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # another session's terminal
        is_in_front = False
    if is_in_front:
        os.killpg(os.getpgrp(), signal.SIGSTOP)
    else:
        os.kill(os.getpid(), signal.SIGSTOP)


def let_go() -> None:
    """Put nothing in the place of a terminal that is gone: whoever still writes to it may."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in _STANDARD:
        if _is_gone(number):
            os.dup2(nothing, number)
    os.close(nothing)


def _is_gone(number: int) -> bool:
    asking = select.poll()
    asking.register(number, 0)
    return any(told & select.POLLHUP for _, told in asking.poll(0))
