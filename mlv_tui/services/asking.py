"""Queries as a person asks them: here and today."""

from __future__ import annotations

from datetime import datetime

from mlv_tui.domain.query import Query, parse


def asked(text: str, me: str) -> Query:
    """Understand a query; `today` is the day where this computer is.

    Args:
        text: As typed.
        me: Who asks.

    Raises:
        QueryError: If it can't be understood.
    """
    now = datetime.now().astimezone()
    zone = now.tzinfo
    return parse(text, now.date(), me, zone) if zone else parse(text, now.date(), me)
