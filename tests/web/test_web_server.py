"""The server: its pages, its sessions, its JSON, and what it refuses."""

from __future__ import annotations

import asyncio
import json

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError

from mlv_tui.web.server import Limits

BINARY = WSMsgType.BINARY
TOKEN = "a token of 16 or more"  # noqa: S105 - a test's
HOSTILE = "%27%3B%20rm%20-rf%27"


async def shown(socket, text: str) -> None:
    """Wait until a session draws a text."""
    drawn = b""
    async with asyncio.timeout(20):
        while text.encode() not in drawn:
            message = await socket.receive()
            assert message.type is BINARY, (message, drawn)
            drawn += message.data


async def ended(socket) -> tuple[int, str]:
    """Wait until a session is closed; return the code and the reason."""
    async with asyncio.timeout(20):
        while (message := await socket.receive()).type in (BINARY, WSMsgType.TEXT):
            pass
    return message.data, message.extra


async def test_json_says_what_list_prints(serving, project, open_workspace):
    """The same envelope; it changes its tag when somebody writes, and only then."""
    async with serving() as served:
        path = f"/milestones.json?projectId={project.slug}"
        status, headers, body = await served.get(path)
        titles = [one["title"] for one in json.loads(body)["data"]]
        assert (status, titles) == (200, ["Trips", "Book the rooms", "Print the maps"])
        assert json.loads(body)["kind"] == "milestones"
        assert "Access-Control-Allow-Origin" not in headers

        tag = headers["ETag"]
        by_id = await served.get(f"/milestones.json?projectId={project.id}")
        assert json.loads(by_id[2]) == json.loads(body)
        assert (await served.get(path, **{"If-None-Match": f'"x", W/{tag}'}))[0] == 304
        status, headers, nothing = await served.ask("HEAD", path)
        assert (status, headers["ETag"], nothing) == (200, tag, "")

        open_workspace().edits.set_status([2], "done")
        status, headers, body = await served.get(path, **{"If-None-Match": tag})
        assert (status, json.loads(body)["data"][1]["status"]) == (200, "done")
        _, _, body = await served.get(f"{path}&filter=status:done&group=status")
        assert [one["id"] for one in json.loads(body)["data"]] == [2]


async def test_json_says_how_entities_stand(serving):
    """What a screen of trips asks for one of them, or for all."""
    async with serving() as served:
        _, headers, body = await served.get("/state.json?kind=trip&id=TR-42")
        (found,) = json.loads(body)["data"]
        assert (found["kind"], found["id"], found["counts"]["open"]) == ("trip", "TR-42", 1)
        assert (
            await served.get("/state.json?kind=trip&id=TR-42", **{"If-None-Match": headers["ETag"]})
        )[0] == 304

        assert json.loads((await served.get("/state.json?kind=offer"))[2])["data"] == []
        assert (await served.get("/state.json?kind=trip&id=TR-1"))[0] == 404


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/milestones.json", 400, "usage"),
        ("/milestones.json?projectId=trips&projectId=trips", 400, "usage"),
        ("/milestones.json?projectId=trips&filtr=x", 400, "usage"),
        ("/milestones.json?projectId=trips&all=perhaps", 400, "usage"),
        ("/milestones.json?projectId=trips&group=colour", 400, "usage"),
        ("/milestones.json?projectId=trips&filter=colour:red", 400, "filter"),
        ("/milestones.json?projectId=trips&sort=colour", 400, "filter"),
        (f"/milestones.json?projectId={HOSTILE}", 404, "not-found"),
        ("/milestones.json?projectId=%00%ff%1b[2J", 404, "not-found"),
        ("/state.json?kind=trip&id=", 400, "usage"),
        ("/state.json?id=TR-42", 400, "usage"),
        ("/state.json?kind=trip&id=a%20b", 400, "usage"),
        ("/state.json?kind=trip:TR-42", 400, "usage"),
        ("/other.json", 404, "not-found"),
    ],
)
async def test_a_wrong_question_is_answered_in_json(serving, path, status, code):
    """With its status, and the sentence that a command would print."""
    async with serving() as served:
        found, headers, body = await served.get(path)

    assert (found, headers["Content-Type"]) == (status, "application/json")
    said = json.loads(body)
    assert (said["kind"], said["error"]["code"]) == ("error", code)
    assert said["error"]["message"].endswith(".")


async def test_json_is_read_and_nothing_else(serving):
    """Whatever would change something is refused."""
    async with serving() as served:
        for method in ("POST", "PUT", "DELETE"):
            status, headers, body = await served.ask(method, "/milestones.json?projectId=trips")
            assert (status, headers["Allow"]) == (405, "GET, HEAD")
            assert json.loads(body)["error"]["code"] == "method"


async def test_an_address_says_which_project_and_nothing_else(serving):
    """Without one, the last project's is opened; other words, which scripts would obey, go."""
    async with serving() as served:
        assert (await served.get("/"))[1]["Location"] == "/milestones"
        canonical = "/milestones?projectId=trips"
        assert (await served.get("/milestones"))[1]["Location"] == canonical
        query = "?ping=http://evil.example&projectId=trips"
        assert (await served.get(f"/milestones{query}"))[1]["Location"] == canonical

        status, headers, page = await served.get(canonical)
        assert (status, 'data-session-path="/sessions/trips"' in page) == (200, True)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


