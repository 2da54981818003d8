"""The command line run in process, in a place of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from databases import ON_SERVER, new_database, written
from starts import CORE, Answer, write

from mlv_tui.cli.main import run

SAMPLES = Path(__file__).parents[2] / "sample_plans"
OUR_CONCERN = (
    "MLV_",
    "NO_COLOR",
    "COLUMNS",
    "LINES",
    "PYTHONUNBUFFERED",
    "PYTHONIOENCODING",
    "LC_",
)
"""What would change how the program looks or behaves."""


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch) -> Iterator[None]:
    """Keep database, settings and state of each test in a folder of its own."""
    for name in [name for name in os.environ if name.startswith(OUR_CONCERN)]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    with new_database(tmp_path / "mlv.db") as address:
        monkeypatch.setenv("MLV_DB", written(address))
        yield


@pytest.fixture
def no_database(own_place, tmp_path) -> None:
    """Nothing was ever stored, as at the first start."""
    del own_place
    if ON_SERVER:
        pytest.skip("a database on a server is made by hand")
    (tmp_path / "mlv.db").unlink()


@pytest.fixture
def mlv(capsys):
    """Run a command in process."""

    def command(*args: object) -> Answer:
        code = run([str(one) for one in args])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return command


@pytest.fixture
def core(tmp_path) -> Path:
    """A plan with five headings."""
    return write(tmp_path / "work" / "core.md", CORE)


@pytest.fixture
def samples(tmp_path) -> Path:
    """A copy of the sample plans."""
    return Path(copytree(SAMPLES, tmp_path / "work" / "sample_plans"))
