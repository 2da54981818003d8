"""Webhooks against a server of this machine: signed, tried again, and never led elsewhere."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

import pytest
from owing import now, owed, surroundings, until, work_off

from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.runner import Runner
from mlv_tui.automation.webhook import DELAYS, MOMENT, SIGNATURE, Post, post, signature
from mlv_tui.domain.hook_delivery import DeliveryState
from mlv_tui.settings import HookSettings

SECRET = "a secret"  # noqa: S105 - nobody's


class Server:
    """Answers as it is told to, and remembers what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.may_answer = Event()
        self.may_answer.set()
        self.is_dripping = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, dict(self.headers), body))
                outer.may_answer.wait(10)
                outer.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Whoever waited for an answer may be gone by now.
        self.http.handle_error = lambda *_: None
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one post."""
        status = self.answers.pop(0) if self.answers else 200
        handler.send_response(status)
        if status in (301, 302, 307, 308):
            handler.send_header("Location", f"{self.url}/elsewhere")
        handler.end_headers()
        handler.wfile.write(b"x" * 100_000)

    def close(self) -> None:
        """Answer no more."""
        self.may_answer.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server():
    """One that is there for a test."""
    with closing(Server()) as one:
        yield one


def sent(server, *, timeout=5.0, secret=SECRET):
    """A post to the server."""
    return Post(f"{server.url}/in?a=b", b'{"a": 1}', "id", secret, 1_700_000_000, timeout)


def test_a_post_is_signed_with_its_moment(server):
    """Whoever knows the secret can check that it came from here, and when."""
    outcome = post(sent(server), 1, Event())

    path, headers, body = server.got[0]
    assert (path, body) == ("/in?a=b", b'{"a": 1}')
    assert headers[MOMENT] == "1700000000"
    assert headers[SIGNATURE] == signature(SECRET, 1_700_000_000, body)
    assert headers[SIGNATURE] != signature(SECRET, 1_700_000_001, body)
    assert headers[SIGNATURE] != signature("another", 1_700_000_000, body)
    assert headers["Content-Type"] == "application/json"
    assert outcome.state is DeliveryState.DONE
    assert len(outcome.output) < 5_000


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again_later_and_later(server, status):
    """Each wait is longer, none the same twice, and after the last there is an end."""
    server.answers = [status] * (len(DELAYS) + 1)

    outcomes = [post(sent(server), attempt, Event()) for attempt in range(1, len(DELAYS) + 2)]

    assert [one.state for one in outcomes[:-1]] == [DeliveryState.WAITING] * len(DELAYS)
    for one, delay in zip(outcomes, DELAYS, strict=False):
        assert 0.75 * delay <= one.again_in <= 1.25 * delay
    assert outcomes[-1].state is DeliveryState.FAILED
    assert outcomes[-1].said == f"answered {status}, 5 times"


@pytest.mark.parametrize("status", [302, 307, 308, 400, 404])
def test_a_redirect_or_a_refusal_is_final(server, status):
    """What was meant for one place is sent to no other."""
    server.answers = [status]

    outcome = post(sent(server), 1, Event())

    assert outcome.state is DeliveryState.FAILED
    assert [path for path, _, _ in server.got] == ["/in?a=b"]


def test_a_server_that_hangs_is_left(server):
    """So many seconds in all, then it is tried again."""
    server.may_answer.clear()

    outcome = post(sent(server, timeout=0.2), 1, Event())

    assert outcome.state is DeliveryState.WAITING
    assert "no answer" in outcome.said


def test_where_nobody_listens_it_is_tried_again():
    """A server that is down for a moment loses nothing."""
    gone = Post("http://127.0.0.1:1/", b"{}", "id", "", 1, 1.0)

    assert post(gone, 1, Event()).state is DeliveryState.WAITING


def test_what_waits_for_another_attempt_survives_a_restart(server, tmp_path):
    """The queue knows when it is due, whoever runs it then."""
    server.answers = [500]
    hook = HookSettings("web", ("done",), url=server.url, secret_env="HOOK_SECRET")  # noqa: S106 - a name
    around = surroundings(HOOK_SECRET=SECRET)
    moment = [now()]
    with closing(Outbox(tmp_path / "hooks.db", lambda: moment[0])) as outbox:
        outbox.take(1, 1, [owed("a", "web")])
        runner = Runner(outbox, around, 1)
        until(lambda: not runner.turn({"web": hook}, 0.02) and server.got)
        runner.close()
        (waiting,) = outbox.waiting()
        assert (waiting.attempt, waiting.said) == (1, "answered 500")
        assert outbox.due(()) == []
        moment[0] = waiting.due_at

        found = work_off(outbox, [hook], surroundings(HOOK_SECRET=SECRET))

    attempts = [json.loads(body)["data"]["attempt"] for _, _, body in server.got]
    assert attempts == [1, 2]
    assert found["a"].state is DeliveryState.DONE


def test_without_its_secret_nothing_is_posted(server, tmp_path):
    """A variable that isn't set is told, not taken for an empty secret."""
    hook = HookSettings("web", ("done",), url=server.url, secret_env="HOOK_SECRET")  # noqa: S106 - a name
    with closing(Outbox(tmp_path / "hooks.db", now)) as outbox:
        outbox.take(1, 1, [owed("a", "web")])

        found = work_off(outbox, [hook])

    assert found["a"].said == "the variable HOOK_SECRET isn't set"
    assert server.got == []


def test_what_lacks_its_secret_stays_owed_until_a_session_has_it(server, tmp_path):
    """A job of the night without the variable loses nothing of what a session then posts."""
    hook = HookSettings("web", ("done",), url=server.url, secret_env="HOOK_SECRET")  # noqa: S106 - a name
    with closing(Outbox(tmp_path / "hooks.db", now)) as outbox:
        outbox.take(1, 1, [owed("a", "web")])
        lacking = work_off(outbox, [hook])["a"]
        assert (lacking.state, lacking.attempt) == (DeliveryState.WAITING, 0)
        assert lacking.is_put_off

        found = work_off(outbox, [hook], surroundings(HOOK_SECRET=SECRET))

    assert found["a"].state is DeliveryState.DONE
    assert len(server.got) == 1
