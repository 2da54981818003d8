"""A server in the test's own loop, with a project that was read from a plan."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest

from mlv_tui.cli.serve_sources import sources
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.web.gate import Gate
from mlv_tui.web.listening import Place, listen
from mlv_tui.web.reading import Reading
from mlv_tui.web.server import Limits, Server

PLAN = "# Trips\n\n## Book the rooms\n\nLink: trip:TR-42\n\n## Print the maps\n"
FROM = "Origin"


class Served:
    """A server, and somebody who asks it."""

    def __init__(self, url: str, client: aiohttp.ClientSession) -> None:
        self.url = url
        self.client = client

    async def get(self, path: str, **headers: str):
        """Return the status, the headers and the body as text; no redirect is followed."""
        return await self.ask("GET", path, headers=headers)

    async def ask(self, method: str, path: str, **more):
        """Do the same by any method."""
        asking = self.client.request(method, f"{self.url}{path}", allow_redirects=False, **more)
        async with asking as answer:
            return answer.status, answer.headers, await answer.text()

    def session(self, slug: str = "trips", **headers: str):
        """Open a session, as the page of this server does it."""
        address = f"{self.url}/sessions/{slug}?width=100&height=30"
        return self.client.ws_connect(address, headers={FROM: self.url} | headers)


@pytest.fixture
def project(plans, open_workspace):
    """A project of three milestones."""
    workspace = open_workspace()
    return workspace.read(ReadWanted((plans.write("trips.md", PLAN),))).project


@pytest.fixture
def serving(settings, project):
    """Start servers."""

    @asynccontextmanager
    async def start(token: str = "", limits: Limits | None = None):
        told = asyncio.get_running_loop().create_future()
        reading = Reading(lambda: Workspace(settings), sources("ada"))
        server = Server(settings, reading, Gate((), token), limits or Limits())
        task = asyncio.create_task(listen(server.app(), Place(port=0), told.set_result))
        try:
            async with aiohttp.ClientSession() as client:
                yield Served(await told, client)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            reading.close()

    assert project.slug == "trips"
    return start
