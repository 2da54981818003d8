"""The options that set values of milestones, each typed as people type it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from mlv_tui.domain.milestone import Status
from mlv_tui.services.asking import today

FROM_STDIN: Final = "-"

_OPTIONS: Final = (
    ("status", "STATUS", f"{', '.join(Status)}."),
    ("priority", "N", "0, the most urgent, to 9."),
    ("module", "TEXT", "The area it belongs to."),
    ("anchor", "TEXT", "What it points at, such as `Trip (G2)`."),
    ("owner", "TEXT", "Who does it."),
    ("due", "DATE", "Until when: 2026-12-01, today, fri, +2w, -3d, eom."),
    ("notes", "TEXT", "Of any number of lines; `-` reads them from standard input."),
    ("waits_for", "ID,...", "What is to be done first."),
)
"""Field, what its value is called, and what it is."""

Values = dict[str, Any]


def value_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each field but the title, handed on typed, as `values`."""

    @wraps(command)
    def with_values(**given: Any) -> Any:
        typed = {field: given.pop(field) for field, _, _ in _OPTIONS}
        return command(values=typed_values(typed), **given)

    for field, metavar, about in reversed(_OPTIONS):
        name = "--after" if field == "waits_for" else f"--{field}"
        option = click.option(name, field, metavar=metavar, help=f'{about} "" for none.')
        with_values = option(with_values)
    return with_values


def typed_values(given: dict[str, str | None]) -> Values:
    """Understand what was typed for some fields; None for those that weren't given.

    Raises:
        MlvError: If a field can't have its value; says what it can have.
    """
    from mlv_tui.domain.typed_values import typed_value  # noqa: PLC0415 - not for `--help`

    said = {field: text for field, text in given.items() if text is not None}
    if said.get("notes") == FROM_STDIN:
        said["notes"] = sys.stdin.read().removesuffix("\n")
    return {field: typed_value(field, text, today()) for field, text in said.items()}
