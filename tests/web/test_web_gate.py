"""Who is let in."""

from __future__ import annotations

import pytest

from mlv_tui.web.gate import Gate, is_loopback
from mlv_tui.web.refusals import ForeignHost, ForeignOrigin, TokenWanted

TOKEN = "sixteen characters"  # noqa: S105 - a test's


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1", "[::1]:80", "192.168.0.7:8000", "Plans.example:443"]
)
def test_a_server_answers_to_its_names_and_to_addresses(host):
    """A name that was given, `localhost`, and any address in numbers."""
    Gate(["plans.example"]).check_host(host)


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "a b"]
)
def test_a_name_that_was_pointed_here_is_refused(host):
    """A page of evil.example whose name leads to this machine reads nothing."""
    with pytest.raises(ForeignHost):
        Gate(["plans.example"]).check_host(host)


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://localhost:9000", "http://[", "localhost"]
)
def test_a_page_of_another_site_opens_nothing(origin):
    """Another port is another site."""
    with pytest.raises(ForeignOrigin):
        Gate(()).check_origin({"Origin": origin, "Host": "localhost:8000"})


@pytest.mark.parametrize("origin", ["http://localhost:8000", "https://LOCALHOST:8000"])
def test_the_server_s_own_page_may(origin):
    """By http, or by https that something in front of the server speaks."""
    Gate(()).check_origin({"Origin": origin, "Host": "localhost:8000"})


def test_a_token_or_the_pass_for_it_is_needed_where_there_is_one():
    """In a header, or as the cookie that a browser got for it."""
    gate = Gate((), TOKEN)

    gate.check_token(f"Bearer {TOKEN}", "")
    gate.check_token("", gate.pass_)
    for authorization, cookie in (
        ("", ""),
        ("Bearer", ""),
        ("Bearer wrong", ""),
        (f"Basic {TOKEN}", ""),
        ("", TOKEN),
        ("", Gate((), TOKEN).pass_),
    ):
        with pytest.raises(TokenWanted):
            gate.check_token(authorization, cookie)


def test_without_a_token_nothing_is_asked_and_nothing_is_one():
    """An empty token opens no log-in."""
    gate = Gate(())

    gate.check_token("", "")

    assert not gate.is_token("")


def test_only_this_machine_s_addresses_are_loopback():
    """All interfaces, and names that may lead anywhere, are not."""
    assert [is_loopback(one) for one in ("127.0.0.1", "127.1.2.3", "::1", "localhost")] == [
        True
    ] * 4
    assert [is_loopback(one) for one in ("::", "10.0.0.1", "plans", "")] == [False] * 4
