"""How the program starts and ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from databases import on_sqlite
from starts import argv, process

HEAVY = "textual rich mistletoe watchfiles asyncio yaml rapidfuzz concurrent.futures"
LOADED = """\
import sys
from mlv_tui.cli.main import run
code = run(sys.argv[2:])
print(*[name for name in sys.argv[1].split() if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""
INTERRUPTED = """\
import signal, sys
from mlv_tui.__main__ import main
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, float(sys.argv.pop(1)))
main()
"""


@pytest.mark.parametrize(
    "args",
    [
        ("list", "--json"),
        ("next", "--why"),
        ("done", "4"),
        ("project", "list"),
        ("ingest",),
        ("--help",),
        ("nowhere.md",),
    ],
)
@on_sqlite
def test_a_command_loads_only_what_it_needs(mlv, core, args):
    """A start is felt: no screen, no Markdown parser, no watcher, no event loop in these."""
    mlv("ingest", core)

    done = subprocess.run(
        [sys.executable, "-c", LOADED, HEAVY, *args],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.splitlines()[-1] == ""


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("list", "--help")])
def test_help_opens_no_database(args):
    """Nor does it load one."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "peewee sqlite3", *args],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == "\n"


def test_every_exit_code_is_as_told(mlv, core):
    """0 ok, 1 error, 2 wrong usage, 3 pending or nothing, 4 not found."""
    assert mlv("ingest", core, "--preview").code == 3
    assert mlv("ingest", core).code == 0
    assert mlv("ingest", "nowhere.md").code == 1
    assert mlv("list", "--nonsense").code == 2
    assert mlv("show", 99).code == 4


def test_the_module_and_the_command_are_one(core):
    """`python -m mlv_tui` ends with the same codes."""
    assert process("ingest", core).code == 0
    assert process("show", 99).code == 4
    assert process("--version").out.startswith("mlv ")


def test_ctrl_c_while_it_starts_is_quiet(core):
    """Whenever it comes: no traceback."""
    for delay in (0.01, 0.03, 0.06, 0.1, 0.2):
        done = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, str(delay), "ingest", str(core)],
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 130)
        assert done.stderr == b""


def test_the_shell_can_complete_commands():
    """As click does it: `_MLV_COMPLETE=bash_source mlv` prints the script."""
    environment = os.environ | {
        "_MLV_COMPLETE": "bash_complete",
        "COMP_WORDS": "mlv sta",
        "COMP_CWORD": "1",
    }

    done = subprocess.run(argv(), capture_output=True, text=True, env=environment, check=True)

    assert "status" in done.stdout
