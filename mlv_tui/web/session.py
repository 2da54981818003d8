"""One session in a browser: a process with a screen of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Final

from mlv_tui.web.wire import DATA, HEAD, META, READY, meta

PATIENCE: Final = 3.0
"""Seconds that a session has to end by itself."""
_LAST_WORDS: Final = 2_000
"""Bytes of what a session complained of that are kept."""


class Session:
    """A process that was begun for one browser, and that ends with it."""

    def __init__(self, process: asyncio.subprocess.Process, complaints: IO[bytes]) -> None:
        """Take it over.

        Args:
            process: Begun with pipes.
            complaints: The file that its standard error goes into.
        """
        self._process = process
        self._complaints = complaints

    @classmethod
    async def begin(cls, command: Sequence[str], environment: Mapping[str, str]) -> Session:
        """Start a process, in a group of its own: Ctrl+C is for the server."""
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the session
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=complaints,
                env=environment,
                start_new_session=True,
            )
        except BaseException:
            complaints.close()
            raise
        return cls(process, complaints)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    async def shown(self) -> AsyncIterator[bytes]:
        """Yield what the terminal in the browser is to draw, until the session ends."""
        out = self._process.stdout
        if out is None:
            return
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await out.readuntil(READY)
            while True:
                kind, size = HEAD.unpack(await out.readexactly(HEAD.size))
                payload = await out.readexactly(size)
                if kind == DATA:
                    yield payload
                elif kind == META and json.loads(payload).get("type") == "exit":
                    return

    async def take(self, packet: bytes) -> None:
        """Hand a packet to the process; one that is gone takes nothing."""
        into = self._process.stdin
        if into is not None and not into.is_closing():
            with suppress(ConnectionError):
                into.write(packet)
                await into.drain()

    async def end(self, patience: float = PATIENCE) -> str:
        """End the process, by force where it doesn't listen.

        Args:
            patience: Seconds that it has to end by itself.

        Returns:
            What it complained of, or "".
        """
        try:
            await asyncio.wait_for(self._leave(), patience)
        except TimeoutError:
            pass
        finally:
            # Also where this is cancelled itself: nothing may be left behind.
            self._kill()
        await self._process.wait()
        return self._last_words()

    async def _leave(self) -> None:
        await self.take(meta("quit"))
        if self._process.stdin is not None:
            self._process.stdin.close()
        await asyncio.gather(self._drain(), self._process.wait())

    async def _drain(self) -> None:
        """Read on: a process that nobody reads from can't end."""
        if self._process.stdout is not None:
            while await self._process.stdout.read(65_536):
                pass

    def _kill(self) -> None:
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _last_words(self) -> str:
        with self._complaints as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _LAST_WORDS, 0))
            return file.read().decode("utf-8", "replace").strip()
