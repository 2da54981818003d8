"""Trying again while another connection holds the database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

import peewee

PATIENCE: Final = 30.0
"""Seconds for which a transaction is tried again while others write."""

BUSY_SECONDS: Final = 5
"""For how long SQLite itself waits for a lock."""

Result = TypeVar("Result")


def patiently(
    action: Callable[[], Result],
    seconds: float,
    may_pass: Callable[[peewee.DatabaseError], bool],
) -> Result:
    """Run an action again while it fails in a way that passes, for about so many seconds at most.

    SQLite's busy handler isn't fair, and a file that becomes a write-ahead one doesn't ask it:
    a random wait lets everybody through.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return action()
        except peewee.DatabaseError as error:
            if not may_pass(error) or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret
