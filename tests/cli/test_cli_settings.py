"""The config file as a command meets it."""

from __future__ import annotations

import pytest
from starts import CORE, assert_one_sentence, process_without_rights, write


@pytest.fixture
def config(tmp_path):
    """Where the config file is looked for."""
    return tmp_path / "home" / "xdg_config_home" / "mlv" / "config.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1\n", "“colour” is not a setting"),
        ("ascii = 1\n", "must be true or false"),
        ("=", "is not TOML"),
        (b"\xff", "is not UTF-8"),
    ],
)
def test_a_wrong_config_ends_in_one_sentence(mlv, config, text, words):
    """With the file's name, exit 1; help still helps."""
    write(config, text)

    assert_one_sentence(mlv("list"), "config.toml", words)
    assert mlv("list", "--json").error["code"] == "settings"
    assert mlv("--help").code == 0


def test_a_config_without_the_right_to_read_it(config):
    """Said, not ignored."""
    write(config, "").chmod(0)

    assert_one_sentence(process_without_rights("list"), "config.toml can't be read")


def test_a_large_plan_is_refused_as_the_config_says(mlv, config, core):
    """The limit is the person's."""
    write(config, "max_plan_bytes = 10\n")

    assert_one_sentence(mlv("ingest", write(core, CORE)), "core.md is larger than 10 bytes")


def test_history_knows_the_actor(mlv, core, monkeypatch):
    """A name with broken bytes is no obstacle."""
    monkeypatch.setenv("MLV_ACTOR", "Ad\udce9le")

    assert mlv("ingest", core).code == 0
    assert mlv("done", 3).code == 0
