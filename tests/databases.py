"""New databases for tests: made once, then copied, for making one costs twenty times as much."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from mlv_tui.storage.store import Store


def lay_new_database(file: Path) -> None:
    """Put a database that was just made, without a project, where none is yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_new_database())


@cache
def _new_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mlv.db"
        Store(file).close()
        return file.read_bytes()
