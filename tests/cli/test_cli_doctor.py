"""`mlv doctor`: what it finds, what it mends, and that it changes nothing unasked."""

from __future__ import annotations

import os

import pytest
from databases import ON_SERVER, on_sqlite, rows, rows_of
from starts import CORE, assert_one_sentence, write

from mlv_tui.settings import read_settings
from mlv_tui.storage.migrating import HISTORY


@pytest.fixture
def config(tmp_path):
    """Where the config file is looked for."""
    return tmp_path / "home" / "xdg_config_home" / "mlv" / "config.toml"


@pytest.fixture
def tell(core, mlv):
    """Run some SQL on a database with five milestones."""
    mlv("ingest", core)
    return lambda query: rows_of(read_settings().database, query)


def found(mlv, *args):
    """Return the states and messages that aren't ok, by name."""
    data = mlv("doctor", "--json", *args).data
    return {
        one["name"]: (one["state"], one["message"], one["advice"])
        for one in data["findings"]
        if one["state"] != "ok"
    }


def test_all_is_well(mlv, core):
    """Exit code 0, a line for each thing that was looked at, and nothing is written."""
    mlv("ingest", core)
    before = rows(read_settings().database)

    answer = mlv("doctor")

    assert (answer.code, answer.err) == (0, "")
    assert {line.split()[0] for line in answer.out.splitlines()} == {"ok"}
    for words in ("The schema is the one", "Nothing is damaged", "1 plan folder", "UTF-8"):
        assert words in answer.out
    assert rows(read_settings().database) == before
    assert mlv("doctor", "--fix").out.endswith("There is nothing to mend by itself.\n")


@on_sqlite
@pytest.mark.usefixtures("no_database")
def test_where_no_database_is_none_is_made(mlv, tmp_path):
    """That is a warning, with what makes one."""
    assert found(mlv)["database"][0] == "warning"
    assert mlv("doctor").code == 0
    assert not list(tmp_path.glob("mlv.db*"))


def test_missing_indexes_are_made_when_asked_for(mlv, tell):
    """--fix says what it would do; --yes does it, after a backup."""
    tell("DROP INDEX change_milestone")
    tell("DROP INDEX milestone_source_key")

    tried = mlv("doctor", "--fix")
    assert tried.code == 1
    assert "The index milestone_source_key is missing." in tried.out
    assert "would back the database up, then make the indexes that are missing." in tried.out
    assert mlv("doctor").code == 1
    mended = mlv("doctor", "--fix", "--yes", "--json")

    assert (mended.code, mended.data["mended"]) == (0, True)
    assert os.path.getsize(mended.data["kept"])  # noqa: PTH202 - as it is told
    assert mlv("doctor").code == 0


def test_a_database_that_is_behind_is_wrong_until_it_is_migrated(mlv, tell):
    """The rest isn't looked at before; --fix --yes runs the migrations."""
    tell(f"DELETE FROM {HISTORY} WHERE name LIKE '0006%'")  # noqa: S608 - a constant

    state, message, advice = found(mlv)["schema"]
    assert (state, "lacks 1 migration" in message) == ("wrong", True)
    assert advice.startswith("`mlv migrate`")
    assert mlv("doctor", "--fix", "--yes").code == 0
    assert mlv("migrate", "--check").code == 0


def test_a_newer_database_is_wrong(mlv, tell):
    """With what to do; the surroundings are looked at all the same."""
    tell(f"INSERT INTO {HISTORY} (name, applied) VALUES ('9999_new', '2030-01-01')")  # noqa: S608

    answer = mlv("doctor")

    assert answer.code == 1
    assert "was made by a newer mlv (9999_new)" in answer.out
    assert "→ Install that version or later." in answer.out
    assert "TERM is" in answer.out


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("ALTER TABLE plan ADD COLUMN colour TEXT", "the column plan.colour is none of mlv's"),
        ("DROP TABLE view", "the table view is missing"),
        (
            "DROP INDEX project_slug; CREATE INDEX project_slug ON project (name)",
            "the index project_slug is on other columns",
        ),
    ],
)
def test_a_schema_that_drifted_is_told(mlv, tell, sql, message):
    """Somebody changed tables by hand."""
    for one in sql.split(";"):
        tell(one)

    assert found(mlv)["schema"][:2] == ("wrong", f"The schema has drifted: {message}.")


