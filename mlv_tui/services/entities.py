"""What is known of the entities that milestones point at; asking for them blocks nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Final, NamedTuple

from mlv_tui.domain.entities import Entity, EntityRef
from mlv_tui.domain.freshness import Answer, Known, Seen, is_worth_keeping
from mlv_tui.domain.project import Project
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.services.entity_finding import Answers, Finding, count_kinds
from mlv_tui.services.entity_search import search
from mlv_tui.services.source_thread import SourceThread
from mlv_tui.services.sources import Sources, look_up
from mlv_tui.settings import SourceSettings
from mlv_tui.storage.store import Store

ASK_EVERY: Final = 20_000
"""Milliseconds after which it is worth asking for the same entity again."""

_PATIENCE: Final = 1_000
"""Milliseconds that an answer may take longer than its source has for it."""

Listener = Callable[[int], None]
"""Told the id of a project of whose entities more is known; on any thread."""


class _Question(NamedTuple):
    """What was asked of the sources.

    Attributes:
        at: When, epoch milliseconds.
        answered: Done when all that it asked for is answered.
    """

    at: int
    answered: Future[None]


@dataclass(slots=True)
class _Memory:
    """What is known for one project.

    Attributes:
        kept: What the database has, by entity.
        seen: When each was found last.
        known: What was heard since the start.
        asked: The question for each that isn't answered yet.
        heard: What the sources' threads tell.
    """

    kept: dict[EntityRef, Seen]
    seen: dict[EntityRef, Seen]
    known: dict[EntityRef, Known] = field(default_factory=dict[EntityRef, Known])
    asked: dict[EntityRef, _Question] = field(default_factory=dict[EntityRef, "_Question"])
    heard: SimpleQueue[Known] = field(default_factory=SimpleQueue[Known])


class Entities:
    """What sources tell of entities. Used by the thread that opened the database.

    The sources are asked on threads of their own, and only for reading. Of what they tell, a dated
    label is kept for later; all else is forgotten with the session.
    """

    def __init__(
        self, store: Store, settings: Iterable[SourceSettings], now: Callable[[], int]
    ) -> None:
        """Ask nobody yet.

        Args:
            store: Where the dated labels are kept.
            settings: The sources that a person named.
            now: Tells epoch milliseconds; on any thread.
        """
        self._stored = store.entities_seen
        self._now = now
        self._sources = Sources(settings)
        self._finding = Finding()
        self._memories: dict[int, _Memory] = {}
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have `listener` told when more is known; it asks `known` then, on its own thread."""
        self._listeners.append(listener)

    def known(self, project: Project, refs: Iterable[EntityRef]) -> Mapping[EntityRef, Known]:
        """Return at once what is known of some entities; see `freshness` for what that means.

        What was found is written down now and then, so that it is known after a restart too.
        """
        memory = self._memory(project.id)
        self._take_in(project.id, memory)
        late = self._now() - self._patience(project)
        return {ref: _known(memory, ref, late) for ref in refs}

    def keep_told(self, project: Project) -> None:
        """Write down what sources told meanwhile, as far as it is worth it."""
        self._take_in(project.id, self._memory(project.id))

    def refresh(
        self, project: Project, refs: Iterable[EntityRef], *, at_once: bool = False
    ) -> Future[None]:
        """Ask the sources for some entities; listeners are told of the answers.

        Args:
            project: Whose sources are asked.
            refs: The entities.
            at_once: Whether to ask for what was answered a moment ago, too.

        Returns:
            Done when those are answered that this call asks for: those that are asked for already
            aren't asked for twice. Where a source hangs, that may be never.
        """
        memory = self._memory(project.id)
        self._take_in(project.id, memory)
        now = self._now()
        since = now if at_once else now - ASK_EVERY
        wanted = [ref for ref in dict.fromkeys(refs) if _is_due(memory, ref, since)]
        answered = self._ask(project, memory, wanted)
        memory.asked.update(dict.fromkeys(wanted, _Question(now, answered)))
        return answered

    def find(self, project: Project, ref: EntityRef) -> Known:
        """Look one entity up, and wait for the answer."""
        self.refresh(project, [ref], at_once=True)
        # Who asked for it before may be waiting for the answer still.
        question = self._memory(project.id).asked.get(ref)
        if question is not None:
            with suppress(TimeoutError):
                question.answered.result(self._patience(project) / 1000)
        known = self.known(project, [ref])[ref]
        return _unanswered(known) if known.answer is Answer.NONE_YET else known

    def search(
        self, project: Project, kind: str, text: str, limit: int
    ) -> Future[tuple[Entity, ...]]:
        """Find entities of a kind by a text in their id or label, whatever the case.

        Args:
            project: Whose sources are asked.
            kind: As `kind_of` writes it.
            text: "" for any.
            limit: The most to find; those that begin with the text come first.

        Returns:
            What will have them, or an error of the source's.
        """
        return search(self._sources.of(project), kind, text, limit)

    def find_any(self, project: Project, text: str, limit: int) -> Answers[tuple[Entity, ...]]:
        """Find entities of any kind by a text in their id or label; for `gathered`."""
        return self._finding.find(self._sources.of(project), text, limit)

    def count_kinds(self, project: Project) -> Answers[int]:
        """Count the entities of every kind; for `gathered`."""
        return count_kinds(self._sources.of(project))

    def sources(self, project: Project) -> tuple[SourceThread, ...]:
        """Return the sources that a project has, in the order in which they are asked."""
        return self._sources.of(project)

    def close(self) -> None:
        """Let go of all sources."""
        self._sources.close()

    def _ask(self, project: Project, memory: _Memory, wanted: list[EntityRef]) -> Future[None]:
        future: Future[None] = Future()
        left = _Countdown(len(wanted))

        def heard(told: Sequence[Known]) -> None:
            for one in told:
                memory.heard.put(replace(one, asked_at=self._now()))
            for listener in self._listeners:
                listener(project.id)
            if left.are_gone(len(told)):
                future.set_result(None)

        if not wanted:
            future.set_result(None)
        look_up(self._sources.of(project), wanted, heard)
        return future

    def _memory(self, project_id: int) -> _Memory:
        if project_id not in self._memories:
            kept = self._stored.of(project_id)
            self._memories[project_id] = _Memory(kept, dict(kept))
        return self._memories[project_id]

    def _take_in(self, project_id: int, memory: _Memory) -> None:
        """Take in what the threads told, and keep what is worth it."""
        seen: dict[EntityRef, Seen] = {}
        with suppress(Empty):
            while True:
                one = memory.heard.get_nowait()
                memory.known[one.ref] = one
                memory.asked.pop(one.ref, None)
                if one.entity is not None:
                    seen[one.ref] = Seen(one.entity.label, one.asked_at or 0)
        memory.seen.update(seen)
        worth = {
            ref: one for ref, one in seen.items() if is_worth_keeping(memory.kept.get(ref), one)
        }
        if worth:
            with suppress(DatabaseUnusable):  # It is told where it matters; next time, then.
                self._stored.keep(project_id, worth)
                memory.kept.update(worth)

    def _patience(self, project: Project) -> int:
        slowest = max((one.timeout for one in self._sources.of(project)), default=0.0)
        return int(slowest * 2000) + _PATIENCE


class _Countdown:
    """Counts answers down, from whichever threads they come."""

    def __init__(self, count: int) -> None:
        self._left = count
        self._lock = Lock()

    def are_gone(self, count: int) -> bool:
        """Take some away; tell whether these were the last ones."""
        with self._lock:
            self._left -= count
            return self._left == 0


def _is_due(memory: _Memory, ref: EntityRef, since: int) -> bool:
    """Tell whether it is worth asking: not asked already, and not answered since."""
    if ref in memory.asked:
        return False
    known = memory.known.get(ref)
    return known is None or (known.asked_at or 0) <= since


def _known(memory: _Memory, ref: EntityRef, late: int) -> Known:
    known = replace(memory.known.get(ref) or Known(ref), seen=memory.seen.get(ref))
    question = memory.asked.get(ref)
    return known if question is None or question.at >= late else _unanswered(known)


def _unanswered(known: Known) -> Known:
    return replace(known, answer=Answer.AWAY, entities=(), why="Its source doesn't answer.")
