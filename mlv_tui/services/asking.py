"""Queries as a person asks them: here and today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mlv_tui.domain.log_filter import LogFilter
    from mlv_tui.domain.query import Query


class Local(tzinfo):
    """The zone of this computer, with the summer time of each moment."""

    def fromutc(self, dt: datetime) -> datetime:
        """Return the time here at a moment."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Tell how far the clocks here are ahead; None without a moment."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> None:
        """Leave open how much of that is summer time."""

    def tzname(self, dt: datetime | None) -> str | None:
        """Name the zone; None without a moment."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()


LOCAL: Final = Local()


def today() -> date:
    """Return the day where this computer is."""
    return datetime.now(LOCAL).date()


def asked(text: str, me: str) -> Query:
    """Understand a query; `today` is the day where this computer is.

    Args:
        text: As typed.
        me: Who asks.

    Raises:
        QueryError: If it can't be understood.
    """
    from mlv_tui.domain.query import parse  # noqa: PLC0415 - most commands ask nothing

    return parse(text, today(), me, LOCAL)


def asked_log(text: str, me: str) -> LogFilter:
    """Understand which change sets are asked for, as one line: `by:mia since:3d price`.

    Args:
        text: As typed.
        me: Who asks.

    Raises:
        QueryError: If it can't be understood; points at the word.
    """
    from mlv_tui.domain.log_filter import parse_log_filter  # noqa: PLC0415 - only where it is asked
    from mlv_tui.domain.query.tree import Given  # noqa: PLC0415 - the same

    return parse_log_filter(text, Given(today(), me, LOCAL))


def log_wanted(values: Mapping[str, str], words: Iterable[str], me: str) -> LogFilter:
    """Understand which change sets are asked for, each term for itself.

    Args:
        values: By the names of `TERMS`, as typed; "" for none.
        words: As typed.
        me: Who asks.

    Raises:
        MlvError: If a value can't be understood.
    """
    from mlv_tui.domain.log_filter import log_filter  # noqa: PLC0415 - only where it is asked
    from mlv_tui.domain.query.tree import Given  # noqa: PLC0415 - the same

    return log_filter(values, words, Given(today(), me, LOCAL))
