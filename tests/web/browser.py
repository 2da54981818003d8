"""A real browser, controlled from afar as its own developer tools do it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import sys
import time
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import aiohttp

PATIENCE = 20
"""Seconds."""
CODES = {"Enter": 13, "Escape": 27}
IN_A_WHEEL = [sys.executable, str(Path(__file__).with_name("qt_browser.py"))]
CHROMIUM = ["--headless", "--no-sandbox", "--window-size=1200,760", "about:blank"]
"""Debian's, where somebody names it: `MLV_TEST_BROWSER=chromium`."""

ROWS = '[...document.querySelectorAll(".xterm-rows > div")].map(one => one.textContent)'
"""What the terminal shows; without a graphics card its rows are elements of the page."""

ONCE_IT_IS_THERE = {"returnByValue": True, "awaitPromise": True}


@asynccontextmanager
async def browser(folder: Path):
    """Start a browser with an empty page; it is killed at the end."""
    port = free_port()
    chosen = os.environ.get("MLV_TEST_BROWSER")
    remote = f"--remote-debugging-port={port}"
    command = [shutil.which(chosen) or chosen, remote, *CHROMIUM] if chosen else IN_A_WHEEL
    environment = os.environ | {
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{port}",
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=pipe)
    try:
        await _listening(process.stderr)
        said = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = await answer.json(content_type=None)
            address = next(one for one in pages if one["type"] == "page")["webSocketDebuggerUrl"]
            async with client.ws_connect(address, max_msg_size=0) as line:
                yield Page(line)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await asyncio.gather(process.wait(), said)


async def _listening(stream: asyncio.StreamReader) -> None:
    """Wait until the browser can be controlled."""
    said = b""
    async with asyncio.timeout(PATIENCE):
        while line := await stream.readline():
            said += line
            if re.search(rb"DevTools listening on ws://", line):
                return
    raise RuntimeError(f"no browser: {said.decode()}")


def free_port() -> int:
    """Return a port that nobody listens at: Qt's browser chooses none by itself."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Page:
    """One page, and what happened in it."""

    def __init__(self, line) -> None:
        self._line = line
        self._numbers = count(1)
        self.events = []

    async def call(self, method: str, **parameters):
        """Ask for something, and wait for the answer."""
        answer = await self._answer(method, parameters)
        assert "error" not in answer, answer
        return answer["result"]

    async def _answer(self, method: str, parameters):
        number = next(self._numbers)
        await self._line.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(2 * PATIENCE):
            while (answer := await self._line.receive_json()).get("id") != number:
                self.events.append(answer)
        return answer

    async def value(self, script: str):
        """Return what a script says, once it says it."""
        answer = await self.call("Runtime.evaluate", expression=script, **ONCE_IT_IS_THERE)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until a condition holds, in this page or in the one that comes instead."""
        end = f"Date.now() > {(time.time() + PATIENCE) * 1000}"
        look = f"({condition}) ? done(true) : {end} ? done(false) : setTimeout(look, 10)"
        script = f"new Promise(done => {{ const look = () => {look}; look(); }})"
        asked = {"expression": script, **ONCE_IT_IS_THERE}
        while "error" in (answer := await self._answer("Runtime.evaluate", asked)):
            assert "context" in answer["error"]["message"], answer
        holds = answer["result"]["result"].get("value")
        assert holds, f"{condition}: {await self.value('document.body.innerText')}"

    async def shows(self, text: str) -> None:
        """Wait until a row of the terminal has a text."""
        await self.until(f"{ROWS}.some(row => row.includes({text!r}))")

    async def press(self, *keys: str) -> None:
        """Press keys, such as `j` and `Enter`; `^z` is Ctrl+z."""
        for key in keys:
            name = key.removeprefix("^")
            said = {"key": name, "windowsVirtualKeyCode": CODES.get(name, ord(name[0].upper()))}
            said |= {"modifiers": 2} if name != key else {}
            said |= {} if name != key or key in CODES else {"text": key}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **said)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **said)

    async def go(self, address: str) -> None:
        """Open an address."""
        await self.call("Page.navigate", url=address)
        await self.until(f"location.href.startsWith({address!r})")
