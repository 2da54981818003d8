"""The `[entities]` tables of the config file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings import KindSettings, PostgresUrl, SourceSettings, read_settings
from mlv_tui.settings.origins import explained

TRIP = '[entities.core.kinds.trip]\ntable = "trips"\nid = "code"\n'


@pytest.fixture
def config(tmp_path):
    """Write a config file; return the environment that names it."""

    def written(text: str) -> dict[str, str]:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return {"MLV_CONFIG": str(file)}

    return written


def test_without_tables_there_are_no_sources(config):
    """Nothing is looked for anywhere."""
    assert read_settings(config("")).entities == ()


def test_sources_are_read(config, tmp_path):
    """A database for one project, a file for every other one; paths are relative to the config."""
    text = (
        '[entities.core]\nsource = "postgresql://reader@host/business"\n'
        'password_file = "~/pw"\ntimeout = 1\n'
        '[entities.core.kinds.LineItem]\nquery = "SELECT 1"\nid = "code"\nlabel = "title"\n'
        'state = "status"\nupdated = "changed_at"\n\n[entities."*"]\nsource = "all.csv"\n'
    )

    one, other = read_settings(config(text)).entities

    assert one == SourceSettings(
        "core",
        PostgresUrl("postgresql://reader@host/business"),
        (KindSettings("line_item", "code", "title", "status", "changed_at", query="SELECT 1"),),
        Path("~/pw").expanduser(),
        1.0,
        f"{tmp_path / 'config.toml'}:1",
    )
    assert (other.project, other.source, other.kinds) == ("*", tmp_path / "all.csv", ())


def test_sources_are_shown_among_the_settings(config, tmp_path):
    """With where they are set, and without what else stands in an address."""
    text = f'[entities.core]\nsource = "postgresql://reader@host/b?sslmode=require"\n{TRIP}'

    found = {one.name: one for one in explained(read_settings(config(text)))}

    assert found["entities.core"].value == "postgresql://reader@host/b"
    assert found["entities.core"].origin == f"{tmp_path / 'config.toml'}:1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("entities = 1", ":1: “entities” must be a table"),
        ("[entities]\ncore = 1", ":2: “entities.core” must be a table"),
        ("[entities.core]\ntimeout = 1", ":1: “source” is missing"),
        ("\n[entities.core]\nsource = 1", ":3: “source” must be a text"),
        ('[entities.core]\nsource = ""', ":2: “source” must be a text"),
        ('[entities.core]\nsource = "a\\u0000.db"', ":2: “source” must be a text"),
        ('[entities.core]\nsource = "a.txt"', ":2: What a.txt is can't be told by its name"),
        ('[entities.core]\nsource = "mysql://host/a"', ":2: mysql databases aren't supported"),
        ('[entities.core]\nsource = "a.db"', ":2: A database needs a table or a query per kind"),
        ('[entities.core]\nsource = "a.csv"\nsorce = 1', ":3: “sorce” is not a setting of an"),
        ('[entities.core]\nsource = "a.csv"\npassword_file = "x"', ":3: A file needs no password"),
        ('[entities.core]\nsource = "a.csv"\ntimeout = 0', ":3: “timeout” must be seconds"),
        ('[entities.core]\nsource = "a.csv"\ntimeout = "1"', ":3: “timeout” must be seconds"),
        ('[entities.core]\nsource = "a.csv"\ntimeout = 61', ":3: “timeout” must be seconds"),
        ('[entities.core]\nsource = "a.csv"\nkinds = 1', "“entities.core.kinds” must be a table"),
        (f'[entities.core]\nsource = "a.db"\n{TRIP}labl = "x"', ":6: “labl” is not a setting of a"),
        (f'[entities.core]\nsource = "a.csv"\n{TRIP}', ":3: A file has no tables"),
        (
            '[entities.core]\nsource = "a.db"\n[entities.core.kinds.trip]\nid = "code"',
            ":3: A database needs a table or a query for trip",
        ),
        (
            '[entities.core]\nsource = "a.db"\n[entities.core.kinds.trip]\ntable = "trips"',
            ":3: The kind trip needs the name of the column “id”",
        ),
        (
            f'[entities.core]\nsource = "a.db"\n{TRIP}[entities.core.kinds.TRIP]\nid = "x"',
            ":6: A database needs a table or a query for trip",
        ),
        (
            f'[entities.core]\nsource = "a.db"\n{TRIP}{TRIP.replace("trip]", "Trip]")}',
            "The kind trip is there twice",
        ),
        (
            '[entities.core]\nsource = "a.db"\n[entities.core.kinds."1:2"]\ntable = "t"\nid = "x"',
            "“1:2” is no kind of entity",
        ),
    ],
)
def test_what_can_t_be_is_refused(config, text, words):
    """One sentence: the file, the line, what is wrong; and what to do."""
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(config(text))

    assert words in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    "address", ["postgresql://ada:secret@host/b", "postgresql://ada@host/b?password=secret"]
)
def test_a_password_in_the_config_is_refused_and_not_repeated(config, address):
    """It belongs into a file for one's own eyes, or the environment."""
    with pytest.raises(SettingsInvalid, match="password has no place") as refused:
        read_settings(config(f'[entities.core]\nsource = "{address}"\n{TRIP}'))

    assert "password_file" in refused.value.hint
    assert "secret" not in str(refused.value)
