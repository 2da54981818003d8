"""What a start of `mlv list` costs, as ratios to bare starts of Python.

Run it as a program; medians of whole processes, measured in turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
SIZES = (1_000, 10_000)
MLV = (sys.executable, "-m", "mlv_tui")


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "python -c 'import peewee, click'": (sys.executable, "-c", "import peewee, click"),
            "mlv --version": (*MLV, "--version"),
        }
        for size in SIZES:
            database = str(ingested(Path(folder), size))
            for flags in ((), ("--json",)):
                name = " ".join(("mlv list", *flags))
                commands[f"{name}, {size:,} milestones"] = (*MLV, "list", *flags, "--db", database)
        report(measured(commands))


def ingested(folder: Path, size: int) -> Path:
    """Make a database with so many milestones."""
    plan = folder / f"plan-{size}.md"
    lines = (f"{'#' * (1 + bool(n) + bool(n % 10))} Milestone {n} of many" for n in range(size))
    plan.write_text("\n\n".join(lines), encoding="utf-8")
    database = folder / f"{size}.db"
    subprocess.run(
        [*MLV, "ingest", str(plan), "--db", str(database)], check=True, capture_output=True
    )
    return database


def measured(commands: dict[str, tuple[str, ...]]) -> dict[str, float]:
    """Return the median seconds of each command."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, env=os.environ, check=True)
            seconds[name].append(time.perf_counter() - begin)
    return {name: statistics.median(each) for name, each in seconds.items()}


def report(medians: dict[str, float]) -> None:
    """Print milliseconds and ratios."""
    bare, libraries = list(medians.values())[:2]
    width = max(map(len, medians))
    sys.stdout.write(f"{'':{width}}       ms  ÷ pass  ÷ peewee, click\n")
    for name, seconds in medians.items():
        ratios = f"{seconds / bare:7.1f} {seconds / libraries:7.1f}"
        sys.stdout.write(f"{name:{width}} {seconds * 1e3:8.0f} {ratios}\n")


if __name__ == "__main__":
    main()
