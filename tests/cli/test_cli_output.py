"""What is printed where: pipes, full disks, terminals, encodings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import closing

import pytest
from databases import new_database, written
from starts import (
    CORE,
    MARK,
    ONE_BY_ONE,
    all_in_terminal,
    any_in_terminal,
    argv,
    assert_one_sentence,
    in_terminal,
    process,
    write,
)

from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings

HUGE = "# Plan\n" + "".join(
    f"## Milestone {n} with some words to make it long\n" for n in range(4000)
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def huge_database(tmp_path_factory):
    """What was read from a plan that prints more than any buffer holds."""
    folder = tmp_path_factory.mktemp("huge")
    with new_database(folder / "mlv.db") as address:
        with closing(Workspace(Settings(address, folder / "state", "ada"))) as session:
            session.read(ReadWanted((write(folder / "core.md", HUGE),)))
        yield address


@pytest.fixture
def huge(huge_database, monkeypatch):
    """Have that stored; it is only looked at."""
    monkeypatch.setenv("MLV_DB", written(huge_database))


def shell(command, **more):
    """Run a shell line in which `$MLV` starts the program."""
    start = " ".join(argv())
    environment = os.environ | {"MLV": start} | more
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, env=environment, timeout=20, check=False
    )


def test_json_goes_through_a_pipe(mlv, samples):
    """`mlv list --json | …` is one document on one line."""
    mlv("ingest", samples)

    answer = shell("$MLV list --json | cat")

    assert len(json.loads(answer.stdout)["data"]) == 93
    assert answer.stdout.count(b"\n") == 1


@pytest.mark.usefixtures("huge")
@pytest.mark.parametrize(
    ("flags", "wire"), [("", ""), ("--json", "2>&1"), ("", "2>&-"), ("--help", "")]
)
def test_a_closed_pipe_is_quiet(flags, wire):
    """`mlv list | head -1`, with more output than any buffer holds, says nothing on stderr."""
    answer = shell(f"$MLV list {flags} {wire} | head -c 20; echo $PIPESTATUS >&2")

    assert len(answer.stdout) == 20
    assert answer.stderr == (b"0\n" if flags == "--help" else b"141\n")


@pytest.mark.usefixtures("huge")
def test_a_closed_pipe_is_quiet_without_buffers_too():
    """As in many containers."""
    answer = shell("$MLV list | head -1; $MLV list --json | head -c 5", PYTHONUNBUFFERED="1")

    assert (answer.stdout, answer.stderr) == (b'    1 \xe2\x97\x8b Plan  (0/4000)\n{"sch', b"")


def test_a_pipe_that_was_closed_before_is_quiet_too(mlv, core):
    """Little output, that only fails when it is handed on at the end."""
    mlv("ingest", core)

    answer = shell("$MLV list | true; $MLV list --json 2>&1 | true; $MLV nowhere.md 2>&1 | true")

    assert (answer.stdout, answer.stderr) == (b"", b"")


@pytest.mark.parametrize("args", ["list", "list --json", "show 1", "next", "project list"])
def test_a_full_disk_is_said(mlv, core, args):
    """`mlv list > /dev/full`: one sentence, exit 1."""
    mlv("ingest", core)

    answer = shell(f"$MLV {args} > /dev/full")

    assert answer.returncode == 1
    assert b"The output can't be written: No space left on device." in answer.stderr
    assert answer.stderr.count(b"\n") == 1


def test_a_closed_output_is_said(mlv, core):
    """`mlv list >&-` doesn't pretend; a closed stderr stays quiet."""
    mlv("ingest", core)

    closed = shell("$MLV list >&-")
    assert closed.returncode == 1
    assert closed.stderr.startswith(b"mlv: Standard output is closed.")
    assert shell("$MLV show 99 2>&-; $MLV list 2>&- >/dev/null; echo $?").stdout == b"0\n"
    assert shell("$MLV <&- >&- 2>&-").returncode == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "", "LC_ALL": "POSIX"},
    ],
)
def test_a_poor_encoding_stops_nothing(mlv, samples, environment):
    """Every command prints; what the encoding hasn't is replaced, and JSON stays whole."""
    mlv("ingest", samples)

    every = [
        ["list"],
        ["next", "--why", "--count", "50"],
        ["show", "63"],
        ["project", "list"],
        ["done", "--dry-run", "63"],
        ["list", "--json"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, json.dumps(every), MARK],
        capture_output=True,
        env=os.environ | environment,
        check=True,
    )

    assert done.stderr == b""
    *texts, listed = done.stdout.split(MARK.encode())[1:]
    assert all(texts)
    titles = [one["title"] for one in json.loads(listed.decode("utf-8"))["data"]]
    assert "画面の文章を訳す · Translate the pages 🚧" in titles


def test_ascii_signs_stand_in(mlv, core):
    """Without the glyphs, `[x]`; without arrows, `->`."""
    write(core, "# A → b “c”\nStatus: done\nAnchor: Trip (G8-G10)\n\n## 木\n")
    mlv("ingest", core)

    answer = shell("$MLV list", PYTHONIOENCODING="ascii")

    assert answer.stdout.decode("ascii").splitlines() == [
        '    1 [x] A -> b "c"  (0/1 - -> Trip (G8-G10))',
        "    2   [ ] ?",
    ]


