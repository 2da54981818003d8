"""The command that opens the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from mlv_tui.cli.arguments import PlanPath
from mlv_tui.cli.options import Common, common_options, current_folder
from mlv_tui.errors import MlvError
from mlv_tui.services.discovery import discover, no_plans, root_at
from mlv_tui.web.environment import DRIVER


class NotATerminal(MlvError):
    """There is no terminal that could show the screen."""

    code = "not-a-terminal"


class ScreenContext(click.Context):
    """The screen's command has no name: it is what `mlv` does on its own."""

    @property
    def command_path(self) -> str:
        """What to type before `--help`."""
        return "mlv"


class ScreenCommand(click.Command):
    """Told about by the help of `mlv` itself."""

    context_class = ScreenContext

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of `mlv`."""
        return ctx.parent.get_help() if ctx.parent else super().get_help(ctx)


@click.command(cls=ScreenCommand, add_help_option=True)
@click.argument("plans", nargs=-1, type=PlanPath())
@common_options
def screen(common: Common, plans: tuple[Path, ...]) -> int:
    """Open the screen on these plans, else on the project of this folder, else the last one."""
    roots = [root_at(path) for path in plans]
    if roots and not discover(roots, ()).plans:
        raise no_plans(roots)
    if not plans:
        common.check_database()
    _check_terminal()
    return _run(common, plans)


def _check_terminal() -> None:
    """Refuse before the terminal is taken over; a session in a browser needs none.

    Raises:
        NotATerminal: If there is none, or one that can't move its cursor.
    """
    if os.environ.get("TEXTUAL_DRIVER") == DRIVER:
        return
    hint = "Without one, use `mlv list`, `mlv next` or `mlv watch`."
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise NotATerminal("The screen needs a terminal.", hint)
    if sys.stderr is None or not sys.stderr.isatty():
        raise NotATerminal(
            "The screen is drawn on standard error, and that is no terminal.",
            "Start it without `2>`.",
        )
    if os.environ.get("TERM") == "dumb":
        raise NotATerminal("The screen needs a terminal that can draw, and TERM is “dumb”.", hint)


def _run(common: Common, plans: tuple[Path, ...]) -> int:
    from mlv_tui.services.threaded import ThreadedWorkspace  # noqa: PLC0415 - not for `--help`
    from mlv_tui.tui.app import MlvApp  # noqa: PLC0415 - the same
    from mlv_tui.tui.feed import Start  # noqa: PLC0415 - the same

    workspace = ThreadedWorkspace(common.open_workspace)
    try:
        start = Start(plans, common.project, current_folder())
        app = MlvApp(workspace, common.settings, start)
        error = app.run()
    finally:
        workspace.close()
    if error is not None:
        raise error
    return app.return_code or 0
