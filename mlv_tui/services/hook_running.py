"""Running hooks: announce what was committed, work the queue off, end when it is empty."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Final

from mlv_tui.automation.environment import depth_of
from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.runner import Runner, Surroundings
from mlv_tui.automation.turn import rung, taken_turn
from mlv_tui.domain.hook_delivery import OFF, DeliveryState, Owed
from mlv_tui.errors import MlvError
from mlv_tui.services.hook_announcing import Announcing, Records
from mlv_tui.services.hook_files import hook_files
from mlv_tui.services.hook_process import own_variables
from mlv_tui.services.hooks import hooks_on, now, open_outbox
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import HookSettings, Settings

LINGER_SECONDS: Final = 1.0
"""After the last hook ended: keys come in bursts, and a start costs more than a wait."""

_LOOK_SECONDS: Final = 0.05
_NICER: Final = 10
"""Screens go first, whatever a hook does with a processor."""


def run_hooks(settings: Settings, records: Records) -> None:
    """Run what hooks are owed, if nobody else does; a process of its own does so for all sessions.

    Args:
        settings: Whose hooks.
        records: Makes what they are told.

    Raises:
        MlvError: If the database or the queue can't be used.
    """
    if depth_of(os.environ):
        return
    bell, turn = hook_files(settings).bell, hook_files(settings).turn
    os.nice(_NICER)
    stop = Event()
    with _ended_by(stop):
        heard = None
        # A ring between the last look and the end of the turn is heard here.
        while heard != rung(bell) and not stop.is_set():
            with taken_turn(turn) as is_ours:
                if not is_ours:
                    return
                heard = _worked_off(settings, records, stop)


@contextmanager
def _ended_by(stop: Event) -> Generator[None]:
    """Have a signal end it in order: what runs then is tried again next time."""
    asked = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {one: signal.signal(one, end) for one in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _worked_off(settings: Settings, records: Records, stop: Event) -> str:
    """Work until nothing is owed for a while; return the last ring that was heard."""
    with closing(open_outbox(settings)) as outbox, closing(Workspace(settings)) as workspace:
        runner = Runner(outbox, surroundings(settings, stop), settings.hooks_at_once)
        try:
            runner.recover()
            announcing = Announcing(workspace, outbox, settings, records)
            return _Work(settings, workspace, outbox, announcing, runner).until_done(stop)
        finally:
            runner.close()
            outbox.trim()


class _Work:
    """One turn of running hooks."""

    def __init__(
        self,
        settings: Settings,
        workspace: Workspace,
        outbox: Outbox,
        announcing: Announcing,
        runner: Runner,
    ) -> None:
        self._settings = settings
        self._workspace = workspace
        self._outbox = outbox
        self._announcing = announcing
        self._runner = runner
        self._bell = hook_files(settings).bell
        self._hooks: Mapping[str, HookSettings] = {}

    def until_done(self, stop: Event) -> str:
        """Work until nothing is owed for a while, or there is no time left."""
        heard, quiet_since = None, time.monotonic()
        while not stop.is_set():
            ring = rung(self._bell)
            if ring != heard:
                heard = ring
                self._announce()
                quiet_since = time.monotonic()
            if self._runner.turn(self._hooks, _LOOK_SECONDS) or self._is_owing():
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since >= LINGER_SECONDS:
                break
        return heard or ""

    def _is_owing(self) -> bool:
        return self._outbox.paused_until is None and self._runner.is_owing(self._hooks)

    def _announce(self) -> None:
        hooks = hooks_on(self._settings, self._workspace.projects())
        self._hooks = {name: one.settings for name, one in hooks.items()}
        try:
            self._tell_what_is_off()
            self._announcing.announce(hooks)
        except MlvError as error:
            self._tell(error)

    def _tell_what_is_off(self) -> None:
        """Put into the log, once a write, that the person's own hooks weren't told of it."""
        cursors, projects = self._outbox.cursors(), self._workspace.projects()
        for one in projects if self._settings.hooks_off else ():
            if one.id in cursors and cursors[one.id] < one.number:
                ident = f"{OFF}{one.id}.{now():x}"
                owed = Owed(ident, "-", "", one.slug, 0, "told to none of your own hooks", "")
                said = f"they are off: {self._settings.hooks_off}"
                self._outbox.note(owed, DeliveryState.PASSED, said)

    def _tell(self, error: MlvError) -> None:
        """Put into the log why nothing could be announced; the next ring tries again."""
        ident = f"trouble.{now():x}"
        owed = Owed(ident, "-", "", "", 0, "looking for what happened", "")
        with suppress(MlvError):
            self._outbox.note(owed, DeliveryState.FAILED, str(error))


def surroundings(settings: Settings, stop: Event) -> Surroundings:
    """Return what all attempts share: they run in the person's home."""
    home = Path(os.environ.get("HOME") or "/")
    folder = home if home.is_dir() else Path("/")
    own, are_off = own_variables(settings), bool(settings.hooks_off)
    return Surroundings(os.environ, own, folder, now, stop, keeps_unknown=are_off)
