"""The commands about hooks: `hook list`, `test`, `log`, `pause`, `resume`, `trust`, `untrust`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from shlex import join
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.arguments import MilestoneId
from mlv_tui.cli.cells import padded
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.hook_trusting import trust, untrust
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_line, print_pieces, print_warning
from mlv_tui.domain.folding import counted, meant
from mlv_tui.domain.visible import visible_lines
from mlv_tui.errors import NotFound

if TYPE_CHECKING:
    from mlv_tui.domain.hook_delivery import Delivery, DeliveryState
    from mlv_tui.domain.project import Project
    from mlv_tui.services.hook_log import HookQueue
    from mlv_tui.services.hooks import Hook

_FAILED: Final = 1
_LINES: Final = 20
"""Of what one program wrote that are shown."""
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_STYLES: Final = {"done": "done", "waiting": "dim", "started": "active", "passed over": "dim"}
_NONE: Final = "There are no hooks. `[[hooks]]` in the config file makes one; the README tells how."


@click.group(cls=Subcommands)
def hook() -> None:
    """Have programs, or a URL, told of what happens to milestones."""


hook.add_command(trust)
hook.add_command(untrust)


@hook.command("list")
@common_options
def list_hooks(common: Common) -> int:
    """List the hooks: your own, and those that plan folders propose, which run nothing."""
    from mlv_tui.services.hook_log import hook_queue  # noqa: PLC0415 - not for `--help`
    from mlv_tui.services.hooks import known_hooks  # noqa: PLC0415 - the same

    found, queue = known_hooks(common.settings, _projects(common)), hook_queue(common.settings)
    if common.as_json:
        from mlv_tui.cli.hook_records import hook_record  # noqa: PLC0415 - only for this

        data = {
            "hooks": [hook_record(one) for one in found],
            "off": common.settings.hooks_off or None,
            "paused": queue.is_paused,
            "waiting": queue.waiting,
        }
        print_json("hooks", data)
        return 0
    print_pieces(line for one in found for line in _hook_lines(one))
    if queue.waiting:
        print_line(f"{counted(queue.waiting, 'run')} waiting.")
    if queue.is_paused:
        print_line(_paused(queue))
    _print_troubles(common, found)
    return 0


def _paused(queue: HookQueue) -> str:
    return f"Hooks are {queue.paused_told}: `mlv hook resume` goes on."


def _print_troubles(common: Common, found: tuple[Hook, ...]) -> None:
    from mlv_tui.services.hooks import proposals  # noqa: PLC0415 - not for `--help`

    if common.settings.hooks_off:
        print_warning(f"Your own hooks are off: {common.settings.hooks_off}")
    elif not found:
        print_warning(_NONE)
    for trouble in {one.trouble for _, one in proposals(_projects(common)) if one.trouble}:
        print_warning(trouble)


def _projects(common: Common) -> tuple[Project, ...]:
    """Return all projects; none where there is no database yet."""
    if not common.has_database():
        return ()
    with closing(common.open_workspace()) as workspace:
        return workspace.projects()


def _hook_lines(one: Hook) -> Iterator[list[Piece]]:
    what = one.settings
    style = "done" if one.state == "on" else "blocked"
    yield [(f"{one.name}  ", "strong"), (f"{one.state}", style), (f"  {what.place}", "dim")]
    matching = f", of milestones that match {what.filter}" if what.filter else ""
    yield [(f"      on {', '.join(what.on)}{matching}", "")]
    yield [(f"      {what.url or join(what.run)}", "dim")]


@hook.command("test")
@click.argument("name")
@click.option("--milestone", metavar="ID", type=MilestoneId(), help="The one it is told of.")
@common_options
def test_hook(common: Common, name: str, milestone: int | None) -> int:
    """Run a hook once, now, on a made-up event; nothing is queued, nothing changes."""
    from mlv_tui.cli.hook_records import RECORDS, outcome_record  # noqa: PLC0415 - not for `--help`
    from mlv_tui.services.hook_testing import Trial, tried  # noqa: PLC0415 - the same
    from mlv_tui.services.hooks import hooks_on  # noqa: PLC0415 - the same

    settings = common.settings
    with common.known_workspace() as workspace:
        found = hooks_on(settings, workspace.projects())
        if name not in found:
            hint = meant(name, found) or "`mlv hook list` names them, with what isn't trusted."
            raise NotFound(f"There is no hook “{name}” that is run.", hint)
        is_free = milestone is None
        project = common.chosen(workspace) if is_free else common.holding(workspace, milestone)
        outcome = tried(Trial(found[name], project, milestone), workspace, settings, RECORDS)
    if common.as_json:
        print_json("hook-test", outcome_record(name, outcome))
    else:
        print_pieces(_outcome_lines(f"{outcome.state}: {outcome.said}", outcome.output))
    return 0 if outcome.state == "done" else _FAILED


def _outcome_lines(said: str, output: str) -> Iterator[list[Piece]]:
    yield [(said, "strong")]
    yield from ([(f"      {line}", "dim")] for line in visible_lines(output.rstrip("\n")) if line)


@hook.command()
@click.option("--count", default=20, type=click.IntRange(1, 1_000), help="How many.  [default: 20]")
@click.option("--output", is_flag=True, help="With the end of what the programs wrote.")
@common_options
def log(common: Common, count: int, *, output: bool) -> int:
    """Show what hooks were told, and what became of it, the last first."""
    from mlv_tui.services.hook_log import hook_log, hook_queue  # noqa: PLC0415 - not for `--help`

    told = hook_log(common.settings, count)
    if common.as_json:
        from mlv_tui.cli.hook_records import delivery_record  # noqa: PLC0415 - only for this

        print_json("hook-log", [delivery_record(one) for one in told])
        return 0
    print_pieces(line for one in told for line in _delivery_lines(one, with_output=output))
    if not told:
        print_warning("No hook was told of anything yet.")
    queue = hook_queue(common.settings)
    if queue.is_paused:
        print_line(_paused(queue))
    return 0


def _delivery_lines(one: Delivery, *, with_output: bool) -> Iterator[list[Piece]]:
    moment = datetime.fromtimestamp(one.at / 1000).astimezone().isoformat(" ", "seconds")[:19]
    again = f", attempt {one.attempt}" if one.attempt > 1 else ""
    yield [
        (f"{moment}  ", "dim"),
        (padded(one.outcome, len("passed over")), _style(one.state)),
        (f"  {one.owed.hook}", "strong"),
        (f"  {one.owed.told}", ""),
        (f"  {one.said}{again}", "dim"),
    ]
    if with_output:
        lines = list(_outcome_lines("", one.output))[1:]
        if len(lines) > _LINES:
            more = f"      (the last {_LINES} of {len(lines):,} lines; --json has all)"
            yield [(more, "dim")]
        yield from lines[-_LINES:]


def _style(state: DeliveryState) -> str:
    return _STYLES.get(state, "blocked")


@hook.command()
@click.option("--for", "length", metavar="TIME", help="For so long: 30m, 1h, 2d.  [default: ever]")
@common_options
def pause(common: Common, length: str | None) -> int:
    """Start no hook; what happens meanwhile is told once they go on."""
    from mlv_tui.services.hook_log import clock, pause_hooks  # noqa: PLC0415 - not for `--help`

    seconds = None if length is None else _seconds(length)
    until = pause_hooks(common.settings, seconds)
    said = "until `mlv hook resume`" if until is None else f"until {clock(until)}"
    return _answer(common, {"paused": True}, f"No hook is started {said}.")


def _seconds(length: str) -> int:
    found = re.fullmatch(r"(\d{1,6})([smhdw])", length)
    if found is None or not int(found[1]):
        raise click.UsageError(f"“{length}” is no time; such as 30m, 1h, 2d.")
    return int(found[1]) * _UNITS[found[2]]


@hook.command()
@common_options
def resume(common: Common) -> int:
    """Start hooks again, with what they weren't told."""
    from mlv_tui.services.hook_log import resume_hooks  # noqa: PLC0415 - not for `--help`

    was = resume_hooks(common.settings)
    return _answer(common, {"paused": False}, "Hooks go on." if was else "They weren't paused.")


def _answer(common: Common, data: dict[str, Any], said: str) -> int:
    if common.as_json:
        print_json("hooks", data)
    else:
        print_line(said)
    return 0


@hook.command("run", hidden=True)
@common_options
def run_all(common: Common) -> int:
    """Work off what hooks are owed, if nobody else does; each session starts this by itself."""
    from mlv_tui.cli.hook_records import RECORDS  # noqa: PLC0415 - not for `--help`
    from mlv_tui.services.hook_running import run_hooks  # noqa: PLC0415 - the same

    common.check_database()
    run_hooks(common.settings, RECORDS)
    return 0
