"""The command that shows the screen in a browser: `serve`."""

from __future__ import annotations

import os
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import flush, print_json, print_line
from mlv_tui.cli.serve_options import TOKEN, Serving, serving_options
from mlv_tui.settings.private import SecretExposed, SecretUnreadable, private_text
from mlv_tui.web.gate import SHORTEST_TOKEN, Gate
from mlv_tui.web.refusals import CantServe, ExtraMissing

if TYPE_CHECKING:
    from mlv_tui.services.workspace import Workspace
    from mlv_tui.settings import Settings
    from mlv_tui.web.listening import Place


@click.command()
@serving_options
@common_options
def serve(common: Common, serving: Serving) -> int:
    """Show the screen in a browser until Ctrl+C, at /milestones?projectId=SLUG.

    Other programs read /milestones.json?projectId=SLUG beside it. Only this machine reaches it,
    unless --host says otherwise; that asks for a token.
    """
    _check_extra()
    common.check_database()
    if common.project:
        with common.workspace() as workspace:
            common.chosen(workspace)
    return _serve(common, serving)


def _check_extra() -> None:
    if find_spec("textual_serve") is None:
        raise ExtraMissing(
            "`mlv serve` needs packages that aren't installed.", "pip install 'mlv_tui[web]'"
        )


def _serve(common: Common, wanted: Serving) -> int:
    from mlv_tui.cli.serve_sources import sources  # noqa: PLC0415 - not for `--help`
    from mlv_tui.cli.until_signal import run_until_signal  # noqa: PLC0415 - the same
    from mlv_tui.web.listening import Place, listen  # noqa: PLC0415 - the same
    from mlv_tui.web.reading import Reading  # noqa: PLC0415 - the same
    from mlv_tui.web.server import Limits, Server  # noqa: PLC0415 - the same

    place = Place(wanted.host, wanted.port, wanted.socket)
    token = _token(wanted.token_file)
    _check_place(place, token)
    settings = replace(common.settings, actor=_actor(common.settings, wanted.actor))
    common = replace(common, settings=settings)
    reading = Reading(lambda: _opened(common), sources(settings.actor))
    gate = Gate((*wanted.names, wanted.host, socket.gethostname()), token)
    limits = Limits(wanted.sessions, wanted.idle)
    server = Server(settings, reading, gate, limits, common.project)
    try:
        return run_until_signal(listen(server.app(), place, _teller(common, wanted)))
    finally:
        reading.close()


def _opened(common: Common) -> Workspace:
    """Open the database that is there; none is made, whatever became of it."""
    common.check_database()
    return common.open_workspace()


def _actor(settings: Settings, wanted: str) -> str:
    """Return who writes in browsers: whoever was named, else the server's own person, marked."""
    if wanted:
        return wanted
    return settings.actor if "actor" in settings.origins else f"{settings.actor} (web)"


def _check_place(place: Place, token: str) -> None:
    if not place.is_private and not token:
        raise CantServe(
            f"Others reach {place.host}, and there is no token.",
            f"Write one into a file for --token-file, or set {TOKEN}.",
        )


def _token(file: Path | None) -> str:
    """Return the token, "" for none; it is never an argument, which everybody here may read.

    Raises:
        CantServe: If the file can't be read, others can read it, or the token could be guessed.
    """
    token = os.environ.get(TOKEN, "").strip() if file is None else _written(file)
    where = TOKEN if file is None else str(file)
    if (file is not None or token) and len(token) < SHORTEST_TOKEN:
        raise CantServe(
            f"The token in {where} is too short.",
            f"Take {SHORTEST_TOKEN} characters or more, such as `openssl rand -hex 16` makes.",
        )
    return token


def _written(file: Path) -> str:
    try:
        return private_text(file, "The token file").strip()
    except SecretExposed as error:
        raise CantServe(f"Others may read the token in {file}.", error.hint) from None
    except SecretUnreadable as error:
        raise CantServe(error.message, error.hint) from None


def _teller(common: Common, wanted: Serving) -> Callable[[str], None]:
    """Make what tells the address, and opens it."""

    def tell(address: str) -> None:
        is_socket = wanted.socket is not None
        page = address if is_socket else f"{address}/milestones"
        if common.as_json:
            print_json("serving", {"socket" if is_socket else "url": page})
        else:
            print_line(f"Serving at {page}, until Ctrl+C.")
        flush()
        if wanted.is_opening and not is_socket:
            webbrowser.open(page)

    return tell
