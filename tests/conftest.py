"""What every test stands on: a home and a database of its own, and a folder of plans."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest
from databases import new_database
from hypothesis import settings as trying

from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings

trying.register_profile("usual", max_examples=20, deadline=None)
trying.register_profile("thorough", max_examples=400, deadline=None)
trying.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


class _Fence:
    """Raises, while a test runs, where a database outside the temporary folder is opened."""

    def __init__(self) -> None:
        self.is_up = False
        self._inside = Path(tempfile.gettempdir()).resolve()

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Look at what Python is about to do."""
        if event != "sqlite3.connect" or not self.is_up:
            return
        name = os.fsdecode(args[0]).removeprefix("file:").partition("?")[0]
        if name != ":memory:" and not Path(name).resolve().is_relative_to(self._inside):
            raise RuntimeError(f"a test would open {name}")


_FENCE = _Fence()
sys.addaudithook(_FENCE)


_HOMES = count()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Have two workers a processor and one more: many wait, for keys, disks and processes."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    ours = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))
    return 2 * len(ours(0)) + 1


def pytest_collection_finish():
    """Keep the collector from looking again and again at what stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path_factory, monkeypatch):
    """Give the test a home of its own, not made yet, and keep it from databases elsewhere."""
    for name in [name for name in os.environ if name.startswith(("XDG_", "MLV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"))
    _FENCE.is_up = True
    yield
    _FENCE.is_up = False


@pytest.fixture
def settings(tmp_path):
    """Settings of a person with a database that was just made."""
    with new_database(tmp_path / "data" / "mlv.db") as address:
        yield Settings(address, tmp_path / "state", "ada")


@pytest.fixture
def open_workspace(settings):
    """Open workspaces on one database, each a session of its own; all are closed at the end."""
    opened = []

    def open_one():
        opened.append(Workspace(settings))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def workspace(open_workspace):
    """One session."""
    return open_workspace()


class Plans:
    """A folder of plan files, written as an editor does that writes in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a plan, with the folders above it."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file


@pytest.fixture
def plans(tmp_path):
    """A folder of plans, empty at first."""
    (tmp_path / "plans").mkdir()
    return Plans(tmp_path / "plans")