@on_sqlite
def test_rows_that_refer_to_nothing_are_told(mlv, tell):
    """A change set without a project, say; a server doesn't let that happen."""
    tell("UPDATE change_set SET project_id = 77")

    message = found(mlv)["integrity"][1]

    assert message == "Something was lost: 1 of change_set refer to a project that isn't there."


def test_counters_that_are_behind_are_raised(mlv, tell):
    """Else the next milestone would get an id that another one has."""
    tell("UPDATE counter SET value = 2")
    tell("UPDATE project SET number = 0")

    said = mlv("doctor").out
    assert "the counter of milestones is behind 5" in said
    assert "the counter of the project core is behind 1" in said
    assert mlv("doctor", "--fix", "--yes").code == 0

    assert mlv("add", "New", "--json").data["added"] == [6]


def test_what_waits_for_a_decision_is_counted(mlv, core, tell):
    """Detached, in conflict, unreadable: each with the command that shows it."""
    del tell
    mlv("done", 3)
    mlv("status", "active", 2)
    write(core, CORE.replace("### One\n", "").replace("Status: done", "Status: blocked"))
    mlv("ingest", "--force")
    write(core.with_name("bad.md"), b"\xff\xfe\x00")
    mlv("ingest", core.with_name("bad.md"), "--project", "core")

    answer = found(mlv)

    assert answer["detached"][1:] == (
        "core: 1 milestone without a heading.",
        "See `mlv list --filter is:detached --project core`.",
    )
    assert "1 milestone where plan and person disagree" in answer["conflicts"][1]
    assert "1 plan can't be read, first bad.md: " in answer["plans"][1]
    assert mlv("doctor").code == 0


def test_a_row_that_no_program_wrote_is_wrong(mlv, tell):
    """The project that has it can't be read, and that is said instead of a traceback."""
    tell("UPDATE milestone SET says = 'oops' WHERE id = 2")

    state, message, _ = found(mlv)["project"]

    assert (state, message.startswith("The project core can't be read: ")) == ("wrong", True)


def test_a_plan_folder_that_is_gone_is_told(mlv, core):
    """Its milestones stay; the folder is named."""
    folder = write(core.parent / "more" / "more.md", "# More\n").parent
    mlv("ingest", folder)
    (folder / "more.md").unlink()
    folder.rmdir()

    assert f"The plan folder {folder} isn't there" in found(mlv)["plans"][1]


def test_settings_that_can_t_be_are_wrong(mlv, config):
    """The file and the line; what can be looked at without them is."""
    write(config, "=")
    answer = mlv("doctor")
    assert answer.code == 1
    assert "is not TOML" in answer.out
    assert "TERM is" in answer.out

    write(config, '[keys.bind]\n"go.nxt" = ["X"]\n')
    assert "config.toml:2: “go.nxt” is no action." in found(mlv)["settings"][1]
    assert "database" not in found(mlv)


@on_sqlite
def test_a_damaged_file_is_wrong(mlv, core, tmp_path):
    """With the way back to a backup."""
    mlv("ingest", core)
    data = (tmp_path / "mlv.db").read_bytes()
    (tmp_path / "mlv.db").write_bytes(data[:100] + b"noise" * (len(data) // 5 - 20))

    answer = mlv("doctor")

    assert answer.code == 1
    assert "damaged" in answer.out
    assert "mlv restore --from FILE" in answer.out


def test_yes_alone_is_no_answer(mlv):
    """It is the answer to --fix."""
    assert_one_sentence(mlv("doctor", "--yes"), "--yes goes with --fix", code=2)


def test_a_file_is_on_a_disk_and_a_server_is_not(mlv):
    """Only of a SQLite file the file system matters."""
    names = {one["name"] for one in mlv("doctor", "--json").data["findings"]}

    assert ("file-system" in names) is not ON_SERVER


def test_a_command_on_a_schema_that_drifted_ends_in_a_sentence(mlv, core, tell):
    """It names the doctor; the commands that need nothing of it go on."""
    mlv("ingest", core)
    tell("DROP TABLE view")

    assert_one_sentence(mlv("view", "list"), "isn't as this program made it", "`mlv doctor`")
    assert mlv("list").code == 0
