"""The program in a pseudo-terminal, which is typed to, read, and closed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, ClassVar, Self

from databases import written

from mlv_tui.settings import Settings

PATIENCE = 20.0
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1000l"
CURSOR_SHOWN = b"\x1b[?25h"


class Terminal:
    """A pseudo-terminal with the program in it.

    Attributes:
        SIZE: Its lines and columns.
        CONTROLS: Whether the system sends the program a signal when it is closed.
    """

    SIZE: ClassVar = (36, 120)
    CONTROLS: ClassVar = True

    def __init__(self, plans: Path, settings: Settings, **environment: str) -> None:
        """Start the program on some plans."""
        self.output = b""
        self.plans = plans
        self._side, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", *self.SIZE, 0, 0))
        self.modes = termios.tcgetattr(inner)
        self._inner = inner
        environment = {
            **os.environ,
            **environment,
            "TERM": "xterm-256color",
            "MLV_DB": written(settings.database),
            "MLV_STATE": str(settings.state_folder),
        }
        self.process = subprocess.Popen(
            self.command(),
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment,
            start_new_session=True,
            preexec_fn=self._take if self.CONTROLS else None,  # noqa: PLW1509 - no thread
        )

    @staticmethod
    def _take() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def command(self) -> list[str]:
        """Return what runs in it."""
        return [sys.executable, "-m", "mlv_tui", str(self.plans)]

    def until(self, text: str) -> None:
        """Read until the program has written a text."""
        deadline = time.monotonic() + PATIENCE
        while text.encode() not in self.output:
            assert time.monotonic() < deadline, f"{text!r} never came: {self.output[-2000:]!r}"
            self.read(0.1)

    def read(self, seconds: float) -> None:
        """Read what there is."""
        if select.select([self._side], [], [], seconds)[0]:
            self.output += os.read(self._side, 65536)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._side, keys.encode())

    def end(self) -> int:
        """Wait for the end of the program, reading along."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "the program doesn't end"
            self.read(0.05)
        self.read(0)
        return self.process.returncode

    @property
    def modes_now(self) -> list[Any]:
        """The terminal's modes as they are."""
        return termios.tcgetattr(self._inner)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        os.close(self._inner)
        os.close(self._side)
        self._side = self._inner = -1

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program, and close what is left."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._side >= 0:
            self.hang_up()


class Bare(Terminal):
    """One without a size, of whose end the system tells nobody."""

    SIZE = (0, 0)
    CONTROLS = False


class Shell(Terminal):
    """One with a shell in it, which is ready when it says `$ `."""

    def __init__(self, plans: Path, settings: Settings, **environment: str) -> None:
        """Start the shell; the program is started by `start`."""
        super().__init__(plans, settings, PS1="$ ", ENV="", **environment)
        self.until("$ ")

    def command(self) -> list[str]:
        """Have jobs controlled."""
        return ["sh", "-i", "-m"]

    def start(self) -> None:
        """Start the program as a job of the shell, by a launcher that waits for it."""
        launcher = """sh -c '"$@"; exit $?' launcher"""
        self.press(f"{launcher} '{sys.executable}' -m mlv_tui '{self.plans}'\n")
        self.until("● live")

    def then(self, keys: str, text: str) -> None:
        """Type, and read until the answer holds a text."""
        self.output = b""
        self.press(keys)
        self.until(text)
