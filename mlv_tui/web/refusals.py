"""What a server refuses, each with its HTTP status and a sentence."""

from __future__ import annotations

from typing import Final

from mlv_tui.errors import (
    Conflict,
    DatabaseUnusable,
    MlvError,
    NoPlans,
    NotFound,
    QueryError,
    SettingsInvalid,
)


class CantServe(MlvError):
    """A server that can't be started as it is wanted."""

    code = "serve"


class ExtraMissing(MlvError):
    """The packages that a server needs aren't there."""

    code = "extra-missing"


class Refused(MlvError):
    """A request that isn't answered."""

    status = 400


class WrongParameter(Refused):
    """A parameter that is missing, unknown, said twice or not understood."""

    code = "usage"


class ForeignHost(Refused):
    """A request for a name that isn't this server's."""

    code = "foreign-host"
    status = 403


class ForeignOrigin(Refused):
    """A request that the page of another site makes."""

    code = "foreign-origin"
    status = 403


class TokenWanted(Refused):
    """A request without the token, or with a wrong one."""

    code = "token-wanted"
    status = 401


class NoSuchPage(Refused):
    """An address that nothing is at."""

    code = "not-found"
    status = 404


class NotThatWay(Refused):
    """A method that isn't one for reading."""

    code = "method"
    status = 405


class AllTaken(Refused):
    """A session more than there may be at once."""

    code = "all-taken"
    status = 503

    def __init__(self, most: int) -> None:
        there = "session is open" if most == 1 else "sessions are open"
        super().__init__(f"{most} {there}, and no more may be.", "Close one, then try again.")


_STATUS: Final = (
    (NotFound, 404),
    (NoPlans, 404),
    (Conflict, 409),
    (QueryError, 400),
    (SettingsInvalid, 400),
    (DatabaseUnusable, 503),
)


def status_of(error: MlvError) -> int:
    """Return the HTTP status that an error is answered with."""
    if isinstance(error, Refused):
        return error.status
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
