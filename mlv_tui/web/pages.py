"""The pages and their parts: nothing in them comes from another server."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import quote

import textual_serve
from aiohttp import web

from mlv_tui.domain.visible import visible
from mlv_tui.errors import MlvError
from mlv_tui.web.refusals import TokenWanted, status_of

HEADERS: Final = {
    # The terminal's script writes style elements of its own.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    # No other site is told anything; with `no-referrer` a browser's log-in has no origin either.
    "Referrer-Policy": "same-origin",
    "Server": "mlv",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Said with every answer."""

_OURS: Final = Path(str(files("mlv_tui.web"))) / "page"
_TEXTUAL: Final = Path(textual_serve.__file__).parent / "static"
PARTS: Final[Mapping[str, Path]] = {
    "page.css": _OURS / "page.css",
    "page.js": _OURS / "page.js",
    "xterm.css": _TEXTUAL / "css/xterm.css",
    "textual.js": _TEXTUAL / "js/textual.js",
    "mono.ttf": _TEXTUAL / "fonts/RobotoMono-VariableFont_wght.ttf",
    "mono-italic.ttf": _TEXTUAL / "fonts/RobotoMono-Italic-VariableFont_wght.ttf",
}
"""What pages are made of, by the name under `/static/`."""


def milestones_page(slug: str, name: str) -> web.Response:
    """Make the page that holds a session's screen."""
    return _page("milestones.html", title=_text(name), socket=_text(f"/sessions/{quote(slug, '')}"))


def told_page(error: MlvError) -> web.Response:
    """Make the page that tells of an error, and asks for the token where that is wanted."""
    form = (_OURS / "form.html").read_text("utf-8") if isinstance(error, TokenWanted) else ""
    page = _page("told.html", message=_text(error.message), hint=_text(error.hint), form=form)
    page.set_status(status_of(error))
    return page


def part(name: str) -> web.FileResponse | None:
    """Return a part of a page; None where there is none of that name."""
    file = PARTS.get(name)
    return None if file is None else web.FileResponse(file, headers={"Cache-Control": "no-cache"})


def _page(name: str, **texts: str) -> web.Response:
    template = Template((_OURS / name).read_text("utf-8"))
    return web.Response(
        text=template.substitute(texts),
        content_type="text/html",
        headers={"Cache-Control": "no-store"},
    )


def _text(text: str) -> str:
    """Make a text that somebody wrote harmless in a page."""
    return escape(visible(text))
