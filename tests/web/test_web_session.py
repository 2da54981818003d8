"""A session's process: what it shows, and that it ends."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from mlv_tui.web.environment import session_command, session_environment
from mlv_tui.web.session import Session

DEAF = """\
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"__GANGLION__\\nD\\0\\0\\0\\2hi")
os.write(2, b"mlv: It is stuck.")
time.sleep(60)
"""


async def test_a_session_ends_when_its_server_is_gone(settings, project):
    """Also when that was killed and could tell nobody."""
    environment = session_environment(os.environ, settings, (100, 30))
    process = await asyncio.create_subprocess_exec(
        *session_command(project.slug),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment,
        limit=1024 * 1024,
    )
    assert await process.stdout.readuntil(b"Book the rooms")

    process.stdin.close()

    async with asyncio.timeout(20):
        await process.communicate()
    assert process.returncode == 0


async def test_one_that_doesn_t_listen_is_killed():
    """What it showed and what it complained of are told."""
    session = await Session.begin([sys.executable, "-c", DEAF], dict(os.environ))
    shown = session.shown()
    assert await anext(shown) == b"hi"

    assert await session.end(0.01) == "mlv: It is stuck."

    with pytest.raises(ProcessLookupError):
        os.kill(session.pid, 0)


async def test_one_that_shows_nothing_just_ends():
    """It says why on its standard error."""
    program = "import sys; sys.exit('mlv: There is no such database.')"
    session = await Session.begin([sys.executable, "-c", program], dict(os.environ))

    assert [data async for data in session.shown()] == []
    assert await session.end() == "mlv: There is no such database."
