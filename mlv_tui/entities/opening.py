"""Opening a source by what the settings say, or by what lies in the plan folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mlv_tui.entities.file_source import FileSource
from mlv_tui.entities.plain_file import PlainFile
from mlv_tui.entities.source import EntitySource
from mlv_tui.entities.sqlite_source import SqliteSource
from mlv_tui.settings import PostgresUrl, SourceSettings
from mlv_tui.settings.entity_table import is_file
from mlv_tui.settings.source_values import TIMEOUT

IN_A_FOLDER: Final = ("entities.csv", "entities.json")
"""The files at the top of a plan folder that are sources by themselves."""


def open_source(settings: SourceSettings) -> EntitySource:
    """Open a source that the config file names.

    Raises:
        SourceAway: If it doesn't answer now.
        SourceInvalid: If it can't be used as it is, or could be written.
    """
    address = settings.source
    if isinstance(address, PostgresUrl):
        from mlv_tui.entities.postgres_source import PostgresSource  # noqa: PLC0415 - only for it

        return PostgresSource(settings, address)
    if is_file(address):
        file = address.resolve()
        files = [PlainFile(file.parent, file.name)]
        return FileSource(files, settings.timeout, kinds=settings.kinds, must_be_there=True)
    return SqliteSource(settings, address)


def open_folders(folders: Sequence[Path]) -> EntitySource:
    """Read what lies in some plan folders; there may be nothing."""
    files = [PlainFile(folder, name) for folder in folders for name in IN_A_FOLDER]
    return FileSource(files, TIMEOUT)
