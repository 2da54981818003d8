"""What plan folders propose, and what a person trusts of it."""

from __future__ import annotations

import os

import pytest

from mlv_tui.automation.proposed import LIMIT, PROPOSED, proposal_in
from mlv_tui.automation.trust import Trust
from mlv_tui.settings.private import exposed

HOOK = '[[hooks]]\nname = "x"\non = ["done"]\nrun = ["touch", "x"]\n'


@pytest.fixture
def folder(tmp_path):
    """A plan folder that proposes a hook."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / PROPOSED).write_text(HOOK)
    return tmp_path / "plans"


@pytest.fixture
def trust(tmp_path):
    """A person who trusts nothing yet."""
    return Trust(tmp_path / "state" / "hook-trust.json")


def test_trust_is_in_the_bytes_and_their_place(folder, trust, tmp_path):
    """One byte more, or the same elsewhere, isn't trusted; the same again is."""
    shown = proposal_in(folder)
    trust.add(shown)
    other = tmp_path / "other"
    other.mkdir()
    (other / PROPOSED).write_text(HOOK)

    assert trust.has(proposal_in(folder))
    assert not trust.has(proposal_in(other))

    (folder / PROPOSED).write_text(HOOK + "\n")
    assert not trust.has(proposal_in(folder))
    assert trust.has_another(proposal_in(folder))

    (folder / PROPOSED).write_text(HOOK)
    assert trust.has(proposal_in(folder))
    assert trust.drop(shown.file)
    assert not trust.has(proposal_in(folder))
    assert not trust.has_any


def test_a_trust_that_others_can_write_counts_for_nothing(folder, trust, tmp_path):
    """It says what is run, so it is as private as the config file."""
    trust.add(proposal_in(folder))
    (tmp_path / "state" / "hook-trust.json").chmod(0o666)

    assert not trust.has(proposal_in(folder))
    assert "chmod go-w" in trust.trouble


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "is not TOML"),
        (b"[" * 50_000, "is not TOML"),
        (b"a = " + b"[" * 30_000, "is not TOML"),
        (b"x" * (LIMIT + 1), "is larger than"),
        (b"database = 'x'\n", "has no place here"),
        (b'[[hooks]]\nname = "x"\non = ["nothing"]\nrun = ["x"]\n', ":3: “nothing” is no event"),
    ],
)
def test_a_file_that_makes_no_sense_proposes_nothing(folder, content, said):
    """It is told of, and can't be trusted by chance."""
    (folder / PROPOSED).write_bytes(content)

    found = proposal_in(folder)

    assert said in found.trouble
    assert found.hooks == ()


def test_neither_a_pipe_nor_a_link_that_leads_out_is_read(folder, tmp_path):
    """Nobody waits for a pipe, and nothing outside of the folder is shown."""
    secret = tmp_path / "secret.toml"
    secret.write_text(HOOK)
    (folder / PROPOSED).unlink()
    (folder / PROPOSED).symlink_to(secret)
    assert proposal_in(folder) is None

    (folder / PROPOSED).unlink()
    os.mkfifo(folder / PROPOSED)
    assert proposal_in(folder) is None


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o620, 0o700), (0o602, 0o700), (0o600, 0o770)]
)
def test_a_file_is_exposed_where_others_can_write_it_or_its_folder(
    tmp_path, file_mode, folder_mode
):
    """Group and others alike; the sentence says what to do."""
    folder = tmp_path / "conf"
    folder.mkdir(mode=0o700)
    file = folder / "config.toml"
    file.touch(mode=0o600)
    assert exposed(file) == ""

    file.chmod(file_mode)
    folder.chmod(folder_mode)

    assert "`chmod go-w" in exposed(file)


def test_a_file_of_somebody_else_is_exposed(tmp_path, monkeypatch):
    """Who owns it can write it, whatever its mode."""
    file = tmp_path / "config.toml"
    file.touch(mode=0o600)
    tmp_path.chmod(0o700)
    os.chown(file, 12_345, -1) if os.geteuid() == 0 else monkeypatch.setattr(
        os, "geteuid", lambda: -1
    )

    assert "belongs to somebody else" in exposed(file)
