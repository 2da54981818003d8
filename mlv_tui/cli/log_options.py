"""The options that say which change sets a command is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.domain.change_set import Origin
from mlv_tui.services.asking import log_wanted

if TYPE_CHECKING:
    from mlv_tui.cli.options import Common

Wanted = Callable[["Common"], Any]


def log_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `[WORDS]...`, `--by`, `--origin` and `--since`, handed on as one `wanted`."""

    @wraps(command)
    def with_wanted(common: Common, words: tuple[str, ...], **given: Any) -> Any:
        names = ("by", "origin", "plan", "since")
        values = {name: given.pop(name) or "" for name in names if name in given}
        wanted = log_wanted(values, words, common.settings.actor)
        return command(common, wanted=wanted, **given)

    words = click.argument("words", metavar="[WORDS]...", nargs=-1)
    by = click.option("--by", metavar="WHO", help="Only what this person did; `me` is you.")
    origin = click.option(
        "--origin", type=click.Choice([one.value for one in Origin]), help="Only what made it."
    )
    since = click.option(
        "--since", metavar="DATE", help="Only since that day: 2026-12-01, today, fri, 3d."
    )
    return words(by(origin(since(with_wanted))))


plan_option = click.option(
    "--plan", metavar="PATH", help="Only what changed milestones of plans with that in the path."
)
