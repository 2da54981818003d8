"""Exporting: a report, a table, and everything."""

from __future__ import annotations

import csv
import io

import pytest
from databases import ON_SERVER, rows_of
from starts import assert_one_sentence, write

REPORT = """\
# core \\*1\\*

1 of 5 milestones done (20%), 1 active, 3 open.

## Core

1/4

> Ask &lt;b>Mia&lt;/b>.
>
> Twice.

- [x] First P1 — **done** · 0/1 · P1
  - [ ] One — P1
- [ ] Second — 0/1
  - [ ] \\# \\[a\\](b) \\`c\\` \\<d\\> — **active** · owner ada · due 2026-12-01
"""


@pytest.fixture
def full(mlv, core):
    """A project with a bit of everything."""
    mlv("ingest", core)
    mlv("project", "rename", "core", "core *1*")
    mlv("edit", 1, "--notes", "Ask <b>Mia</b>.\n\nTwice.")
    mlv("edit", 5, "--title", "# [a](b) `c` <d>", "--due", "2026-12-01", "--status", "active")


@pytest.mark.usefixtures("full")
def test_a_report_reads_well_and_stays_the_same(mlv):
    """Progress, trees, states, owners, days and notes; a title is shown as it is."""
    answer = mlv("export")

    assert answer.out == REPORT
    assert mlv("export", "--format", "markdown").out == answer.out


def test_a_list_has_no_headings(mlv):
    """Where nothing stands below anything; what is detached or archived comes with --all."""
    mlv("project", "add", "tasks")
    for title in ("One", "Two"):
        mlv("add", title)
    mlv("archive", 2)

    assert mlv("export").out.splitlines()[4:] == ["- [ ] One"]
    assert mlv("export", "--all").out.splitlines()[4:] == ["- [ ] One", "- [ ] Two — archived"]


def test_what_lost_its_heading_stands_apart(mlv, core):
    """If somebody put something on it."""
    mlv("ingest", core)
    mlv("done", 3)
    write(core, "# Core\n")
    mlv("ingest", core, "--force")

    assert mlv("export").out.endswith("\n## Without a heading\n\n- [x] One — **done** · detached\n")


@pytest.mark.usefixtures("full")
def test_a_filter_chooses_what_is_in_it(mlv):
    """In the report and in the table, each below the nearest one above that is in."""
    report = mlv("export", "--filter", "status:active or core").out
    table = mlv("export", "--filter", "status:active", "--format", "csv").out

    assert "- [ ] \\# " in report
    assert "One" not in report
    assert len(list(csv.reader(io.StringIO(table, newline="")))) == 2
    assert_one_sentence_of(mlv("export", "--filter", "oddly:1"), 2)


def assert_one_sentence_of(answer, code):
    """See that it ended with a sentence, and nothing on standard output."""
    assert (answer.code, answer.out) == (code, "")
    assert "Traceback" not in answer.err


@pytest.mark.usefixtures("full")
def test_a_table_has_the_fields_of_the_json(mlv):
    """As RFC 4180 has it: line ends, quotes, and nothing that a spreadsheet carries out."""
    mlv("add", "=1+1", "--notes", '@"a",\r\n\x1b[31mb', "--owner", "-x", "--module", "a,b")
    answer = mlv("export", "--format", "csv")

    assert answer.out.endswith("\r\n")
    first, *_, last = csv.DictReader(io.StringIO(answer.out, newline=""))
    (record,) = [one for one in mlv("list", "--json").data if one["id"] == 1]
    flat = {f"{name}.{key}" for name in ("anchor", "progress") for key in ("kind", "done")}
    assert record.keys() - first.keys() == {"anchor", "progress"}
    assert flat & first.keys() == {"anchor.kind", "progress.done"}
    assert (first["id"], first["project"], first["detached"], first["due"]) == (
        "1",
        "core",
        "false",
        "",
    )
    assert (last["title"], last["owner"], last["module"]) == ("'=1+1", "'-x", "a,b")
    assert last["notes"].startswith('\'@"a",')
    assert "\x1b" not in answer.out


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("name", ["all.json", "all.csv", "all.md", "ALL.JSON"])
def test_a_file_is_written_where_none_is(mlv, tmp_path, name):
    """Its end tells the format; one that is there stays unless you say otherwise."""
    target = tmp_path / name
    answer = mlv("export", "--to", target)
    form = {"json": "json", "csv": "csv", "md": "markdown"}[name.casefold().partition(".")[2]]

    assert answer.out == f"{target} is written\n"
    printed = mlv("export", "--format", form).out
    assert target.read_bytes().decode() == printed
    target.write_text("mine")
    again = mlv("export", "--to", target)
    assert_one_sentence(again, "is there already", "--force", code=6)
    assert target.read_text() == "mine"
    forced = mlv("export", "--to", target, "--force", "--json")
    assert forced.data == {"file": str(target), "format": form}
    assert target.read_bytes().decode() == printed
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--to", "nowhere/x.md"), 6, "can't be written"),
        (("--to", "x.pdf"), 2, "tells no format"),
        (("--to", "."), 6, "is a folder"),
        (("--to", "x.json", "--project", "odd"), 4, "no project odd"),
        (("--format", "json", "--filter", "a"), 2, "JSON holds everything"),
        (("--format", "csv", "--json"), 2, "only with --to"),
        (("--format", "xml"), 2, "xml"),
    ],
)
def test_what_can_t_be_exported_is_told(mlv, tmp_path, args, code, words):
    """In one sentence, and no file is left behind."""
    answer = mlv("export", *args)

    if "--json" in args:
        assert (answer.code, words in answer.error["message"]) == (code, True)
    else:
        assert_one_sentence(answer, words, code=code)
    assert not list((tmp_path / "work").glob("*x.*"))


@pytest.mark.usefixtures("no_database")
def test_nothing_is_made_to_export_it(mlv, tmp_path):
    """Where no database is, none comes into being."""
    assert_one_sentence(mlv("export", "--format", "json"), "no projects yet")
    assert not (tmp_path / "mlv.db").exists()


@pytest.mark.usefixtures("full")
def test_everything_is_exported_as_json(mlv):
    """All projects, a row a line; with --project that one."""
    mlv("project", "add", "other")

    every, one = mlv("export", "--json"), mlv("export", "--json", "--project", "core")

    assert every.json["kind"] == "export"
    assert len(every.data["tables"]["project"]["rows"]) == 2
    assert len(one.data["tables"]["project"]["rows"]) == 1
    assert one.data["head"]["project"] == "core"
    assert every.out.isascii()


@pytest.mark.skipif(ON_SERVER, reason="it is written into behind mlv's back")
@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("moment", [-(10**17), 10**17])
def test_a_moment_that_no_calendar_has_ends_in_no_traceback(mlv, tmp_path, moment):
    """However it came into the database."""
    rows_of(tmp_path / "mlv.db", f"UPDATE milestone SET created_at = {moment}")  # noqa: S608 - ours

    assert mlv("show", "1").code == 0
    assert mlv("export", "--format", "csv").code == 0
    assert mlv("list", "--json").code == 0
