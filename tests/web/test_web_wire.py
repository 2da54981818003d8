"""What a browser says, as packets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mlv_tui.web.wire import DATA, HEAD, META, Heard, heard


def unpacked(packet: bytes) -> tuple[bytes, bytes]:
    """Take a packet apart; it must be whole."""
    kind, size = HEAD.unpack(packet[: HEAD.size])
    assert len(packet) == HEAD.size + size
    return kind, packet[HEAD.size :]


def test_keys_arrive_as_they_were_typed():
    """Also what looks like a packet."""
    text = "j\x1b[A é D\0\0\0\1"

    found = heard(json.dumps(["stdin", text]))

    assert unpacked(found.packet) == (DATA, text.encode())
    assert found.is_input


@pytest.mark.parametrize(
    ("asked", "given_"),
    [((20_000, 5_000), (500, 200)), ((-1, 0), (20, 6)), ((132, 43), (132, 43))],
)
def test_a_size_is_one_that_a_screen_may_have(asked, given_):
    """A browser that asks for a hundred million cells gets fewer."""
    found = heard(json.dumps(["resize", {"width": asked[0], "height": asked[1]}]))

    kind, payload = unpacked(found.packet)
    said = json.loads(payload)
    assert (kind, said["type"], said["width"], said["height"]) == (META, "resize", *given_)
    assert not found.is_input


def test_a_ping_is_answered_and_is_no_work():
    """Nobody did anything."""
    assert heard('["ping", 17]') == Heard(answer='["pong", 17]')


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "{}", "[]", "[1]", "[" * 100_000, '["quit"]', '["deliver_chunk_request", {}]'),
        *('["stdin"]', '["stdin", 1]', '["resize", null]', '["resize", {"width": true}]'),
    ],
)
def test_what_no_page_of_ours_says_is_nothing(text):
    """It neither reaches the session nor ends it."""
    assert heard(text) == Heard()


@given(some.text())
def test_whatever_is_typed_arrives(text):
    """Lone surrogates are the only thing that is replaced."""
    found = heard(json.dumps(["stdin", text]))

    assert unpacked(found.packet)[1] == text.encode("utf-8", "replace")
