"""A SQLite connection that can do nothing but read, whatever it is told."""

from __future__ import annotations

import sqlite3
import time
from typing import Final

from mlv_tui.domain.folding import folded

FOLD: Final = "mlv_folded"
"""A function of ours that drops what doesn't count when texts are compared."""

_ALLOWED: Final = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
_FUNCTIONS: Final = frozenset(
    [
        "abs",
        "avg",
        "ceil",
        "ceiling",
        "char",
        "coalesce",
        "concat",
        "concat_ws",
        "count",
        "cume_dist",
        "date",
        "datetime",
        "dense_rank",
        "first_value",
        "floor",
        "format",
        "glob",
        "group_concat",
        "hex",
        "ifnull",
        "iif",
        "instr",
        "json",
        "json_array",
        "json_array_length",
        "json_each",
        "json_extract",
        "json_group_array",
        "json_group_object",
        "json_object",
        "json_type",
        "json_valid",
        "julianday",
        "lag",
        "last_value",
        "lead",
        "length",
        "like",
        "likelihood",
        "likely",
        "lower",
        "ltrim",
        "max",
        "min",
        "mod",
        "nth_value",
        "ntile",
        "nullif",
        "octet_length",
        "percent_rank",
        "pow",
        "power",
        "printf",
        "quote",
        "rank",
        "replace",
        "round",
        "row_number",
        "rtrim",
        "sign",
        "sqrt",
        "strftime",
        "string_agg",
        "substr",
        "substring",
        "sum",
        "time",
        "timediff",
        "total",
        "trim",
        "trunc",
        "typeof",
        "unhex",
        "unicode",
        "unixepoch",
        "unlikely",
        "upper",
        "->",
        "->>",
    ]
) | {FOLD}
"""Those that only work out a value; all others are refused, such as `load_extension`."""

_STEPS: Final = 4000
"""Steps of SQLite's machine between two looks at the clock."""

_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one row, or of a text that a query makes."""


def guard(connection: sqlite3.Connection) -> None:
    """Take from a connection, for good, what it could do besides reading.

    An authorizer looks at every statement when it is prepared: `mode=ro` and `query_only` alone
    let `ATTACH` open another file, and write to that.
    """
    connection.create_function(FOLD, 1, _fold, deterministic=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    # A file that is cut short while it is mapped would end the whole program.
    for pragma in ("mmap_size = 0", "trusted_schema = OFF", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_is_reading)


def limit_time(connection: sqlite3.Connection, seconds: float) -> None:
    """Interrupt the next statement if it takes longer."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)


def _is_reading(action: int, _first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        is_fine = (second or "").lower() in _FUNCTIONS
    else:
        is_fine = action in _ALLOWED
    return sqlite3.SQLITE_OK if is_fine else sqlite3.SQLITE_DENY


def _fold(text: object) -> str:
    return folded(text) if isinstance(text, str) else ""
