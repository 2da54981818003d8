"""What a store asks of a database, whichever kind it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

import peewee

if TYPE_CHECKING:
    from mlv_tui.storage.waking import Waker

Result = TypeVar("Result")


class Engine(ABC):
    """One open database, with what differs between the kinds. Used by the thread that opened it.

    Attributes:
        database: For queries.
        name: What people know it by.
    """

    database: peewee.Database
    name: str

    @abstractmethod
    def close(self) -> None:
        """Close it; what was committed is safe without it."""

    @abstractmethod
    def translated(self) -> AbstractContextManager[None]:
        """Turn the database's errors into sentences for the person at the keyboard.

        Raises:
            DatabaseUnusable: Instead of those errors.
        """

    @abstractmethod
    def reading(self) -> AbstractContextManager[Any]:
        """Read several things as they are at one moment."""

    @abstractmethod
    def commit(self, body: Callable[[Any], Result]) -> Result:
        """Run a function in a transaction; all it wrote is kept, or nothing.

        Args:
            body: Gets the transaction; runs again after a wait for other writers.

        Raises:
            DatabaseUnusable: If the database was lost meanwhile; nothing was written then.
        """

    @abstractmethod
    def commit_quietly(self, body: Callable[[Any], Result]) -> Result:
        """Do the same with what is no news to other sessions: nobody has to look at it.

        Args:
            body: As for `commit`.

        Raises:
            DatabaseUnusable: As `commit` does.
        """

    @abstractmethod
    def now(self) -> int:
        """Tell epoch milliseconds by one clock for all sessions, wherever they run."""

    @abstractmethod
    def others_wrote(self) -> bool:
        """Tell whether another connection committed news since this was asked last.

        Raises:
            DatabaseUnusable: If the database is lost.
        """

    @abstractmethod
    def waker(self) -> Waker:
        """Return what tells when it is worth asking whether others wrote; for any thread."""
