"""What goes between a browser and its session, and why it ends."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from aiohttp import WSMsgType, web

from mlv_tui.web.session import Session
from mlv_tui.web.wire import heard

LONGEST_REASON: Final = 120
"""Bytes: more isn't told when a socket is closed."""


async def relay(socket: web.WebSocketResponse, session: Session, idle: float) -> str:
    """Carry messages until the browser goes, the session ends, or nobody does anything.

    Args:
        socket: The browser's.
        session: Just begun.
        idle: Seconds.

    Returns:
        Why it ended, where a person wouldn't know; else "".
    """
    hearing = asyncio.create_task(_hear(socket, session, idle))
    showing = asyncio.create_task(_show(socket, session))
    both = (hearing, showing)
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
    return next((one.result() for one in both if not one.cancelled()), "")


async def _hear(socket: web.WebSocketResponse, session: Session, idle: float) -> str:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(idle) as limit:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                said = heard(message.data)
                if said.is_input:
                    limit.reschedule(loop.time() + idle)
                if said.packet:
                    await session.take(said.packet)
                if said.answer:
                    await socket.send_str(said.answer)
    except TimeoutError:
        return f"Nobody did anything for {_long(idle)}, so the session was ended."
    except ConnectionError:
        return ""
    return ""


async def _show(socket: web.WebSocketResponse, session: Session) -> str:
    with suppress(ConnectionError):
        async for data in session.shown():
            await socket.send_bytes(data)
    return ""


def reason_bytes(reason: str) -> bytes:
    """Write a reason as it can be told when a socket is closed."""
    return reason.encode()[:LONGEST_REASON].decode("utf-8", "ignore").encode()


def _long(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes and not rest:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    return f"{round(seconds)} second{'' if round(seconds) == 1 else 's'}"
