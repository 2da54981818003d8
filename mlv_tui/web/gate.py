"""Who is let in: the names of the server, the origins of requests, the token."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from mlv_tui.web.refusals import ForeignHost, ForeignOrigin, TokenWanted

COOKIE: Final = "mlv"
SHORTEST_TOKEN: Final = 16
"""Characters; a shorter one could be guessed."""


class Gate:
    """Looks at requests before anything else does."""

    def __init__(self, names: Iterable[str], token: str = "") -> None:
        """Make it.

        Args:
            names: What the server is called, besides `localhost` and addresses in numbers. A page
                that has another name point here is refused: its scripts would read everything.
            token: What has to be known; "" for nothing.
        """
        self._names = frozenset({"localhost", *(name.lower() for name in names)})
        self._token = token
        self._key = secrets.token_bytes(32)

    @property
    def has_token(self) -> bool:
        """Whether a token has to be known."""
        return bool(self._token)

    @property
    def pass_(self) -> str:
        """What a browser is given for the token; another one after each start."""
        return hmac.new(self._key, self._token.encode(), "sha256").hexdigest()

    def check_host(self, host: str) -> None:
        """See that a request is for this server.

        Args:
            host: As the header says it.

        Raises:
            ForeignHost: If it has another name.
        """
        name = _name(host)
        if not name or (name not in self._names and not _is_address(name)):
            raise ForeignHost(
                "This server isn't known by that name.", "Start it with --name, or use its address."
            )

    @staticmethod
    def check_origin(headers: Mapping[str, str]) -> None:
        """See that a session, or a log-in by the form, is wanted by a page of this server.

        A log-in by an address that holds the token isn't looked at: who knows it may follow it from
        anywhere.

        Raises:
            ForeignOrigin: If it isn't, or if it can't be told.
        """
        origin = headers.get("Origin", "")
        if not origin or _netloc(origin) != headers.get("Host", "").lower():
            raise ForeignOrigin(
                "The page of another site asks for this.", "Open the page of this server."
            )

    def check_token(self, authorization: str, cookie: str) -> None:
        """See that whoever asks knows the token.

        Args:
            authorization: The header, or "".
            cookie: The pass, or "".

        Raises:
            TokenWanted: If they don't.
        """
        kind, _, given = authorization.partition(" ")
        knows = kind.lower() == "bearer" and self.is_token(given.strip())
        if self._token and not knows and not _same(cookie, self.pass_):
            raise TokenWanted(
                "This server asks for its token.",
                "Log in at /login, or send it as `Authorization: Bearer TOKEN`.",
            )

    def is_token(self, given: str) -> bool:
        """Tell whether somebody knows the token."""
        return self.has_token and _same(given, self._token)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a server at a host."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    """Tell whether a name is an address in numbers, which nobody else can point here."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
