"""How every command starts, and how every one of them ends."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

import click

from mlv_tui import __version__
from mlv_tui.cli.groups import Commands
from mlv_tui.cli.output import flush, forget_output, print_error
from mlv_tui.errors import MlvError

COMPLETE: Final = "_MLV_COMPLETE"
PIPE_CLOSED: Final = 141
INTERRUPTED: Final = 130


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="",
    subcommand_metavar="[PLANS]... | COMMAND",
)
@click.version_option(__version__, prog_name="mlv", message="%(prog)s %(version)s")
def mlv() -> None:
    """Milestones that follow the headings of your plan files.

    `mlv PLANS...` opens the screen on plan files or folders with them and follows their
    edits; `mlv` alone opens the project whose plans are in this folder or around it, else the
    last one. Everything the screen changes has a command; `mlv COMMAND --help` tells how to use
    it.
    """


def run(args: Sequence[str]) -> int:
    """Run one command; expected errors end in one sentence.

    Returns:
        The exit code: 0 ok, 1 error, 2 wrong usage, 3 changes pending or nothing found,
        4 not found, 5 conflict, 6 refused by a safety brake, 128 and its number for a signal,
        141 for a pipe that was closed.
    """
    as_json = "--json" in args
    try:
        return _run(args)
    except MlvError as error:
        forget_output()
        print_error(error, as_json=as_json)
        return error.exit_code
    except click.ClickException as error:
        print_error(_usage(error), as_json=as_json)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        forget_output()
        return PIPE_CLOSED


def _run(args: Sequence[str]) -> int:
    if COMPLETE in os.environ:
        return _complete(os.environ[COMPLETE])
    _check_encoding(args)
    try:
        with mlv.make_context("mlv", list(args)) as context:
            code = mlv.invoke(context) or 0
        flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    return code


def _complete(instruction: str) -> int:
    from click.shell_completion import shell_complete  # noqa: PLC0415 - only for this

    return shell_complete(mlv, {}, "mlv", COMPLETE, instruction)


def _check_encoding(args: Sequence[str]) -> None:
    for one in args:
        try:
            one.encode()
        except UnicodeEncodeError:
            raise _Usage(f"“{one}” is not UTF-8.", "Rename it, or type it anew.") from None


class _Usage(MlvError):
    """Wrong usage."""

    code = "usage"
    exit_code = 2


def _usage(error: click.ClickException) -> _Usage:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "mlv"
    return _Usage(error.format_message(), f"See `{command} --help`.")
