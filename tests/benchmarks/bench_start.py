"""How soon the screen is there, beside a Textual app that shows one word.

Each program runs in a real terminal of 120×36; a time is from its start to the bytes that draw a
text. Ratios are medians within one run.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROUNDS = 5
PATIENCE = 60.0
BARE = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Bare(App):\n"
    "    def compose(self):\n"
    "        yield Static('there it is')\n"
    "Bare().run()"
)


def seconds_until(command: list[str], text: str, environment: dict[str, str]) -> float:
    """Start a program in a terminal and wait for a text."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, env=environment, start_new_session=True
    )
    output = b""
    while text.encode() not in output:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(output[-500:])
        if select.select([outer], [], [], 0.01)[0]:
            output += os.read(outer, 65536)
    passed = time.perf_counter() - began
    process.kill()
    process.wait()
    os.close(outer)
    os.close(inner)
    return passed


def plan_of(headings: int) -> str:
    """Make a plan of some thousand headings."""
    return "\n".join(
        f"{'#' * (1 + (index % 10 > 0) + (index % 10 > 3))} Heading {index}\n\nSome words.\n"
        for index in range(headings)
    )


def main() -> None:
    """Measure in turns, so that a slow spell of the machine hits all alike."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "TERM": "xterm-256color", "MLV_STATE": name}
        plans = {}
        for headings in (100, 10_000):
            (folder / f"{headings}.md").write_text(plan_of(headings), encoding="utf-8")
            plans[headings] = [sys.executable, "-m", "mlv_tui", str(folder / f"{headings}.md")]
        times: dict[str, list[float]] = {}
        for turn in range(ROUNDS):
            runs = [("Textual, one word", [sys.executable, "-c", BARE], "there it is", "")]
            for headings, command in plans.items():
                new, known = f"{name}/{headings}-{turn}.db", f"{name}/{headings}.db"
                runs += [
                    (f"{headings} headings: first frame", command, " next ", known),
                    (f"{headings} headings, known: tree", command, "Heading 12", known),
                    (f"{headings} headings, new: tree", command, "Heading 12", new),
                ]
            for label, command, text, database in runs:
                took = seconds_until(command, text, {**environment, "MLV_DB": database})
                times.setdefault(label, []).append(took)
    floor = statistics.median(times["Textual, one word"])
    for label, found in times.items():
        median = statistics.median(found)
        print(f"{label:40} {median * 1000:7.0f} ms  {median / floor:5.2f}×")


if __name__ == "__main__":
    main()
