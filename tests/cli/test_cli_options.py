"""Options, exit codes and help."""

from __future__ import annotations

import os

import pytest
from starts import CORE, assert_one_sentence, write

from mlv_tui.cli.groups import COMMANDS

WITHOUT_PROJECT = ("backup", "doctor", "migrate", "schema")
"""Commands about the whole database, or none; they take --project and mind it as little as
`config` does."""


def database_bytes(tmp_path):
    """Return everything the database's files hold, its shared memory aside."""
    files = sorted(tmp_path.glob("mlv.db*"))
    return {file.name: file.read_bytes() for file in files if not file.name.endswith("-shm")}


@pytest.mark.parametrize(
    "args",
    [
        ("--db", "{db}", "list", "--json"),
        ("list", "--db", "{db}", "--json"),
        ("--db={db}", "--json", "list"),
        ("--json", "--project=core", "list", "--db={db}"),
        ("--project", "core", "--json", "--db", "{db}", "list"),
    ],
)
def test_options_stand_before_or_after_the_command(mlv, core, tmp_path, args):
    """`mlv --db FILE list` is `mlv list --db FILE`."""
    db = tmp_path / "other.db"
    mlv("ingest", core, "--db", db)

    answer = mlv(*(one.format(db=db) for one in args))

    assert len(answer.data) == 5


@pytest.mark.parametrize(
    "args", [("--json", "project", "list"), ("project", "--json", "list"), ("project", "--json")]
)
def test_options_stand_before_a_command_of_two_words(mlv, core, args):
    """`mlv --json project list` too; `mlv project` alone lists them."""
    mlv("ingest", core)

    assert mlv(*args).data[0]["slug"] == "core"


@pytest.mark.usefixtures("no_database")
def test_the_option_wins_over_the_environment_and_that_over_the_config(mlv, core, tmp_path):
    """--db, then MLV_DB, then the config file."""
    config = write(tmp_path / "home" / "xdg_config_home" / "mlv" / "config.toml", "")
    config.write_text('database = "third.db"\n')

    mlv("ingest", core, "--db", tmp_path / "first.db")
    assert (tmp_path / "first.db").exists()
    assert not (tmp_path / "mlv.db").exists()

    mlv("ingest", core)
    assert (tmp_path / "mlv.db").exists()

    del os.environ["MLV_DB"]
    mlv("ingest", core)
    assert config.with_name("third.db").exists()


def test_an_empty_db_is_refused(mlv, core):
    """`--db "$UNSET"` doesn't write to the user's own database."""
    assert_one_sentence(mlv("ingest", core, "--db", ""), "--db is empty")


def test_a_server_that_is_not_there_is_told_without_its_password(mlv):
    """The sentence says what can be done, and repeats no secret."""
    answer = mlv("list", "--db", "postgresql://ada:secret@127.0.0.1:1/mlv")

    assert_one_sentence(answer, "postgresql://ada@127.0.0.1:1/mlv", "can't be reached")
    assert "secret" not in answer.err


GROUPS = ("project", "view", "anchors", "entities", "config", "db", "hook", "template")


@pytest.mark.parametrize(
    "command",
    [
        *COMMANDS,
        "project list",
        "project add",
        "project rename",
        "project archive",
        "project restore",
        "project remove-plans",
        "view save",
        "view show",
        "anchors list",
        "anchors test",
        "anchors add",
        "entities list",
        "entities show",
        "entities check",
        "hook list",
        "hook test",
        "hook log",
        "hook trust",
        "template list",
        "template show",
        "template apply",
    ],
)
def test_every_command_lists_its_options(mlv, command):
    """`--help` tells of --db, --project and --json, and what the command does."""
    answer = mlv(*command.split(), "--help")

    assert answer.code == 0
    assert f"Usage: mlv {command}" in answer.out
    if command not in GROUPS:
        project = () if command in WITHOUT_PROJECT else ("--project SLUG",)
        for option in ("--db FILE", *project, "--json", "--help"):
            assert option in answer.out


@pytest.mark.parametrize(
    "command",
    [
        "ingest",
        "status",
        "done",
        "reopen",
        "archive",
        "restore",
        "attach",
        "resolve",
        "add",
        "edit",
        "reset",
        "move",
        "remove",
        "project add",
        "project rename",
        "project archive",
        "project restore",
        "project remove-plans",
        "view save",
        "view remove",
        "anchors add",
        "anchors remove",
        "anchors builtin",
        "import",
    ],
)
def test_what_changes_something_can_be_tried(mlv, command):
    """Every command that changes something once has --dry-run."""
    assert "--dry-run" in mlv(*command.split(), "--help").out


