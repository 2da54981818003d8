"""What the program stands: one line per test, with its figures; exit code 1 unless all passed.

Usage: run.py [--long] [--anywhere] [--only NAME]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[1:1] = [str(TESTS), str(TESTS.parent), str(TESTS / "tui")]

from board import Scale, Test, line_of  # noqa: E402 - beside this file

ROWS = (
    ("mixed edits, sqlite", "many_writers.mixed_edits", "sqlite"),
    ("mixed edits, postgres", "many_writers.mixed_edits", "postgres"),
    ("field raced, sqlite", "many_writers.field_raced", "sqlite"),
    ("field raced, postgres", "many_writers.field_raced", "postgres"),
    ("parents raced, sqlite", "many_writers.parents_raced", "sqlite"),
    ("parents raced, postgres", "many_writers.parents_raced", "postgres"),
    ("killed", "kills.killed", None),
    ("server lost", "server_faults.server_lost", None),
    ("painted, sqlite", "latencies.painted", "sqlite"),
    ("painted, postgres", "latencies.painted", "postgres"),
    ("idle", "latencies.idle", None),
    ("same on both", "same_on_both.same_rows", None),
    ("storage faults", "storage_faults.faults", None),
    ("migrations, sqlite", "migrations_at_once.migrated", "sqlite"),
    ("migrations, postgres", "migrations_at_once.migrated", "postgres"),
    ("saves watched", "watched_saves.watched", None),
    ("terminal", "terminals.lived_through", None),
    ("backup and restore", "backups_open.backed_up", None),
    ("power cut", "power_cuts.cut", None),
    ("group and outsider", "group_rights.shared", None),
)
"""Each line's name, its function, and the kind of database it gets."""


def tests(only: str) -> Mapping[str, Test]:
    """Return those whose names hold a text, by name."""
    found: dict[str, Test] = {}
    for name, place, kind in ROWS:
        if only not in name:
            continue
        module, function = place.split(".")
        test = getattr(import_module(module), function)
        found[name] = test if kind is None else partial(test, kind)
    return found


def at_home_nowhere(folder: Path) -> None:
    """Keep this process and its children from the databases and settings of a person."""
    for name in [name for name in os.environ if name.startswith(("XDG_", "MLV_"))]:
        del os.environ[name]
    os.environ["HOME"] = str(folder / "home")
    (folder / "home").mkdir()


def main() -> int:
    """Run the tests that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="try much more of everything")
    parser.add_argument("--only", default="", help="run the tests whose names hold this")
    parser.add_argument(
        "--anywhere",
        action="store_true",
        help="exit with 0 where a line is only slow, or can't be run on this machine",
    )
    wanted = parser.parse_args()
    scale, lines, began = Scale(wanted.long), [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mlv-") as made:
        at_home_nowhere(Path(made))
        for number, (name, test) in enumerate(tests(wanted.only).items()):
            folder = Path(made, str(number))
            folder.mkdir()
            lines.append(line_of(name, test, scale, folder))
            print(lines[-1], flush=True)
            shutil.rmtree(folder, ignore_errors=True)
    passed = sum(line.has_passed for line in lines)
    print(f"{passed} of {len(lines)} passed in {time.monotonic() - began:.0f} s")
    if wanted.anywhere:
        return 1 if not lines or any(line.has_failed for line in lines) else 0
    return 0 if lines and passed == len(lines) else 1


if __name__ == "__main__":
    sys.exit(main())
