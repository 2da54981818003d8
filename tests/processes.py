"""Python processes of a test's own, all set going at one moment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

SECONDS = 60


class Running:
    """One process that imported what it needs and waits for its sign.

    Its script has `start()`, which waits for the sign, and the arguments in `sys.argv[1:]`.
    """

    def __init__(self, script: str, *args: object) -> None:
        prelude = "import sys\ndef start():\n    print('ready', flush=True); sys.stdin.readline()\n"
        self.process = subprocess.Popen(
            [sys.executable, "-c", prelude + script, *map(str, args)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until_ready(self) -> None:
        """Wait until it waits."""
        line = self.process.stdout.readline()
        assert line == "ready\n", line + self.process.communicate(timeout=SECONDS)[1]

    def sign(self) -> None:
        """Let it go on."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> str:
        """Return what it printed; it must have ended well."""
        printed, complaint = self.process.communicate(timeout=SECONDS)
        assert self.process.returncode == 0, complaint
        return printed


def together(script: str, arguments: Sequence[Sequence[object]]) -> list[str]:
    """Run a script several times at once; return what each printed."""
    running = [Running(script, *args) for args in arguments]
    for one in running:
        one.until_ready()
    for one in running:
        one.sign()
    return [one.end() for one in running]


def alone(script: str, *args: object) -> str:
    """Run a script; return what it printed."""
    return together(script, [args])[0]