@pytest.mark.parametrize("args", [("--help",), ("-h",), ("plans.md", "--help"), ("--db=x", "-h")])
def test_the_help_of_mlv_names_all_commands(mlv, args, tmp_path):
    """Whatever stands beside it, and with the options that the screen takes."""
    write(tmp_path / "work" / "plans.md", CORE)

    answer = mlv(*args)

    assert answer.code == 0
    assert answer.out.startswith("Usage: mlv [PLANS]... | COMMAND\n")
    for word in (*COMMANDS, "--db FILE", "--project SLUG", "--version"):
        assert word in answer.out


@pytest.mark.parametrize("args", [("--version",), ("--db", "x", "--version")])
def test_the_version_is_told(mlv, args):
    """`mlv 0.1.0`, or whatever it is."""
    answer = mlv(*args)

    assert answer.code == 0
    assert answer.out.startswith("mlv ")


@pytest.mark.parametrize("args", [("lst",), ("lst", "--all"), ("--json", "lst")])
def test_a_misspelt_command_is_recognised(mlv, args):
    """`mlv lst` asks for `mlv list`, not for a terminal."""
    answer = mlv(*args)

    assert answer.code == 1
    assert "neither a command nor a plan. Did you mean `mlv list`?" in answer.err or (
        answer.error["hint"] == "Did you mean `mlv list`?"
    )


def test_a_plan_may_be_called_like_a_command(mlv, tmp_path):
    """`mlv list` lists; `mlv ./list` and `mlv ingest list` mean the folder."""
    write(tmp_path / "work" / "list" / "core.md", CORE)

    assert mlv("ingest", "list").code == 0
    assert len(mlv("list", "--json").data) == 5
    assert_one_sentence(mlv("./list"), "needs a terminal")


@pytest.mark.parametrize("name", ["screen", "--", "-"])
def test_the_screen_s_own_name_is_no_command(mlv, name):
    """`mlv screen` means plans called so; nothing is hidden behind a word."""
    assert mlv(name).code in (1, 2)


@pytest.mark.parametrize(
    "args",
    [
        ("--foo",),
        ("list", "--foo"),
        ("list", "--db"),
        ("list", "extra"),
        ("show",),
        ("show", "abc"),
        ("show", "1_0"),
        ("show", "٣"),
        ("show", "-1"),
        ("status", "finished", "1"),
        ("status", "done"),
        ("next", "--count", "0"),
        ("project", "lst"),
        ("list", "--project", "caf\udce9"),
    ],
)
def test_wrong_usage_ends_in_one_sentence(mlv, args):
    """Exit code 2, what is wrong, and where to read more."""
    assert_one_sentence(mlv(*args), code=2)


def test_wrong_usage_is_json_where_json_is_wanted(mlv):
    """Errors are on stderr: code, message, hint."""
    answer = mlv("show", "--json", "abc")

    assert (answer.code, answer.out) == (2, "")
    assert list(answer.error) == ["code", "message", "hint"]
    assert answer.error["code"] == "usage"
    assert "`mlv show --help`" in answer.error["hint"]


@pytest.mark.parametrize(
    "ident", ["7", "0", "9223372036854775807", "9223372036854775808", "9" * 5000]
)
def test_an_unknown_milestone_is_not_found(mlv, core, ident):
    """Exit code 4, whatever the number."""
    mlv("ingest", core)

    for args in (("show", ident), ("done", ident), ("status", "done", "1", ident)):
        assert_one_sentence(mlv(*args), "There is no milestone", "mlv list", code=4)
    assert mlv("show", "--", "-1").code == 4
    assert mlv("list", "--json").data[0]["version"] == 1


def test_errors_are_json_where_json_is_wanted(mlv, core):
    """A whole envelope on stderr, and nothing on stdout."""
    mlv("ingest", core)

    answer = mlv("show", "99", "--json")

    assert (answer.code, answer.out) == (4, "")
    assert answer.error == {
        "code": "not-found",
        "message": "There is no milestone 99.",
        "hint": "`mlv list` shows the ids.",
    }


@pytest.mark.parametrize("flag", ["--preview", "--dry-run"])
def test_a_preview_writes_nothing(mlv, core, tmp_path, flag):
    """It exits 3 while something would change, and the database's bytes stay."""
    assert mlv("ingest", core, flag).code == 3
    assert mlv("project", "list", "--json").data == []
    mlv("ingest", core)
    mlv("list")
    before = database_bytes(tmp_path)

    assert mlv("ingest", flag).code == 0
    write(core, CORE + "## Third\n")
    assert mlv("ingest", flag).code == 3

    assert database_bytes(tmp_path) == before
    assert len(mlv("list", "--json").data) == 5


