"""What tests of the hooks' queue share: things owed, a runner, and waiting for a condition."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.runner import Runner, Surroundings
from mlv_tui.domain.hook_delivery import Delivery, Owed
from mlv_tui.settings import HookSettings

PATIENCE = 20.0


def now() -> int:
    """Epoch milliseconds."""
    return time.time_ns() // 1_000_000


def until(holds: Callable[[], object]) -> None:
    """Wait for a condition."""
    end, pause = time.monotonic() + PATIENCE, Event()
    while not holds():
        assert time.monotonic() < end
        pause.wait(0.005)


def owed(ident: str, hook: str = "bell", **content: object) -> Owed:
    """Something that a hook is owed."""
    return Owed(ident, hook, "done", "core", 1, "a label", json.dumps(content))


def running(name: str, *run: str, timeout: float = 10.0) -> HookSettings:
    """A hook that runs a program."""
    return HookSettings(name, ("done",), run, timeout=timeout)


def by_name(hooks: Sequence[HookSettings]) -> dict[str, HookSettings]:
    """Hooks by their names."""
    return {one.name: one for one in hooks}


def surroundings(stop: Event | None = None, **environment: str) -> Surroundings:
    """What attempts of a test share."""
    path = {"PATH": os.environ["PATH"]}
    return Surroundings({**path, **environment}, {}, Path("/"), now, stop or Event())


def work_off(outbox: Outbox, hooks: Sequence[HookSettings], around: Surroundings | None = None):
    """Run what is due until nothing is owed; return the log by id."""
    runner = Runner(outbox, around or surroundings(), 4)
    try:
        runner.recover()
        named: Mapping[str, HookSettings] = by_name(hooks)
        until(lambda: not runner.turn(named, 0.05) and not runner.is_owing(named))
    finally:
        runner.close()
    return told(outbox)


def told(outbox: Outbox) -> dict[str, Delivery]:
    """The log by id."""
    return {one.owed.id: one for one in outbox.told(1_000)}
