"""Groups of commands whose options may also stand in front of the command."""

from __future__ import annotations

import os
from collections.abc import Container, Sequence
from importlib import import_module
from typing import Final

import click

from mlv_tui.cli.options import COMMON, WITH_VALUE
from mlv_tui.domain.folding import nearest
from mlv_tui.errors import NoPlans

SCREEN: Final = "screen"
COMMANDS: Final = {
    "ingest": "plans:ingest",
    "watch": "watch:watch",
    "serve": "serve:serve",
    "list": "lists:list_milestones",
    "show": "milestones:show",
    "next": "next_action:next_action",
    "add": "structure:add",
    "edit": "editing:edit",
    "status": "edits:status",
    "done": "edits:done",
    "reopen": "edits:reopen",
    "reset": "editing:reset",
    "link": "linking:link",
    "unlink": "linking:unlink",
    "move": "structure:move",
    "remove": "structure:remove",
    "archive": "archive:archive",
    "restore": "archive:restore",
    "attach": "attach:attach",
    "resolve": "resolve:resolve",
    "state": "state:state",
    "log": "history:log",
    "history": "history:history",
    "undo": "history:undo",
    "redo": "history:redo",
    "project": "projects:project",
    "entities": "entities:entities",
    "hook": "hooks:hook",
    "config": "config:config",
    "schema": "schema:schema",
    "view": "views:view",
    "template": "templates:template",
    "anchors": "anchors:anchors",
    "doctor": "upkeep_doctor:doctor",
    "backup": "upkeep_backups:backup",
    "migrate": "upkeep_migrate:migrate",
    "export": "exporting:export",
    "import": "importing:import_file",
    "db": "upkeep_databases:databases",
}
"""Each command's module and name, imported only when it runs: a start is felt."""

_ABOUT_MLV: Final = ("--help", "-h", "--version")
_LONGEST_WORD: Final = 30


def first_word(args: Sequence[str]) -> int:
    """Find where the common options in front end."""
    at = 0
    while at < len(args) and args[at].partition("=")[0] in COMMON:
        at += 2 if args[at] in WITH_VALUE else 1
    return min(at, len(args))


def command_first(args: Sequence[str], commands: Container[str], default: str) -> list[str]:
    """Move the command in front of the options before it; the default where there is none."""
    at = first_word(args)
    if at < len(args) and args[at] in _ABOUT_MLV:
        return [args[at]]
    if at < len(args) and args[at] in commands:
        return [args[at], *args[:at], *args[at + 1 :]]
    return [default, *args]


class Commands(click.Group):
    """All commands; where none is named, the arguments are plans, and the screen opens."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        place = "screen:screen" if cmd_name == SCREEN else COMMANDS.get(cmd_name, "")
        module, _, name = place.partition(":")
        return getattr(import_module(f"mlv_tui.cli.{module}"), name) if module else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first: `mlv --db FILE list` is `mlv list --db FILE`."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        refuse_misspelt(args)
        return super().parse_args(ctx, command_first(args, COMMANDS, SCREEN))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the screen's options too: they stand without a command."""
        screen = self.get_command(ctx, SCREEN)
        own = [*(screen.params if screen else []), *self.get_params(ctx)]
        options = [param for param in own if isinstance(param, click.Option)]
        rows = [record for param in options if (record := param.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(rows)
        self.format_commands(ctx, formatter)


def refuse_misspelt(args: Sequence[str]) -> None:
    """Tell apart a command that doesn't exist from a plan that doesn't.

    Raises:
        NoPlans: If the first word is neither a command nor looks like a path.
    """
    at = first_word(args)
    word = args[at] if at < len(args) else ""
    is_like_a_command = word.replace("-", "").isalnum() and len(word) <= _LONGEST_WORD
    if not is_like_a_command or word in COMMANDS or word.startswith("-"):
        return
    if not os.path.lexists(word):
        from mlv_tui.services.discovery import NAME_A_PLAN  # noqa: PLC0415 - only for this

        near = nearest(word, COMMANDS)
        hint = f"Did you mean `mlv {near[0]}`?" if near else f"{NAME_A_PLAN} See `mlv --help`."
        raise NoPlans(f"“{word}” is neither a command nor a plan.", hint)


class Subcommands(click.Group):
    """The commands of one word, such as `project list`; the usual one where none is named."""

    usual = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first."""
        at = first_word(args)
        if ctx.resilient_parsing or (at < len(args) and args[at] not in self.commands):
            return super().parse_args(ctx, args[at:])
        return super().parse_args(ctx, command_first(args, self.commands, self.usual))
