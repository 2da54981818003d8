"""Starting the program: as a process of its own, without rights, in a real terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORE = """\
# Core
## First  P1
Status: done
### One
## Second
### Collect the price sheets
Owner: ada

One for each departure, from the last season on.
"""
WITHOUT_RIGHTS = """\
import ctypes, os, sys
drop, override, search = 24, 1, 2
for capability in (override, search):
    ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Runs Python without the rights by which root reads and writes everything."""

MARK = "=== next command ==="
ONE_BY_ONE = """\
import json, sys
from mlv_tui.cli.main import run
for args in json.loads(sys.argv[1]):
    print(sys.argv[2], end="", flush=True)
    run(args)
"""


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        """What is in the envelope."""
        return self.json["data"]

    @property
    def error(self) -> Any:
        """The error on stderr as JSON."""
        return json.loads(self.err)["error"]


def write(path: Path, text: str | bytes) -> Path:
    """Write a file, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def argv(*args: object) -> list[str]:
    """Return what starts the program."""
    return [sys.executable, "-m", "mlv_tui", *map(str, args)]


def process(*args: object, **more: Any) -> Answer:
    """Run the program as a process of its own."""
    done = subprocess.run(argv(*args), capture_output=True, timeout=20, check=False, **more)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def process_without_rights(*args: object) -> Answer:
    """Run the program so that it may not read and write everything, even for root."""
    command = [sys.executable, "-c", WITHOUT_RIGHTS, "-m", "mlv_tui", *map(str, args)]
    done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def in_terminal(*args: object, columns: int = 100, **environment: str) -> tuple[int, str]:
    """Run the program in a pseudo-terminal; return the exit code and all that reached it."""
    return any_in_terminal(argv(*args), columns, environment)


def all_in_terminal(commands: Sequence[Sequence[object]], **environment: str) -> list[str]:
    """Run commands one after the other in one process; return what each showed."""
    lines = [[str(one) for one in args] for args in commands]
    every = [sys.executable, "-c", ONE_BY_ONE, json.dumps(lines), MARK]
    code, shown = any_in_terminal(every, 100, environment)
    assert code == 0, shown
    return shown.split(MARK)[1:]


def any_in_terminal(
    command: list[str], columns: int, environment: Mapping[str, str]
) -> tuple[int, str]:
    """Run any program in a pseudo-terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    child = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color"} | environment,
    )
    os.close(theirs)
    shown = bytearray()
    while part := read_terminal(ours):
        shown += part
    os.close(ours)
    return child.wait(10), shown.decode().replace("\r\n", "\n")


def read_terminal(end: int) -> bytes:
    """Read what a terminal shows; nothing once the other end is closed."""
    try:
        return os.read(end, 65_536)
    except OSError:
        return b""


def assert_one_sentence(answer: Answer, *words: str, code: int = 1) -> None:
    """Check that a command ended with one line for people, and no traceback."""
    assert answer.code == code, answer
    assert answer.err.startswith("mlv: "), answer
    assert answer.err.count("\n") == 1, answer
    assert answer.err.endswith(".\n"), answer
    assert "Traceback" not in answer.err
    for word in words:
        assert word in answer.err, answer
