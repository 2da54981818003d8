"""What goes wrong with a PostgreSQL database, in words."""

from __future__ import annotations

from typing import Final

import peewee
import psycopg

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.causes import causes

_DATA: Final = "22"
_AWAY: Final = (
    "{name} can't be reached{why}.",
    "Check the address, the network and the server.",
)
_WORDS: Final = {
    "28": ("{name} refuses the login: {detail}.", "Check the user and the password, or use --db."),
    "3D": ("{name} doesn't exist.", "Make it with `createdb`, or name another with --db."),
    "42501": ("{name} can't be written: the user may not.", "Ask for the right to, or use --db."),
    "25006": ("{name} can't be written: it is read-only.", "Name the server that may be written."),
    **dict.fromkeys(
        ("42P01", "42703"),
        ("{name} isn't as this program made it: {detail}.", "`mlv doctor` tells more."),
    ),
    "53100": ("{name} can't grow: the disk is full.", "Free some space; nothing was lost."),
    "53300": ("{name} takes no more connections.", "Close some sessions, then try again."),
    "55P03": (
        "{name} is in use by another program for too long.",
        "Close that program, then try again.",
    ),
    "57014": ("{name} took too long to answer.", "Try again when it is less busy."),
    _DATA: ("{name} can't store that: {detail}.", "Leave that out, then try again."),
}
"""By SQLSTATE, or how that begins."""


def sqlstate(error: BaseException) -> str:
    """Return the SQLSTATE of an error; "" where the server said none."""
    return next((state for one in causes(error) if (state := getattr(one, "sqlstate", None))), "")


_SAID: Final = {
    "authentication": "28",
    "pg_hba.conf": "28",
    'role "': "28",
    'database "': "3D",
    "too many": "53300",
}
"""What a server says to a login that it refuses, where the driver tells no SQLSTATE."""


def unusable(name: str, error: BaseException) -> BaseException:
    """Say what an error means; one that nobody expects stays as it is.

    Args:
        name: What people know the database by.
        error: Peewee's or the driver's.
    """
    detail = _first_line(error)
    state = sqlstate(error) or _state_said(error, detail)
    for sign, (message, hint) in _WORDS.items():
        if state.startswith(sign):
            return DatabaseUnusable(message.format(name=name, detail=detail), hint)
    if not state or state[:2] in ("08", "57"):
        why = f": {detail}" if detail else ""
        return DatabaseUnusable(_AWAY[0].format(name=name, why=why), _AWAY[1])
    return error


def _first_line(error: BaseException) -> str:
    """Return what the driver says first, without its own names."""
    lowest = list(causes(error))[-1]
    lines = str(lowest).strip().splitlines()
    return lines[0].rpartition("FATAL: ")[2].strip().rstrip(".:") if lines else ""


def _state_said(error: BaseException, detail: str) -> str:
    """Guess the SQLSTATE of an error that came without one."""
    if any(isinstance(one, (peewee.DataError, psycopg.DataError)) for one in causes(error)):
        return _DATA
    return next((state for sign, state in _SAID.items() if sign in detail), "")
