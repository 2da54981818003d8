"""Trying again while another connection holds the database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

import peewee

Result = TypeVar("Result")


def patiently(action: Callable[[], Result], seconds: float) -> Result:
    """Run an action until the database isn't locked, for about so many seconds at most.

    SQLite's busy handler isn't fair, and a file that becomes a write-ahead one doesn't ask it:
    a random wait lets everybody through.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return action()
        except peewee.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret
