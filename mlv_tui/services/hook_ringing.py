"""Ringing for the hooks: each session does so right after its commits, and runs none itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mlv_tui.automation.environment import depth_of
from mlv_tui.automation.turn import ring, taken_turn
from mlv_tui.errors import MlvError
from mlv_tui.services.hook_files import had_hooks, hook_files, may_have_hooks
from mlv_tui.services.hook_process import begin_runner
from mlv_tui.services.hooks import open_outbox
from mlv_tui.settings import Settings

if TYPE_CHECKING:
    from mlv_tui.storage.store import Store


def ring_after_commits(store: Store, settings: Settings) -> None:
    """Have the hooks run whenever this session committed something.

    A session that a hook began announces nothing: it notes that its change sets are a hook's doing.
    Without hooks, what was to be announced is forgotten.
    """
    if had_hooks(settings):
        _forget(settings)
    elif not may_have_hooks(settings):
        return
    elif depth_of(os.environ):
        store.before_commits(_Quiet(store, settings).note)
        store.listen(lambda _project_id, _number: _ring(hook_files(settings).bell))
    else:
        store.before_commits(_Beginning(store, settings).begin)
        store.listen(lambda _project_id, _number: ring_for_hooks(settings))


def _forget(settings: Settings) -> None:
    """Announce later, should there be hooks again, nothing of what is done without them."""
    with suppress(MlvError, OSError):
        with closing(open_outbox(settings)) as outbox:
            outbox.forget()
        hook_files(settings).bell.unlink(missing_ok=True)


class _Beginning:
    """Notes who writes, and takes what was there as known where hooks are new."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._is_begun = False

    def begin(self, project_ids: Sequence[int]) -> None:
        """Note each project's number; those that are about to be committed count one more now."""
        if self._is_begun:
            return
        self._is_begun = True
        # What can't be noted is no reason to refuse a person's gesture.
        with suppress(MlvError), closing(open_outbox(self._settings)) as outbox:
            projects = self._store.projects()
            outbox.note_actor(self._settings.actor)
            outbox.begin({one.id: one.number - (one.id in project_ids) for one in projects})


class _Quiet:
    """Notes, before they are committed, that change sets are a hook's doing."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._log = store.history
        self._settings = settings

    def note(self, project_ids: Sequence[int]) -> None:
        """Note the change sets that are about to be committed.

        Raises:
            OutboxUnusable: If that can't be noted; nothing is committed then.
        """
        with closing(open_outbox(self._settings)) as outbox:
            for ident in project_ids:
                for one in self._log.activity(ident, 1, None):
                    outbox.note_quiet(ident, one.number, one.id, one.at)


def _ring(bell: Path) -> None:
    """Have whoever runs hooks look, and nobody begin to: what a hook did is only noted."""
    with suppress(OSError):
        ring(bell)


def ring_for_hooks(settings: Settings) -> None:
    """Have what is owed to hooks worked off, by a process that stays when this one ends."""
    files = hook_files(settings)
    try:
        # First the bell: who holds the turn looks at it once more after giving that up.
        ring(files.bell)
        with taken_turn(files.turn) as is_free:
            pass
        if is_free:
            begin_runner(settings)
    except (MlvError, OSError):
        # What isn't announced now is by the next ring; the commit it is about is safe.
        return
