"""Which sources the entities of a project are looked up in, and in what order."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Final

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.freshness import Answer, Known
from mlv_tui.domain.project import Project
from mlv_tui.entities.opening import IN_A_FOLDER, open_folders, open_source
from mlv_tui.entities.source import EntitySource
from mlv_tui.errors import MlvError
from mlv_tui.services.source_thread import SourceThread
from mlv_tui.settings import SourceSettings
from mlv_tui.settings.source_values import EVERY_PROJECT, TIMEOUT

_LAST_ANSWERS: Final = 0.5
"""Seconds that the end waits for answers under way."""

Found = Mapping[EntityRef, tuple[Entity, ...]]
Heard = Callable[[Sequence[Known]], None]
"""Told what became of the questions for some entities; on a source's thread."""


class Sources:
    """The sources of all projects, each opened when it is asked first.

    A kind belongs to the first source that has it: the one set for the project, then the one set
    for every project, then the files in the plan folders. So a file that comes with the plans
    never answers for a business system.
    """

    def __init__(self, settings: Iterable[SourceSettings]) -> None:
        """Know what the config file names."""
        self._settings = tuple(settings)
        self._threads: dict[Hashable, SourceThread] = {}

    def of(self, project: Project) -> tuple[SourceThread, ...]:
        """Return a project's sources in their order."""
        named = [self._thread(one.project, _thread_of(one)) for one in self._named(project.slug)]
        folders = tuple(dict.fromkeys(Path(one.folder) for one in project.roots if not one.only))
        if not folders:
            return tuple(named)
        return (*named, self._thread(folders, partial(_folder_thread, folders)))

    def close(self) -> None:
        """Let go of all of them; however many hang, that takes the time of one."""
        for thread in self._threads.values():
            thread.end()
        until = time.monotonic() + _LAST_ANSWERS
        for thread in self._threads.values():
            thread.wait_for_end(until - time.monotonic())

    def _named(self, slug: str) -> Sequence[SourceSettings]:
        return [
            one for each in (slug, EVERY_PROJECT) for one in self._settings if one.project == each
        ]

    def _thread(self, key: Hashable, made: Callable[[], SourceThread]) -> SourceThread:
        if key not in self._threads:
            self._threads[key] = made()
        return self._threads[key]


def look_up(sources: Sequence[SourceThread], refs: Collection[EntityRef], heard: Heard) -> None:
    """Ask the sources for entities, the next one for what the one before has no kind for.

    Args:
        sources: In their order.
        refs: What to look up.
        heard: Told of each of them once, unless a source hangs.
    """
    if not refs:
        return
    if not sources:
        heard([_unclaimed(ref) for ref in refs])
        return
    first, rest = sources[0], sources[1:]
    its = [ref for ref in refs if first.kinds is None or ref.kind in first.kinds]
    if its:
        future = first.ask(lambda source: source.look_up(its))
        future.add_done_callback(lambda done: _told(done, rest, its, heard))
    others = set(refs).difference(its)
    look_up(rest, [ref for ref in refs if ref in others], heard)


def _told(
    done: Future[Found], rest: Sequence[SourceThread], its: Sequence[EntityRef], heard: Heard
) -> None:
    error = done.exception()
    if error is not None:
        why = str(error) if isinstance(error, MlvError) else f"{type(error).__name__}: {error}"
        heard([Known(ref, Answer.AWAY, why=why) for ref in its])
        return
    found = done.result()
    if found:
        heard([_known(ref, entities) for ref, entities in found.items()])
    look_up(rest, [ref for ref in its if ref not in found], heard)


def _known(ref: EntityRef, entities: tuple[Entity, ...]) -> Known:
    if not entities:
        return Known(ref, Answer.NOTHING)
    return Known(ref, Answer.FOUND if len(entities) == 1 else Answer.SEVERAL, entities=entities)


def _unclaimed(ref: EntityRef) -> Known:
    return Known(ref, Answer.NO_SOURCE, why=f"No source has the kind {ref.kind}.")


def _thread_of(settings: SourceSettings) -> Callable[[], SourceThread]:
    kinds = frozenset(one.kind for one in settings.kinds) or None

    def opened() -> EntitySource:
        return open_source(settings)

    return lambda: SourceThread(str(settings.source), opened, kinds, settings.timeout)


def _folder_thread(folders: Sequence[Path]) -> SourceThread:
    name = f"{' or '.join(IN_A_FOLDER)} in {', '.join(map(str, folders))}"
    return SourceThread(name, lambda: open_folders(folders), None, TIMEOUT)
