"""`mlv config`: what is set, where, and which key does what."""

from __future__ import annotations

import pytest
from starts import assert_one_sentence, in_terminal, write


@pytest.fixture
def config(tmp_path):
    """Where the config file is looked for."""
    return tmp_path / "home" / "xdg_config_home" / "mlv" / "config.toml"


def test_every_setting_is_shown_with_its_origin(mlv, config, tmp_path):
    """As a table, and as JSON; `config` alone means `config show`."""
    write(config, "polling = true\n")

    answer = mlv("config", "--db", tmp_path / "a.db")
    data = {one["name"]: one for one in mlv("config", "show", "--json").data}

    assert answer.out.splitlines()[0].split() == ["database", str(tmp_path / "a.db"), "--db"]
    assert data["polling"] == {"name": "polling", "value": True, "origin": f"{config}:1"}
    assert data["database"]["origin"] == "MLV_DB"
    assert data["keys.profile"] == {"name": "keys.profile", "value": "vim", "origin": "default"}


def test_the_path_is_told_even_if_the_file_is_wrong(mlv, config):
    """Else nobody could mend it."""
    assert mlv("config", "path").out == f"{config}\n"
    assert mlv("config", "path", "--json").data == {"path": str(config), "exists": False}

    write(config, "=")

    assert mlv("config", "path", "--json").data["exists"]
    assert_one_sentence(mlv("config"), "is not TOML")


def test_the_keys_are_listed_as_they_are_set(mlv, config):
    """With what each does, and its name for the config file."""
    write(config, '[keys.bind]\n"milestone.done" = ["X", "g x"]\n"go.next" = []\n')

    rows = {one["action"]: one for one in mlv("config", "keys", "--json").data}
    shown = mlv("config", "keys").out

    assert rows["milestone.done"] == {
        "action": "milestone.done",
        "keys": ["X", "gx"],
        "group": "Do",
        "says": "Complete, or open again",
        "command": "mlv done ID",
    }
    assert rows["go.next"]["keys"] == []
    assert shown.startswith("Do\n  X gx ")
    assert "milestone.done" in shown.splitlines()[1]


@pytest.mark.parametrize("command", [("config", "keys"), ("config", "keys", "--json")])
def test_keys_that_can_t_be_are_refused(mlv, config, command):
    """With file, line and action, exit 1."""
    write(config, '[keys.bind]\n\n"go.nxt" = ["X"]\n')

    answer = mlv(*command)

    assert answer.code == 1
    said = answer.err if command[-1] != "--json" else " ".join(answer.error.values())
    assert "config.toml:3: “go.nxt” is no action." in said
    assert "Did you mean “go.next”?" in said


def test_other_commands_mind_wrong_keys_no_more_than_they_must(mlv, config, core):
    """A key that only the screen knows keeps nobody from `mlv list`; a broken table does."""
    mlv("ingest", core)
    write(config, '[keys.bind]\n"go.nxt" = ["X"]\n')
    assert mlv("list").code == 0

    write(config, "[keys]\nbind = 1\n")
    assert_one_sentence(mlv("list"), "“keys.bind” must be a table")


def test_the_screen_doesn_t_open_with_keys_that_can_t_be(config, core):
    """One sentence with the line, before the terminal is taken over."""
    write(config, '[keys.bind]\n"go.next" = ["c"]\n')

    code, shown = in_terminal(core)

    assert code == 1
    assert "config.toml:2: “go.next” and “milestone.done” are both on “c”." in " ".join(
        shown.split()
    )
    assert "\x1b[?1049h" not in shown
