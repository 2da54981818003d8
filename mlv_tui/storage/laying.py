"""Making the tables of a SQLite file as they were at some time, without anything in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.sqlite import SqliteEngine


def lay(file: Path, scripts: Iterable[Path]) -> None:
    """Make the tables as they were when these scripts were all.

    Raises:
        DatabaseUnusable: If they can't be made, or there is no room to gather the scripts.
    """
    try:
        with TemporaryDirectory() as folder:
            for script in scripts:
                shutil.copy(script, folder)
            SqliteEngine(file, Path(folder)).close()
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder for temporary files can't be used: {error.strerror}.",
            "Make room there, or set TMPDIR to another folder.",
        ) from error
