"""The commands about the settings: `config show`, `config path`, `config keys`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from mlv_tui.cli.cells import aligned
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.output import print_json, print_line, print_lines, print_pieces
from mlv_tui.settings import read_settings
from mlv_tui.settings.config_file import config_path
from mlv_tui.settings.origins import explained

if TYPE_CHECKING:
    from mlv_tui.tui.key_table import KeyRow


class _Config(Subcommands):
    usual = "show"


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--db` and `--json`; `--project`, which every command takes, means nothing."""

    @click.option("--db", metavar="FILE", help="The database.")
    @click.option("--project", metavar="SLUG", hidden=True)
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too.")
    @wraps(command)
    def with_options(db: str | None, project: str | None, as_json: bool) -> Any:  # noqa: FBT001 - click hands a flag over as a bool
        del project
        return command(db, as_json=as_json)

    return with_options


@click.group(cls=_Config)
def config() -> None:
    """Show the settings, where they come from, and the keys."""


@config.command()
@_options
def show(db: str | None, *, as_json: bool) -> int:
    """Show every setting, and which file, variable or option it comes from."""
    found = explained(read_settings(database=db))
    if as_json:
        data = [{"name": one.name, "value": one.value, "origin": one.origin} for one in found]
        print_json("settings", data)
    else:
        print_lines(aligned([(one.name, _written(one.value), one.origin) for one in found]))
    return 0


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@config.command()
@_options
def path(db: str | None, *, as_json: bool) -> int:
    """Show where the config file is, or would be."""
    del db
    file = config_path(os.environ)
    if as_json:
        print_json("config-path", {"path": str(file), "exists": file.exists()})
    else:
        print_line(str(file))
    return 0


@config.command()
@_options
def keys(db: str | None, *, as_json: bool) -> int:
    """Show what every key does, and what each action is called in the config file."""
    from mlv_tui.tui.key_table import key_rows  # noqa: PLC0415 - not for the others: it is large

    rows = key_rows(read_settings(database=db).keys)
    if as_json:
        print_json("keys", [_record(row) for row in rows])
        return 0
    cells = aligned([(row.told, row.action, row.says) for row in rows])
    group = ""
    for row, line in zip(rows, cells, strict=True):
        if row.group != group:
            print_pieces([*([[]] if group else []), [(row.group, "strong")]])
        group = row.group
        print_line(f"  {line}")
    return 0


def _record(row: KeyRow) -> dict[str, str | Sequence[str] | None]:
    return {
        "action": row.action,
        "keys": row.keys,
        "group": row.group,
        "says": row.says,
        "command": row.command or None,
    }
