"""The `[keys]` table of the config file, and where settings come from."""

from __future__ import annotations

import pytest

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import KeySettings, read_settings
from mlv_tui.settings.origins import explained
from mlv_tui.settings.toml_lines import line_of


@pytest.fixture
def config(tmp_path):
    """Write a config file; return the environment that names it."""

    def written(text: str, **more: str) -> dict[str, str]:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return {"MLV_CONFIG": str(file), **more}

    return written


def test_without_a_table_the_keys_are_as_declared(config):
    """The profile is vim, and nothing is bound."""
    assert read_settings(config("")).keys == KeySettings()


def test_profile_and_keys_are_read(config, tmp_path):
    """A list, one text, none at all; an action may stand without quotes."""
    text = (
        '[keys]\nprofile = "emacs"\n\n[keys.bind]\n"milestone.done" = [\n  "c",\n  "space c",\n]\n'
        '"go.next" = "w"\ngo.why = []\n'
    )

    keys = read_settings(config(text)).keys

    assert keys.profile == "emacs"
    assert keys.bind == {"milestone.done": ("c", "space c"), "go.next": ("w",), "go.why": ()}
    assert keys.file == str(tmp_path / "config.toml")
    assert keys.lines == {"milestone.done": 5, "go.next": 9, "go.why": 10}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"milestone.done" = []', 1),
        ("# milestone.done = []\n'milestone.done' = []", 2),
        ("[keys.bind]\n\n  milestone.done = []", 3),
        ("keys.bind . milestone.done = []", 1),
        ("[keys]\nbind = { 'go.next' = [], \"milestone.done\" = [] }", 2),
        ('"milestone.done.twice" = []', None),
        ('actor = "milestone.done"', None),
    ],
)
def test_the_line_of_a_key_is_found(text, line):
    """However TOML lets it be written."""
    assert line_of(text, "milestone.done") == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keys = 1", "config.toml:1: “keys” must be a table."),
        ("[keys]\nbind = 1", "config.toml:2: “keys.bind” must be a table."),
        ('[keys]\nprofil = "vim"', "config.toml:2: “profil” is not a setting of the keys. Did you"),
        (
            '[keys]\n\nprofile = "nano"',
            "config.toml:3: “nano” is no profile of keys. There are: vim",
        ),
        ("[keys.bind]\n'go.next' = 1", "config.toml:2: The keys of “go.next” must be a list of"),
        ("[keys.bind]\n'go.next' = [1]", "config.toml:2: The keys of “go.next” must be a list of"),
        ("origins = {}", "config.toml:1: “origins” is not a setting."),
        ("ascii = true\n\n bogus = 1", "config.toml:3: “bogus” is not a setting."),
        ("ascii = true\n[ bogus ]\na = 1", "config.toml:2: “bogus” is not a setting."),
        ("light = true\nascii = 1", "config.toml:2: “ascii” must be true or false."),
        ("max_plan_bytes = 0", "config.toml:1: “max_plan_bytes” can't be 0."),
    ],
)
def test_a_wrong_table_is_refused(config, text, words):
    """One sentence: file, line, what is wrong, what to do."""
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(config(text))

    assert words in str(refused.value)
    assert refused.value.hint


def test_every_setting_tells_where_it_comes_from(config, tmp_path):
    """The file and line, the variable, the option, or nowhere."""
    text = 'actor = "ada"\nascii = true\npolling = true\n[keys.bind]\n"go.next" = ["x", "g n"]\n'
    environment = config(text, MLV_ACTOR="ben", TERM="xterm", MLV_STATE="")

    found = {
        one.name: (one.value, one.origin)
        for one in explained(read_settings(environment, str(tmp_path / "own.db")))
    }

    file = tmp_path / "config.toml"
    assert found["database"] == (str(tmp_path / "own.db"), "--db")
    assert found["actor"] == ("ben", "MLV_ACTOR")
    assert found["ascii"] == (True, f"{file}:2")
    assert found["polling"] == (True, f"{file}:3")
    assert found["keep_detached_days"] == (90, "default")
    assert found["keys.profile"] == ("vim", "default")
    assert found["keys.bind.go.next"] == ("x, g n", f"{file}:5")
