"""Processes of the tests' own, which can be signalled, listened to and killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent
SECONDS = 120.0
"""After which a child that should have said something has failed."""


class Child:
    """One process that runs a function of `writers.py` or another module beside this one.

    It says `ready`, then waits for its first sign.
    """

    def __init__(self, module: str, *args: object) -> None:
        paths = [str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / f"{module}.py"), *map(str, args)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
            text=True,
        )
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self._has_ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()

    def until(self, holds: Callable[[list[str]], bool], seconds: float = SECONDS) -> bool:
        """Wait until its lines fulfil a condition; tell whether they do."""
        with self._changed:
            self._changed.wait_for(lambda: holds(self.lines) or self._has_ended, seconds)
            return holds(self.lines)

    def until_lines(self, count: int, seconds: float = SECONDS) -> None:
        """Wait until it has said so many lines."""
        if not self.until(lambda lines: len(lines) >= count, seconds):
            raise AssertionError("a child is silent: " + " / ".join(self.lines[-12:]))

    def sign(self, text: str = "") -> None:
        """Let it go on, with something to do."""
        assert self.process.stdin
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()

    def kill(self) -> list[str]:
        """End it at once; return what it said until then."""
        self.process.kill()
        return self._rest()

    def end(self, seconds: float = SECONDS) -> list[str]:
        """Wait for its end, which must be a good one; return what it said."""
        self.process.wait(seconds)
        lines = self._rest()
        if self.process.returncode:
            raise AssertionError("a child failed: " + " / ".join(lines[-12:]))
        return lines

    def _rest(self) -> list[str]:
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        return self.lines

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running."""
        self.kill()


@contextmanager
def children(module: str, arguments: Sequence[Sequence[object]]) -> Iterator[list[Child]]:
    """Have several, all ready for their sign."""
    made = [Child(module, *each) for each in arguments]
    try:
        for child in made:
            child.until_lines(1)
            if child.lines[0] != "ready":
                raise AssertionError("a child failed: " + " / ".join(child.kill()[-12:]))
        yield made
    finally:
        for child in made:
            child.kill()


def stored_in(lines: Sequence[str]) -> list[int]:
    """Return the change sets that a child told of, in its order."""
    return [int(line.split()[1]) for line in lines if line.startswith("stored ")]


def failures_in(lines: Sequence[str]) -> list[str]:
    """Return what else it told."""
    usual = ("ready", "stored ", "same", "told", "worst ", "seen ")
    return [line for line in lines if not line.startswith(usual)]
