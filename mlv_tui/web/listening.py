"""Where a server listens: an address on the network, or a socket in a folder."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from mlv_tui.web.gate import is_loopback
from mlv_tui.web.refusals import CantServe

_ONLY_OURS: Final = 0o177
"""What nobody else may do with a socket."""
_SHUTDOWN: Final = 5.0
"""Seconds that sessions have to end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen.

    Attributes:
        host: A name or an address.
        port: 0 for any that is free.
        socket: A file, in place of both; None for none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    socket: Path | None = None

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches it."""
        return self.socket is not None or is_loopback(self.host)


async def listen(app: web.Application, place: Place, tell: Callable[[str], None]) -> None:
    """Listen for ever.

    Args:
        app: What answers.
        place: Where.
        tell: Told the address, once there is an answer at it.

    Raises:
        CantServe: If nothing can listen there.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN)
    await runner.setup()
    try:
        async with _listening(runner, place) as address:
            tell(address)
            await asyncio.Event().wait()
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _listening(runner: web.AppRunner, place: Place) -> AsyncIterator[str]:
    if place.socket is not None:
        file = place.socket
        await web.SockSite(runner, _unix_socket(file)).start()
        try:
            yield str(file)
        finally:
            file.unlink(missing_ok=True)
        return
    try:
        await web.TCPSite(runner, place.host, place.port).start()
    except (OSError, OverflowError, UnicodeError) as error:
        raise CantServe(
            f"Nothing can listen at {place.host}:{place.port}: {_why(error)}.",
            "Choose another --port or --host.",
        ) from None
    host = f"[{place.host}]" if ":" in place.host else place.host
    yield f"http://{host}:{runner.addresses[0][1]}"


def _unix_socket(file: Path) -> socket.socket:
    """Make a socket that only this person can connect to.

    Raises:
        CantServe: If something is there already, or it can't be made.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(_ONLY_OURS)
    try:
        _forget_dead(file)
        listener.bind(str(file))
    except OSError as error:
        listener.close()
        raise CantServe(
            f"No socket can be made at {file}: {_why(error)}.", "Name another file by --socket."
        ) from None
    except BaseException:
        listener.close()
        raise
    finally:
        os.umask(mask)
    return listener


def _forget_dead(file: Path) -> None:
    """Remove a socket that a server which was killed left behind; nothing else."""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(file.lstat().st_mode):
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
            try:
                other.connect(str(file))
            except ConnectionRefusedError:
                file.unlink()


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
