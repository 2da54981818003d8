"""The options of `serve`: where, for whom, how many and for how long."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

TOKEN: Final = "MLV_TOKEN"  # noqa: S105 - the name of a variable
_DURATION: Final = re.compile(r"([1-9]\d{0,5})([smh]?)")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "": 60}


class Duration(click.ParamType):
    """How long something may last: `30m`, `90s`, `2h`."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        """Return the seconds; a number alone is minutes."""
        found = _DURATION.fullmatch(str(value))
        if found is None:
            self.fail(f"“{value}” is no time. Write it as 90s, 30m or 2h.", param, ctx)
        return float(int(found[1]) * _SECONDS[found[2]])


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve.

    Attributes:
        host: Where to listen.
        port: The same; 0 for any that is free.
        socket: A file to listen at instead; None for none.
        names: What the server is called besides.
        token_file: A file that holds the token; None for none.
        sessions: How many there may be at once.
        idle: Seconds after which one is ended.
        actor: Who the changes are made by; "" to find out.
        is_opening: Whether to open a browser.
    """

    host: str
    port: int
    socket: Path | None
    names: tuple[str, ...]
    token_file: Path | None
    sessions: int
    idle: float
    actor: str
    is_opening: bool


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command its options, handed on as one `Serving`."""
    names = [one.name for one in fields(Serving)]

    @wraps(command)
    def with_serving(**given: Any) -> Any:
        serving = Serving(**{name: given.pop(name) for name in names})
        return command(serving=serving, **given)

    path = click.Path(path_type=Path)
    for option in reversed(
        (
            click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
            click.option(
                "--port",
                type=click.IntRange(0, 65_535),
                default=8000,
                show_default=True,
                help="The same; 0 for any that is free.",
            ),
            click.option(
                "--socket",
                type=path,
                metavar="FILE",
                help="Listen at a socket that only you can connect to, such as for `ssh -L`.",
            ),
            click.option(
                "--name",
                "names",
                multiple=True,
                metavar="NAME",
                help="What the server is called in addresses, such as plans.example.org.",
            ),
            click.option(
                "--token-file",
                type=path,
                metavar="FILE",
                help=f"A file with the token that people need.  [default: {TOKEN}]",
            ),
            click.option(
                "--sessions",
                type=click.IntRange(1, 1000),
                default=8,
                show_default=True,
                help="How many may be open at once.",
            ),
            click.option(
                "--idle",
                type=Duration(),
                default="30m",
                show_default=True,
                help="End a session without a key for so long.",
            ),
            click.option(
                "--actor", default="", metavar="NAME", help="Who the changes there are made by."
            ),
            click.option("--open", "is_opening", is_flag=True, help="Open a browser with it."),
        )
    ):
        with_serving = option(with_serving)
    return with_serving