async def test_no_page_knows_an_unknown_project(serving):
    """It is told in a page, as text; and no session is opened for it."""
    async with serving() as served:
        for wanted in (HOSTILE, "%3Cscript%3Ealert(1)%3C/script%3E", "nowhere"):
            status, _, page = await served.get(f"/milestones?projectId={wanted}")
            assert (status, "There is no project" in page) == (404, True)
            assert "<script>" not in page
            with pytest.raises(WSServerHandshakeError) as refused:
                await served.session(wanted)
            assert refused.value.status == 404


async def test_what_people_call_a_project_is_text_in_a_page(serving, open_workspace):
    """No name becomes a part of the page."""
    open_workspace().rename_project("trips", '<script>alert("1")</script>$socket')

    async with serving() as served:
        _, _, page = await served.get("/milestones?projectId=trips")

    assert "<title>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;$socket</title>" in page


async def test_a_page_s_parts_are_the_server_s_own(serving):
    """Nothing on it comes from elsewhere, and nothing else is given away."""
    async with serving() as served:
        _, _, page = await served.get("/milestones?projectId=trips")
        assert "//" not in page
        for name in ("page.js", "page.css", "textual.js", "xterm.css"):
            status, _, part = await served.get(f"/static/{name}")
            assert (status, "googleapis" in part) == (200, False)
        for name in ("", "..%2fserver.py", "milestones.html", "js/textual.js"):
            assert (await served.get(f"/static/{name}"))[0] == 404


async def test_another_name_and_another_origin_are_refused(serving):
    """A page elsewhere neither reads anything nor opens a session."""
    async with serving() as served:
        assert (await served.get("/milestones.json?projectId=trips", Host="evil.example"))[0] == 403
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
            with pytest.raises(WSServerHandshakeError) as refused:
                await served.session(Origin=origin)
            assert refused.value.status == 403


async def test_a_token_is_exchanged_for_a_cookie(serving):
    """Which no script sees and no other site sends; without both there is a page that asks."""
    async with serving(TOKEN) as served:
        path = "/milestones.json?projectId=trips"
        assert (await served.get(path))[0] == 401
        assert (await served.get(path, Authorization="Bearer wrong"))[0] == 401
        assert (await served.get(path, Authorization=f"Bearer {TOKEN}"))[0] == 200
        status, _, page = await served.get("/milestones")
        assert (status, 'type="password"' in page) == (401, True)
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.session()
        assert refused.value.status == 401

        form = {"data": {"token": TOKEN}}
        assert (await served.ask("POST", "/login", **form))[0] == 403
        own = {"headers": {"Origin": served.url}}
        assert (await served.ask("POST", "/login", data={"token": "wrong"}, **own))[0] == 401
        assert (await served.get("/login?token=wrong"))[0] == 401
        status, headers, _ = await served.ask("POST", "/login", **form, **own)
        cookie = headers["Set-Cookie"]
        assert (status, headers["Location"]) == (303, "/milestones")
        assert ("HttpOnly" in cookie, "SameSite=Strict" in cookie) == (True, True)
        assert TOKEN not in cookie

        given = cookie.partition(";")[0]
        assert (await served.get(path, Cookie=given))[0] == 200


async def test_without_a_token_there_is_no_log_in(serving):
    """An empty one opens nothing."""
    async with serving() as served:
        assert (await served.get("/login?token="))[0] == 404


async def test_of_fifty_sessions_at_once_only_so_many_open(serving):
    """The others are told; when one is closed, its process is gone and the next may come."""
    async with serving(limits=Limits(sessions=1)) as served:
        sockets = await asyncio.gather(*(served.session() for _ in range(50)))
        firsts = await asyncio.gather(*(one.receive() for one in sockets))
        begun = [one for one, said in zip(sockets, firsts, strict=True) if said.type is BINARY]
        told = {(said.data, said.extra) for said in firsts if said.type is WSMsgType.CLOSE}
        assert told == {(1013, "1 session is open, and no more may be. Close one, then try again.")}
        (first,) = begun
        await shown(first, "Book the rooms")

        await first.close()
        again = await served.session()
        await shown(again, "Book the rooms")
        for one in (*sockets, again):
            await one.close()


async def test_a_session_that_is_left_alone_is_ended_and_says_so(serving):
    """Answers to pings don't count; a person who comes back reads why."""
    async with serving(limits=Limits(idle=0.6)) as served:
        socket = await served.session()
        await socket.send_json(["ping", 1])

        code, reason = await ended(socket)

    assert (code, reason) == (1000, "Nobody did anything for 1 second, so the session was ended.")


async def test_a_session_that_can_t_begin_says_why(serving, tmp_path, monkeypatch):
    """The sentence that its process ended with."""
    config = tmp_path / "config.toml"
    config.write_text("colour = 1\n")
    monkeypatch.setenv("MLV_CONFIG", str(config))

    async with serving() as served:
        code, reason = await ended(await served.session())

    assert (code, reason.startswith(f"{config}:1"), "Traceback" in reason) == (1000, True, False)