def test_a_poor_terminal_gets_ascii_signs(mlv, core):
    """TERM=linux has no such glyphs; so does `ascii = true` in the config."""
    mlv("ingest", core)

    assert "[x] First" in process("list", env=os.environ | {"TERM": "linux"}).out
    write(core.parents[1] / "home" / "xdg_config_home" / "mlv" / "config.toml", "ascii = true\n")
    assert "[x] First" in mlv("list").out


def test_a_pipe_gets_whole_lines_without_colour(mlv, core):
    """Titles are never cut, lines never padded, and there is no escape sequence."""
    title = "Long " * 100 + "end"
    write(core, f"# {title}\n## Short\n")
    mlv("ingest", core)

    answer = shell("$MLV list", COLUMNS="40")

    assert answer.stdout.decode().splitlines() == [f"    1 ○ {title}  (0/1)", "    2   ○ Short"]


@pytest.mark.parametrize("columns", [200, 100, 60, 30, 12])
def test_a_terminal_gets_columns_that_fit(mlv, samples, columns):
    """No line is wider than the terminal; columns begin at the same cell."""
    write(samples / "long.md", "# " + "Long " * 100 + "\n")
    mlv("ingest", samples)

    _, shown = in_terminal("list", columns=columns, NO_COLOR="1")

    lines = shown.splitlines()
    assert len(lines) == 94
    assert all(len(line) <= columns for line in lines)
    assert sum("…" in line for line in lines) >= 1
    assert columns < 60 or any("10/32" in line for line in lines)


def test_columns_stand_below_each_other(mlv, core):
    """Progress, priority, due date, anchor, module, owner."""
    write(
        core,
        "# 計画\n## Collect P1\nOwner: ada\nDue: 2026-12-04\n## Price\nModule: Trips\nOwner: ben\n",
    )
    mlv("ingest", core)

    _, shown = in_terminal("list", NO_COLOR="1")

    assert shown.splitlines() == [
        "    1 ○ 計画          0/2",
        "    2   ○ Collect P1       P1  2026-12-04         ada",
        "    3   ○ Price                            Trips  ben",
    ]


def test_colours_are_for_terminals(mlv, core):
    """There are some on a terminal; with NO_COLOR and on a dumb one there are none."""
    mlv("ingest", core)

    every = [("list",), ("show", 1), ("next",)]
    for each in all_in_terminal(every):
        assert ESCAPE.search(each)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in "".join(all_in_terminal(every, **environment))
    assert "\x1b" in in_terminal("list", NO_COLOR="")[1]


def test_a_dumb_terminal_gets_no_screen(core):
    """TERM=dumb: one sentence instead of a screen full of escapes."""
    code, shown = in_terminal(core, TERM="dumb")

    assert code == 1
    assert shown.startswith("mlv: The screen needs a terminal that can draw")
    assert "\x1b" not in shown


def test_the_screen_needs_both_ends(core):
    """`mlv core.md | cat` and `mlv core.md < file` name what works instead."""
    for wire in ("| cat", "< /dev/null", "> /dev/null"):
        script = f"{' '.join(argv(core))} {wire}"
        _, shown = any_in_terminal(["bash", "-c", script], 100, {})
        assert shown.startswith("mlv: The screen needs a terminal. Without one"), wire
        assert "\x1b" not in shown


def test_show_is_complete(mlv, core):
    """State, place, own values, links, order, notes, prompts, the plan's text, what is below."""
    write(
        core,
        "# Core\n## Collect P1\nStatus: active\nLink: trip:TR-1\nAfter: Core\nAnchor: Trip (G2)\n\n"
        "Some *text*.\n\n\tcode\n\nPrompt starter: Ask me\nabout it.\n### Below\n",
    )
    mlv("ingest", core)
    mlv("done", 2)

    shown = mlv("show", 2).out

    for words in (
        "Collect P1\ndone · 0/1 · P1 · → Trip (G2)\ncore.md:2\nin Core\nmilestone 2 · changed ",
        "\nYours\n  status: done (the plan says active)\n",
        "\nLinks\n  trip:TR-1\n",
        "\nAfter\n  Core\n",
        "\nPrompt starter\n  Ask me\n  about it.\n",
        "\nPlan\n",
        "\n  Some *text*.\n",
        "\n      code\n",
        "\nBelow\n    3 ○ Below  (P1)\n",
    ):
        assert words in shown, words


def test_next_is_readable(mlv, core):
    """What, why, and where it stands."""
    write(core, CORE + "## Now P0\n### Do it\n")
    mlv("ingest", core)

    assert mlv("next").out.splitlines() == [
        "    7 ○ Do it  (P0)",
        "      first in plan order of P0, the lowest number that can be done",
        "      core.md:11  Core › Now P0",
    ]
    assert "Skipped\n    1 Core  waits for 5 below it\n" in mlv("next", "--why").out


def test_an_edit_says_what_was(mlv, core):
    """One line a milestone, those that were so already too."""
    mlv("ingest", core)

    assert mlv("done", 3, 2).out == (
        "    3 One is now done (was open)\n    2 First P1 was done already\n"
    )


def test_a_list_of_nothing_says_so_beside_the_output(mlv, core):
    """A plan without headings: nothing on stdout, a sentence on stderr."""
    write(core, "Only text.\n")
    mlv("ingest", core)

    answer = mlv("list")

    assert (answer.code, answer.out) == (0, "")
    assert "core has no milestones to list" in answer.err
    assert_one_sentence(mlv("show", 1), code=4)
