"""The server: the page, the sessions behind it, and the JSON beside it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from aiohttp import WSCloseCode, web

from mlv_tui.domain.project import Project
from mlv_tui.domain.visible import visible
from mlv_tui.errors import MlvError
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.web.environment import session_command, session_environment
from mlv_tui.web.gate import COOKIE, Gate
from mlv_tui.web.pages import HEADERS, milestones_page, part, told_page
from mlv_tui.web.places import Places
from mlv_tui.web.reading import PROJECT, Reading, error_envelope, project_called
from mlv_tui.web.refusals import AllTaken, NoSuchPage, NotThatWay, TokenWanted, status_of
from mlv_tui.web.relay import reason_bytes, relay
from mlv_tui.web.session import Session

MILESTONES: Final = "/milestones"
_LOGIN: Final = "/login"
_FREE: Final = "/static/"
"""What even those may see who don't know the token: it is in no way theirs."""
_LONGEST_MESSAGE: Final = 1024 * 1024
"""Bytes that a browser may send at once, such as a text that is pasted."""
_DIGITS: Final = 6
"""More aren't a size."""
_HEARTBEAT: Final = 15.0
"""Seconds after which a browser is asked whether it is still there."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What sessions may take.

    Attributes:
        sessions: How many there may be at once.
        idle: Seconds without a key or the mouse after which one is ended.
    """

    sessions: int = 8
    idle: float = 1800.0


class Server:
    """Answers browsers and programs."""

    def __init__(
        self, settings: Settings, reading: Reading, gate: Gate, limits: Limits, default: str = ""
    ) -> None:
        """Prepare it.

        Args:
            settings: The sessions' too.
            reading: What JSON is read from.
            gate: Who is let in.
            limits: For the sessions.
            default: The slug of the project that is shown where none is named; "" for the last one.
        """
        self._settings = settings
        self._reading = reading
        self._gate = gate
        self._idle = limits.idle
        self._default = default
        self._places = Places(limits.sessions)
        self._sockets: set[web.WebSocketResponse] = set()

    def app(self) -> web.Application:
        """Make what aiohttp runs."""
        app = web.Application(middlewares=[self._guard], client_max_size=4096)
        app.add_routes(
            [
                web.get("/", self._start),
                web.get(MILESTONES, self._page),
                web.get("/sessions/{slug}", self._session, allow_head=False),
                web.get("/static/{name}", self._part),
                web.get(_LOGIN, self._login),
                web.post(_LOGIN, self._login),
                *(web.get(path, self._read) for path in self._reading.sources),
            ]
        )
        app.on_shutdown.append(self._close)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Look at a request first, and answer what is refused."""
        try:
            self._check(request)
            response = await handler(request)
        except MlvError as error:
            response = _told(request, error)
        except web.HTTPNotFound:
            error = NoSuchPage("There is nothing at this address.", f"Try {MILESTONES}.")
            response = _told(request, error)
        except web.HTTPMethodNotAllowed as error:
            methods = ", ".join(sorted(error.allowed_methods))
            refused = NotThatWay(f"{visible(request.method)} is refused.", f"Use {methods}.")
            response = _told(request, refused)
            response.headers["Allow"] = methods
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    def _check(self, request: web.Request) -> None:
        headers = request.headers
        self._gate.check_host(headers.get("Host", ""))
        if request.path != _LOGIN and not request.path.startswith(_FREE):
            cookie = request.cookies.get(COOKIE, "")
            self._gate.check_token(headers.get("Authorization", ""), cookie)

    async def _login(self, request: web.Request) -> web.StreamResponse:
        """Exchange the token for a cookie."""
        form: Mapping[str, object] = request.query
        if request.method == "POST":
            self._gate.check_origin(request.headers)
            form = await request.post()
        given = form.get("token", "")
        if not isinstance(given, str) or not self._gate.is_token(given):
            if not self._gate.has_token:
                raise web.HTTPNotFound
            said = "That isn't the token." if given else "This server asks for its token."
            raise TokenWanted(said, "It is what the server was started with.")
        response = web.Response(status=303, headers={"Location": MILESTONES})
        response.set_cookie(
            COOKIE,
            self._gate.pass_,
            httponly=True,
            samesite="Strict",
            secure=request.secure,
        )
        return response

    async def _start(self, request: web.Request) -> web.StreamResponse:
        del request
        return _moved(MILESTONES)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """Show a project; the address says which, and nothing else.

        The terminal's script obeys other words of the query.
        """
        wanted = request.query.get(PROJECT, "")
        project = await self._project(wanted or self._default)
        if not wanted or list(request.query) != [PROJECT]:
            return _moved(f"{MILESTONES}?{PROJECT}={quote(project.slug, '')}")
        return milestones_page(project.slug, project.name)

    async def _part(self, request: web.Request) -> web.StreamResponse:
        found = part(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _read(self, request: web.Request) -> web.StreamResponse:
        """Answer with JSON, or with nothing where the asker has it."""
        known = {
            one.strip().removeprefix("W/")  # a proxy that compresses weakens it
            for one in request.headers.get("If-None-Match", "").split(",")
        }
        given = list(request.query.items())
        document = await self._reading.document(request.path, given, known)
        headers = {"ETag": document.tag, "Cache-Control": "no-cache"}
        if document.body is None:
            return web.Response(status=304, headers=headers)
        return web.Response(body=document.body, content_type="application/json", headers=headers)

    async def _project(self, wanted: str) -> Project:
        def find(workspace: Workspace) -> Project:
            return project_called(workspace, wanted) if wanted else workspace.last_project()

        return await self._reading.ask(find)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        """Open a session for a browser, and carry messages until one of both ends."""
        self._gate.check_origin(request.headers)
        project = await self._project(request.match_info["slug"])
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LONGEST_MESSAGE)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            async with self._places.taken():
                reason = await self._run(socket, project.slug, _size(request))
            await socket.close(message=reason_bytes(reason))
        except AllTaken as error:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=reason_bytes(str(error)))
        finally:
            self._sockets.discard(socket)
        return socket

    async def _run(self, socket: web.WebSocketResponse, slug: str, size: tuple[int, int]) -> str:
        """Run a session; return why it ended, or ""."""
        environment = session_environment(os.environ, self._settings, size)
        session = await Session.begin(session_command(slug), environment)
        try:
            reason = await relay(socket, session, self._idle)
        finally:
            with self._places.leaving():
                complaint = await session.end()
        return reason or complaint.removeprefix("mlv: ")

    async def _close(self, app: web.Application) -> None:
        """Tell all browsers that the server ends."""
        del app
        message = reason_bytes("The server was ended.")
        leaving = [one.close(code=WSCloseCode.GOING_AWAY, message=message) for one in self._sockets]
        await asyncio.gather(*leaving)


def _told(request: web.Request, error: MlvError) -> web.Response:
    if request.path.endswith(".json"):
        return web.Response(
            body=error_envelope(error),
            status=status_of(error),
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )
    return told_page(error)


def _moved(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address, "Cache-Control": "no-store"})


def _size(request: web.Request) -> tuple[int, int]:
    """Return the columns and rows that a browser asks for."""
    width, height = (request.query.get(name, "") for name in ("width", "height"))
    return _number(width, 80), _number(height, 24)


def _number(text: str, otherwise: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number else otherwise
