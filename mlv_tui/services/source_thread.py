"""A source of entities on a thread of its own: where it hangs, nobody else does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from mlv_tui.entities.source import EntitySource
from mlv_tui.errors import SourceAway

Found = TypeVar("Found")
Open = Callable[[], EntitySource]


class SourceThread:
    """Asks one source, one question after the other. Opened at the first one.

    The thread is a daemon: the program ends even while a source hangs.

    Attributes:
        name: What people know the source by.
        kinds: What it has, as far as that is known without asking it; None where it isn't.
        timeout: Seconds that it may take for one answer.
    """

    def __init__(
        self, name: str, open_source: Open, kinds: frozenset[str] | None, timeout: float
    ) -> None:
        """Prepare the thread; `open_source` runs there."""
        self.name = name
        self.kinds = kinds
        self.timeout = timeout
        self._open = open_source
        self._source: EntitySource | None = None
        self._questions: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def ask(self, question: Callable[[EntitySource], Found]) -> Future[Found]:
        """Have a question answered there.

        Returns:
            What will have the answer, or an error of the source's; what waits for it by a
            callback runs on the thread.
        """
        future: Future[Found] = Future()
        self._questions.put(lambda: self._answer(question, future))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
            self._thread.start()
        return future

    def end(self) -> None:
        """Have the source let go of, as soon as it answered what it is asked now."""
        self._questions.put(None)

    def wait_for_end(self, seconds: float) -> None:
        """Wait until it was let go of, if it was ever asked; not longer than some seconds."""
        if self._thread is not None:
            self._thread.join(max(seconds, 0))

    def _run(self) -> None:
        while (answer := self._questions.get()) is not None:
            answer()
        self._let_go()

    def _answer(self, question: Callable[[EntitySource], Found], future: Future[Any]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            found = self._asked(question)
        except BaseException as error:  # noqa: BLE001 - whoever asked gets it, whatever it is
            future.set_exception(error)
        else:
            future.set_result(found)

    def _asked(self, question: Callable[[EntitySource], Found]) -> Found:
        if self._source is None:
            self._source = self._open()
        try:
            return question(self._source)
        except SourceAway:
            # It may come back as another file, or on another connection.
            self._let_go()
            raise

    def _let_go(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()
