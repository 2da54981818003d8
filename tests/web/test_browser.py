"""The whole of it: the program's own server, and a real browser before it."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager

from browser import browser
from databases import written

TOKEN = "a token of 16 or more"  # noqa: S105 - a test's


@asynccontextmanager
async def served(settings, folder, *options: str):
    """Run `mlv serve`; it must end in order when it is told to."""
    told = folder / "token"
    told.touch(mode=0o600)
    told.write_text(TOKEN)
    command = [sys.executable, "-m", "mlv_tui", "serve", "--db", written(settings.database)]
    more = ["--json", "--port", "0", "--token-file", str(told), *options]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, *more, stdout=pipe, stderr=pipe)
    try:
        yield json.loads(await process.stdout.readline())["data"]["url"]
        process.terminate()
        _, complaint = await process.communicate()
        assert (process.returncode, complaint) == (143, b"")
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def test_the_screen_is_used_in_a_browser(settings, project, tmp_path, open_workspace):
    """Log in, open, move, complete, load again; see what a colleague does; be told at the end."""
    async with browser(tmp_path) as page:
        await page.call("Network.enable")
        await page.call("Runtime.enable")
        async with served(settings, tmp_path, "--actor", "eve") as address:
            assert await page.value(opened_from_elsewhere(address)) == "refused"
            await log_in(page, address)
            assert await page.value("location.search") == f"?projectId={project.slug}"
            await complete_and_load_again(page)

            workspace = open_workspace()
            assert workspace.history.activity(project.id, 1)[0].actor == "eve"
            workspace.edits.set_status([3], "blocked")
            await page.shows("■ Print the maps")
            await page.press("E")
            await page.shows("There is no terminal for an editor in a browser.")
            await page.press("^z")
            await page.shows("There is no shell to go back to in a browser.")

        await page.until('document.querySelector("body.-closed")')
        reason = await page.value('document.getElementById("reason").textContent')
        assert reason == "The server was ended."

    sent = [one["params"] for one in page.events if one["method"] == "Network.requestWillBeSent"]
    assert {one["request"]["url"].split("/")[2] for one in sent} == {address.split("/")[2]}
    assert [one for one in page.events if one["method"] == "Runtime.exceptionThrown"] == []


async def log_in(page, address: str) -> None:
    """Type the token where the page asks for it."""
    await page.go(address)
    await page.until('document.querySelector("input[name=token]")')
    await page.value(f'document.querySelector("input").value = {TOKEN!r}')
    await page.value('document.querySelector("button").click()')
    await page.shows("○ Book the rooms")
    assert await page.value("document.cookie") == ""


async def complete_and_load_again(page) -> None:
    """Go down, complete what is there, and find it done in a new session too."""
    await page.press("j", "c")
    await page.shows("✓ Book the rooms")
    await page.value("window.isOld = true")
    await page.call("Page.reload")
    await page.until("!window.isOld")
    await page.shows("✓ Book the rooms")


def opened_from_elsewhere(address: str) -> str:
    """Return a script that opens a session as our page does, and says what came of it."""
    session = address.replace("http", "ws").replace("/milestones", "/sessions/trips")
    return f"""new Promise(done => {{
        const socket = new WebSocket("{session}?width=80&height=24");
        socket.onopen = () => done("open");
        socket.onerror = () => done("refused");
    }})"""
