"""Where backups go, and what they are called."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

import platformdirs

from mlv_tui.settings.address import Address
from mlv_tui.settings.config_file import APP

FOLDER: Final = "backups"
_TIME: Final = "%Y%m%dT%H%M%S"
_NAMED: Final = r"\.\d{8}T\d{6}\.\d{3}Z\.bak"


def backup_folder(address: Address) -> Path:
    """Return where backups go unless somebody says otherwise.

    Those of a file stand beside it, those of a server's database in the person's data folder.
    """
    if isinstance(address, Path):
        return address.parent / FOLDER
    return platformdirs.user_data_path(APP) / FOLDER


def new_name(address: Address) -> str:
    """Name a backup that is made now."""
    now = datetime.now(UTC)
    return f"{_stem(address)}.{now.strftime(_TIME)}.{now.microsecond // 1000:03}Z.bak"


def migration_name(address: Address, last: str) -> str:
    """Name the copy that is kept of a database before its schema changes.

    Args:
        address: The database's.
        last: Its last migration.
    """
    return f"{_stem(address)}.{last}.bak"


def backups_in(folder: Path, address: Address) -> list[Path]:
    """List the backups of a database in a folder that were named by `new_name`, newest first."""
    wanted = re.compile(re.escape(_stem(address)) + _NAMED)
    if not folder.is_dir():
        return []
    return sorted((one for one in folder.iterdir() if wanted.fullmatch(one.name)), reverse=True)


def _stem(address: Address) -> str:
    """Tell databases apart: of a server's, by name and by where it is."""
    if isinstance(address, Path):
        return address.name
    parts = urlsplit(address.url)
    query = parse_qs(parts.query)
    place = [parts.hostname or "", str(parts.port or ""), *query.get("host", ())]
    name = re.sub(r"[^\w.-]+", "-", parts.path.strip("/")) or "postgres"
    return f"{name}-{crc32(' '.join(place).encode()):08x}"
