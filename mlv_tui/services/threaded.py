"""The workspace for callers that must not block: one thread does all that does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace

Answer = TypeVar("Answer")


class ThreadedWorkspace:
    """Asks a workspace on its own thread, one question after the other.

    The database and the Markdown tokenizer both want a single thread. The workspace is opened
    there too, so that nothing it imports stands in the way of a first frame.
    """

    def __init__(self, open_workspace: Callable[[], Workspace]) -> None:
        """Prepare the thread; `open_workspace` runs there, at the first question."""
        self._open = open_workspace
        self._workspace: Workspace | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workspace")

    async def ask(self, question: Callable[[Workspace], Answer]) -> Answer:
        """Answer a question on the workspace's thread.

        A question is carried through once it is asked, even if nobody waits for the answer.

        Raises:
            MlvError: Whatever opening the workspace or the question itself raises.
        """
        answer = asyncio.wrap_future(self._thread.submit(self._answer, question))
        return await asyncio.shield(answer)

    def _answer(self, question: Callable[[Workspace], Answer]) -> Answer:
        if self._workspace is None:
            self._workspace = self._open()
        return question(self._workspace)

    def close(self) -> None:
        """Carry through what was asked, close the workspace, end the thread."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _close(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
