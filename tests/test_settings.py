"""Settings: what is read from where, and what is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import read_settings


@pytest.fixture
def config(tmp_path):
    """Write a config file; return the environment that names it."""

    def written(text: str | bytes, **more: str) -> dict[str, str]:
        file = tmp_path / "config" / "config.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return {"MLV_CONFIG": str(file), **more}

    return written


def test_without_anything_the_platform_s_folders_are_used(tmp_path, monkeypatch):
    """Data and state are the user's own; nothing is made yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    settings = read_settings({})

    assert settings.database == tmp_path / "data" / "mlv" / "mlv.db"
    assert settings.state_folder == tmp_path / "state" / "mlv"
    assert (settings.ascii, settings.polling, settings.max_plan_bytes) == (False, False, 1 << 24)
    assert settings.keep_detached_days == 90
    assert settings.actor
    assert list(tmp_path.iterdir()) == []


def test_everything_can_be_set_in_the_config(config, tmp_path):
    """Paths are relative to the config file, wherever `mlv` is started."""
    environment = config(
        'database = "team.db"\nstate_folder = "/var/tmp/s"\nactor = "ada"\n'
        "ascii = true\npolling = true\nmax_plan_bytes = 10\nkeep_detached_days = 7\n"
    )

    settings = read_settings(environment)

    assert settings.database == tmp_path / "config" / "team.db"
    assert settings.state_folder == Path("/var/tmp/s")  # noqa: S108 - nothing is made there
    assert (settings.actor, settings.ascii, settings.polling) == ("ada", True, True)
    assert (settings.max_plan_bytes, settings.keep_detached_days) == (10, 7)


def test_the_environment_wins_over_the_config(config, tmp_path):
    """Each of the three names on its own; an empty one says nothing."""
    text = 'database = "a.db"\nstate_folder = "a"\nactor = "ada"\n'

    won = read_settings(config(text, MLV_DB="/b.db", MLV_STATE="/b", MLV_ACTOR="ben"))
    empty = read_settings(config(text, MLV_DB="", MLV_STATE="", MLV_ACTOR=""))

    assert (won.database, won.state_folder, won.actor) == (Path("/b.db"), Path("/b"), "ben")
    folder = tmp_path / "config"
    assert (empty.database, empty.state_folder, empty.actor) == (
        folder / "a.db",
        folder / "a",
        "ada",
    )


def test_the_option_wins_over_all(config):
    """--db is relative to where one is."""
    settings = read_settings(config('database = "a.db"\n', MLV_DB="/b.db"), database="c.db")

    assert settings.database == Path.cwd() / "c.db"


@pytest.mark.parametrize(
    ("term", "ascii_only"), [("linux", True), ("dumb", True), ("xterm", False)]
)
def test_poor_terminals_are_drawn_in_ascii(config, term, ascii_only):
    """The config has the last word."""
    assert read_settings(config("", TERM=term)).ascii is ascii_only
    assert read_settings(config("ascii = false", TERM=term)).ascii is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "“colour” is not a setting. There are: actor, ascii,"),
        ("[database]\nfile = 1", "“database” must be a text"),
        ('ascii = "yes"', "“ascii” must be true or false"),
        ("ascii = 1", "“ascii” must be true or false"),
        ("max_plan_bytes = true", "“max_plan_bytes” must be a whole number"),
        ("max_plan_bytes = 1.5", "“max_plan_bytes” must be a whole number"),
        ("max_plan_bytes = 0", "“max_plan_bytes” can't be 0"),
        ("max_plan_bytes = -1", "“max_plan_bytes” can't be -1"),
        ("keep_detached_days = 0", "“keep_detached_days” can't be 0"),
        ('keep_detached_days = "a week"', "“keep_detached_days” must be a whole number"),
        ('database = ""', "“database” can't be ''"),
        (r'database = "a\u0000b"', "“database” can't be"),
        ('database = "mysql://ada:secret@host/x"', "mysql databases aren't supported"),
        ('database = "~nobody-of-this-name/x"', "There is no such home folder"),
        ("database = ", "is not TOML: Invalid value (at"),
        ("a = 1\na = 2", "is not TOML: Cannot overwrite a value (at"),
        (b"actor = '\xff'", "is not UTF-8"),
    ],
)
def test_a_wrong_config_is_refused(config, text, words):
    """One sentence: which file, what is wrong, what to do."""
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(config(text))

    assert words in str(refused.value)
    assert "secret" not in str(refused.value)
    assert refused.value.hint


def test_a_config_that_can_t_be_read_is_refused(tmp_path):
    """Named and missing, or a folder."""
    for name, words in (("none.toml", "There is no config file"), ("", "Is a directory")):
        with pytest.raises(SettingsInvalid, match=words):
            read_settings({"MLV_CONFIG": str(tmp_path / name)})


def test_a_name_that_is_not_utf8_can_be_stored(config):
    """Nothing but its broken bytes is lost."""
    assert read_settings(config("", MLV_ACTOR="Ad\udce9le")).actor == "Ad?le"


def test_a_person_without_a_name_has_a_number(config, monkeypatch):
    """As in containers with any uid."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 987_654)

    assert read_settings(config("")).actor == "uid-987654"


@pytest.mark.parametrize(
    ("said", "light"), [("0;15", True), ("0;default;7", True), ("15;0", False), ("", False)]
)
def test_a_terminal_that_tells_of_a_light_ground_gets_light_colours(said, light) -> None:
    """`COLORFGBG` is taken for what it says; the config goes before it."""
    assert read_settings({"COLORFGBG": said}).light is light
