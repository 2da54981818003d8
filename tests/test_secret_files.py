"""Files that hold a password or a token."""

from __future__ import annotations

import os

import pytest

from mlv_tui.settings.private import SecretExposed, SecretUnreadable, private_text


@pytest.fixture
def file(tmp_path):
    """Where the secret is."""
    return tmp_path / "secret"


def test_a_secret_is_read_where_only_its_owner_can(file):
    """And refused, with the command that mends it, where others can."""
    file.write_text("open sesame\n")
    file.chmod(0o600)
    assert private_text(file, "The token file") == "open sesame\n"

    file.chmod(0o640)
    with pytest.raises(SecretExposed, match="may be read by others") as refused:
        private_text(file, "The token file")
    assert "chmod 600" in refused.value.hint


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_plain_file_holds_no_secret(file, make):
    """A folder says so, and nobody waits for what a pipe may tell."""
    make(file, 0o700)

    with pytest.raises(SecretUnreadable, match="can't be read: it is no plain file"):
        private_text(file, "The password file")


def test_a_secret_that_isn_t_there_or_no_text_can_t_be_read(file):
    """Each with its reason."""
    with pytest.raises(SecretUnreadable, match="No such file"):
        private_text(file, "The token file")

    file.write_bytes(b"\xff")
    with pytest.raises(SecretUnreadable, match="not UTF-8"):
        private_text(file, "The token file")
