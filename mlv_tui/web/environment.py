"""What the process of a session in a browser is started with."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from mlv_tui.settings import Settings
from mlv_tui.settings.address import PostgresUrl

DRIVER: Final = "mlv_tui.tui.browser_driver:BrowserDriver"
"""What draws in a browser instead of on a terminal."""

SMALLEST: Final = (20, 6)
LARGEST: Final = (500, 200)
"""Columns and rows: a browser may ask for any, and each cell costs memory."""

_KEPT: Final = frozenset(
    {"HOME", "LANG", "LANGUAGE", "LOGNAME", "MLV_CONFIG", "PATH", "PYTHONPATH"}
    | {"TMPDIR", "TZ", "USER"}
)
_KEPT_BEGINNINGS: Final = ("LC_", "XDG_")
_FOR_A_SERVER: Final = "PG"
"""What the names of PostgreSQL's own variables begin with: its password may be in one."""


def session_command(slug: str) -> list[str]:
    """Return what starts a session on a project; no shell ever reads it.

    Nothing is imported from the folder that the server was started in: plans of others lie there.
    """
    return [sys.executable, "-P", "-m", "mlv_tui", f"--project={slug}"]


def session_environment(
    environment: Mapping[str, str], settings: Settings, size: tuple[int, int]
) -> dict[str, str]:
    """Make the environment of a session: what it needs, and nothing else that is the server's.

    Args:
        environment: The server's.
        settings: Where the database and the state are, and who writes.
        size: Columns and rows.
    """
    address = settings.database
    is_server = isinstance(address, PostgresUrl)
    beginnings = (*_KEPT_BEGINNINGS, _FOR_A_SERVER) if is_server else _KEPT_BEGINNINGS
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or name.startswith(beginnings)
    }
    columns, rows = within(*size)
    return kept | {
        "MLV_DB": address.url if isinstance(address, PostgresUrl) else str(address),
        "MLV_STATE": str(settings.state_folder),
        "MLV_ACTOR": settings.actor,
        "TERM": "xterm-256color",
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(columns),
        "ROWS": str(rows),
    }


def within(columns: int, rows: int) -> tuple[int, int]:
    """Return a size that a screen may have, as near as can be to the one that is wanted."""
    return (
        min(max(columns, SMALLEST[0]), LARGEST[0]),
        min(max(rows, SMALLEST[1]), LARGEST[1]),
    )
