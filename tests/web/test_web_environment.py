"""What a session is started with."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from pathlib import Path

from textual.driver import Driver

from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
from mlv_tui.web.environment import DRIVER, session_command, session_environment

SERVER_S = {
    "HOME": "/home/ada",
    "LC_ALL": "C.UTF-8",
    "MLV_TOKEN": "secret",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "PGPASSWORD": "secret",
    "EDITOR": "vi",
    "LD_PRELOAD": "/tmp/x.so",  # noqa: S108 - never opened
    "TMUX": "/tmp/tmux",  # noqa: S108 - never opened
}
SETTINGS = Settings(Path("/data/mlv.db"), Path("/state"), "ada (web)")


def test_a_session_gets_nothing_that_is_the_server_s_own():
    """No token, no other program's secrets, nothing that changes how it runs."""
    found = session_environment(SERVER_S, SETTINGS, (100, 30))

    assert "secret" not in found.values()
    assert not {"EDITOR", "LD_PRELOAD", "TMUX"} & set(found)
    assert (found["HOME"], found["LC_ALL"]) == ("/home/ada", "C.UTF-8")
    assert (found["MLV_DB"], found["MLV_STATE"]) == ("/data/mlv.db", "/state")
    assert (found["MLV_ACTOR"], found["COLUMNS"], found["ROWS"]) == ("ada (web)", "100", "30")


def test_a_server_s_database_comes_with_what_it_takes_to_log_in():
    """The address is no argument, which everybody on the machine may read."""
    address = address_of("postgresql://ada:word@db/plans")

    found = session_environment(SERVER_S, replace(SETTINGS, database=address), (1, 1))

    assert found["MLV_DB"] == "postgresql://ada:word@db/plans"
    assert found["PGPASSWORD"] == "secret"
    assert (found["COLUMNS"], found["ROWS"]) == ("20", "6")


def test_a_project_is_one_argument_whatever_it_is_called():
    """No shell reads it, and it is no option."""
    slug = "--db=x; rm -rf $HOME"

    assert session_command(slug) == [sys.executable, "-P", "-m", "mlv_tui", f"--project={slug}"]


def test_the_driver_is_there():
    """It is named by a text."""
    module, _, name = DRIVER.partition(":")

    assert issubclass(getattr(importlib.import_module(module), name), Driver)
