"""Somebody's screen in a terminal of its own, whose every frame is looked at."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Final

from board import NotRun
from grounds import SLUG
from in_a_terminal import Terminal

from mlv_tui.settings import Address, Settings

TITLE: Final = re.compile(rb"tick(\d{4})")
LONGEST: Final = len("tick0000")


class Watched:
    """A screen whose terminal is read all the time.

    Attributes:
        arrived: When each numbered title came first.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.arrived: dict[int, float] = {}
        self._is_over = Event()
        self._reader = Thread(target=self._read)

    def _read(self) -> None:
        while not self._is_over.is_set():
            self.terminal.output = self.terminal.output[-LONGEST:]
            self.terminal.read(0.1)
            now = time.monotonic()
            for number in TITLE.findall(self.terminal.output):
                self.arrived.setdefault(int(number), now)

    @contextmanager
    def read_along(self) -> Iterator[None]:
        """Read until left."""
        self._reader.start()
        try:
            yield
        finally:
            self._is_over.set()
            self._reader.join()

    def used(self) -> float:
        """Return the seconds of processor time that the program used, its own and the system's."""
        try:
            told = Path(f"/proc/{self.terminal.process.pid}/task").iterdir()
            return sum(int((one / "schedstat").read_text().split()[0]) for one in told) / 1e9
        except OSError as error:
            raise NotRun("there is no /proc to measure with") from error


@contextmanager
def screen(address: Address, folder: Path, name: str) -> Iterator[Watched]:
    """Have somebody's screen on the plans, shown and following."""
    with Terminal(folder / SLUG, Settings(address, folder / name, name)) as terminal:
        terminal.until("● live")
        watched = Watched(terminal)
        with watched.read_along():
            yield watched