def test_a_preview_says_what_would_change(mlv, core):
    """One line a milestone: new, gone, renamed, and what else."""
    mlv("ingest", core)
    text = CORE.replace("### One\n", "").replace("the price", "the PRICE")
    write(core, text.replace("Status: done", "Status: active") + "## Third\n")

    lines = mlv("ingest", "--preview").out.splitlines()

    assert "-    3 One  (core.md:4)" in lines
    assert "+      Third  (core.md:9)" in lines
    assert "~    2 First P1  (core.md:2, status: done → active)" in lines
    assert any(" Collect the price sheets → Collect the PRICE sheets" in one for one in lines)
    assert lines[-2].endswith("(1 plan, nothing written yet)")


@pytest.mark.parametrize(
    "args", [("done", "3"), ("status", "blocked", "3", "5"), ("reopen", "2"), ("done", "2")]
)
def test_a_dry_run_writes_nothing(mlv, core, tmp_path, args):
    """It says what would be, and the database's bytes stay."""
    mlv("ingest", core)
    mlv("list")
    before = database_bytes(tmp_path)

    answer = mlv(*args, "--dry-run")

    assert answer.code == 0
    assert "would be" in answer.out or "already" in answer.out
    assert database_bytes(tmp_path) == before


def test_nothing_to_do_next_is_exit_3(mlv, core):
    """`next` says why there is nothing; with --json an empty list."""
    mlv("ingest", core)
    mlv("done", 1, 2, 3, 4, 5)

    answer = mlv("next")

    assert (answer.code, answer.out) == (3, "All 5 milestones are done.\n")
    assert (mlv("next", "--json").code, mlv("next", "--json").data) == (3, [])


def test_ids_given_twice_count_once(mlv, core):
    """`mlv done 3 3` is `mlv done 3`."""
    mlv("ingest", core)

    assert mlv("done", 3, 3, "--json").data["edited"] == [3]
    assert mlv("show", 3, "--json").data["version"] == 2


def test_ids_of_two_projects_are_refused(mlv, core):
    """One gesture changes one project: nothing is changed, and both are named."""
    mlv("ingest", core)
    mlv("ingest", write(core.parent / "b" / "other.md", "# Other\n"))

    answer = mlv("done", 3, 6)

    assert_one_sentence(answer, "Milestone 6 is in the project other, 3 in core", code=4)
    assert mlv("show", 3, "--json").data["status"] == "open"


def test_a_project_that_was_named_is_minded(mlv, core):
    """`mlv done 6 --project core` doesn't reach into another project."""
    mlv("ingest", core)
    mlv("ingest", write(core.parent / "b" / "other.md", "# Other\n"))

    for args in (("done", 6), ("show", 6)):
        assert_one_sentence(mlv(*args, "--project", "core"), "project other", code=4)
    assert mlv("show", 6, "--project", "other").code == 0


def test_an_unknown_project_is_not_found(mlv, core):
    """Exit code 4, and where the names are."""
    mlv("ingest", core)

    for command in ("list", "next", "ingest"):
        answer = mlv(command, "--project", "nowhere")
        assert answer.code == 4, (command, answer)
        assert_one_sentence(answer, "nowhere", code=4)


@pytest.mark.usefixtures("core")
@pytest.mark.parametrize(
    "args",
    [
        ("list",),
        ("list", "--project", "core"),
        ("show", 1),
        ("next",),
        ("done", 1),
        ("status", "active", 1, "--dry-run"),
        ("ingest",),
        ("ingest", "--preview"),
        ("watch",),
    ],
)
def test_a_slip_in_the_name_of_the_database_makes_none(mlv, tmp_path, args):
    """What needs a project says that there is none, and leaves no file or folder behind."""
    answer = mlv(*args, "--db", tmp_path / "typo" / "mlv.db")

    assert_one_sentence(answer, "There are no projects yet", "mlv PLANS")
    assert not (tmp_path / "typo").exists()


def test_listing_projects_makes_no_database(mlv, tmp_path):
    """There are none: that is an answer, and no error."""
    answer = mlv("project", "list", "--json", "--db", tmp_path / "typo.db")

    assert (answer.code, answer.data) == (0, [])
    assert not (tmp_path / "typo.db").exists()


@pytest.mark.usefixtures("core")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("ingest", "core.md", "--preview"), 3),
        (("project", "add", "new", "core.md", "--dry-run"), 0),
        (("project", "add", "new", "--dry-run"), 0),
    ],
)
def test_a_preview_makes_no_database(mlv, tmp_path, args, code):
    """It says what would be made, and leaves no file behind."""
    answer = mlv(*args, "--db", tmp_path / "new.db")

    assert (answer.code, answer.err) == (code, "")
    assert "5 new" in answer.out or "would be made" in answer.out
    assert not list(tmp_path.glob("new.db*"))
