"""One attempt at a webhook: a signed post, and what its answer means for the next attempt."""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from random import SystemRandom
from threading import Event, Timer
from typing import Final
from urllib.parse import urlsplit

from mlv_tui.domain.hook_delivery import DeliveryState, Outcome

SIGNATURE: Final = "X-Mlv-Signature"
MOMENT: Final = "X-Mlv-Timestamp"
DELAYS: Final = (2.0, 8.0, 30.0, 90.0)
"""Seconds between the attempts; after the last one there is none any more."""

_KEPT_ANSWER: Final = 4 * 1024
_TRY_AGAIN: Final = frozenset({408, 425, 429})
_SPREAD: Final = 0.25
"""The part of a delay that chance takes or gives: not all are to come back at one moment."""
_SUCCESS: Final = range(200, 300)
_SERVER_S_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be posted.

    Attributes:
        url: Where to.
        body: JSON.
        event_id: Of what it is about.
        secret: What it is signed with; "" for no signature.
        moment: Seconds since the epoch, which are signed too.
        timeout: Seconds for all of it.
    """

    url: str
    body: bytes
    event_id: str
    secret: str
    moment: int
    timeout: float


def signature(secret: str, moment: int, body: bytes) -> str:
    """Sign a body and its moment: `sha256=` and the HMAC of `MOMENT.BODY`."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def post(what: Post, attempt: int, stop: Event) -> Outcome:
    """Post once; no redirect is followed.

    Args:
        what: What is to be posted.
        attempt: Its number, from 1.
        stop: Set where there is no time left.
    """
    try:
        status, answer = _answer(what)
    except (OSError, HTTPException, ValueError) as error:
        if stop.is_set():
            return Outcome(DeliveryState.WAITING, "cut off: the program that runs it ended")
        return _again(attempt, f"no answer: {error or type(error).__name__}", "")
    if status in _SUCCESS:
        return Outcome(DeliveryState.DONE, f"answered {status}", answer)
    if status in _TRY_AGAIN or status >= _SERVER_S_FAULT:
        return _again(attempt, f"answered {status}", answer)
    return Outcome(DeliveryState.FAILED, f"answered {status}, which isn't tried again", answer)


def _again(attempt: int, said: str, answer: str) -> Outcome:
    if attempt > len(DELAYS):
        return Outcome(DeliveryState.FAILED, f"{said}, {attempt} times", answer)
    delay = DELAYS[attempt - 1] * SystemRandom().uniform(1 - _SPREAD, 1 + _SPREAD)
    return Outcome(DeliveryState.WAITING, said, answer, delay)


def _answer(what: Post) -> tuple[int, str]:
    parts = urlsplit(what.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _connected(what) as connection:
        connection.request("POST", path, what.body, _headers(what))
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.read(_KEPT_ANSWER).decode("utf-8", "replace")


def _headers(what: Post) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "mlv",
        "X-Mlv-Event": what.event_id,
        MOMENT: str(what.moment),
    }
    signed = {SIGNATURE: signature(what.secret, what.moment, what.body)} if what.secret else {}
    return headers | signed


@contextmanager
def _connected(what: Post) -> Iterator[HTTPConnection]:
    """Connect for so many seconds in all, however slowly the other side answers."""
    parts = urlsplit(what.url)
    host, port, timeout = parts.hostname or "", parts.port, what.timeout
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(host, port, timeout=timeout, context=context)
    else:
        connection = HTTPConnection(host, port, timeout=timeout)
    end = Timer(timeout, _cut, [connection])
    end.daemon = True
    end.start()
    try:
        yield connection
    finally:
        end.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
