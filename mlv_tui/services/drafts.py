"""Drafts: what was typed and isn't stored, kept in the person's own state folder until it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from mlv_tui.clock import now_ms
from mlv_tui.errors import MlvError
from mlv_tui.services.remembered import replace_text, state_of
from mlv_tui.settings import Settings

PAUSE_SECONDS: Final = 0.5
"""What was typed within it is written at once: so much a kill can cost at most."""

KEPT_DAYS: Final = 30
MOST_KEPT: Final = 200
LONGEST: Final = 1_000_000
"""Characters of a text; a longer one isn't kept."""

_DAY_MS: Final = 86_400_000
_PRIVATE: Final = 0o700


class DraftUnreadable(MlvError):
    """A draft that can't be read."""

    code = "draft"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Where something is typed.

    Attributes:
        milestone: Its id; 0 for a new one.
        field: A field's name, for a new one with the project's id.
    """

    milestone: int
    field: str


@dataclass(frozen=True, slots=True)
class KeptText:
    """A draft.

    Attributes:
        text: As typed.
        base: What stood there when the person began.
        at: When it was typed, epoch milliseconds.
    """

    text: str
    base: str
    at: int


class Drafts:
    """One small file a draft, for the person alone; it outlives the program, however that ends.

    A thread of its own writes them, in the order in which they were typed. It is no daemon: the
    program's end waits for it.
    """

    def __init__(self, settings: Settings, now: Callable[[], int] = now_ms) -> None:
        """Keep drafts for one database; milestones of another have the same ids.

        Args:
            settings: Tells the database, and where the state folder is.
            now: Tells epoch milliseconds.
        """
        self._folder = state_of(settings) / "drafts"
        self._now = now
        self._lock = Lock()
        self._waiting: dict[DraftKey, KeptText | None] = {}
        self._at_once = Event()
        self._thread: Thread | None = None
        self._is_tidy = False

    def of(self, key: DraftKey) -> KeptText | None:
        """Return a draft; None if there is none, or only one that is too old.

        Raises:
            DraftUnreadable: If there is one that can't be read; it is put aside, so that this is
                told once.
        """
        with self._lock:
            if key in self._waiting:
                return self._waiting[key]
        file = self._file(key)
        try:
            draft = _read(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise _put_aside(file) from error
        return None if draft.at < self._oldest() else draft

    def keep(self, key: DraftKey, text: str, base: str) -> None:
        """Keep what is typed; of each key the last text stays."""
        if len(text) + len(base) <= LONGEST:
            self._put(key, KeptText(text, base, self._now()))

    def drop(self, key: DraftKey) -> None:
        """Keep it no more: it is stored, or was thrown away."""
        self._put(key, None)
        self._at_once.set()

    def write_at_once(self) -> None:
        """Wait no longer for more to be typed: the program ends."""
        self._at_once.set()

    def wait(self) -> None:
        """Wait until all is written."""
        self._at_once.set()
        thread = self._thread
        if thread is not None:
            thread.join()

    def _put(self, key: DraftKey, draft: KeptText | None) -> None:
        with self._lock:
            self._waiting[key] = draft
            if self._thread is None:
                self._at_once.clear()
                self._thread = Thread(target=self._write_waiting, name="drafts")
                self._thread.start()

    def _write_waiting(self) -> None:
        while True:
            self._at_once.wait(PAUSE_SECONDS)
            self._at_once.clear()
            with self._lock:
                found = dict(self._waiting)
            for key, draft in found.items():
                self._write(key, draft)
            self._tidy()
            if self._is_done(found):
                return

    def _is_done(self, written: dict[DraftKey, KeptText | None]) -> bool:
        """Take off what was written; tell whether nothing came meanwhile."""
        with self._lock:
            for key, draft in written.items():
                if self._waiting[key] is draft:
                    del self._waiting[key]
            if not self._waiting:
                self._thread = None
            return not self._waiting

    def _write(self, key: DraftKey, draft: KeptText | None) -> None:
        file = self._file(key)
        with suppress(OSError):
            if draft is None:
                file.unlink(missing_ok=True)
            else:
                self._folder.parent.mkdir(parents=True, exist_ok=True)
                self._folder.mkdir(mode=_PRIVATE, exist_ok=True)
                replace_text(file, json.dumps(asdict(draft)))

    def _tidy(self) -> None:
        """Once in a session, remove what is too old, or too much."""
        if self._is_tidy:
            return
        self._is_tidy = True
        with suppress(OSError):
            dated = sorted(
                ((file.stat().st_mtime * 1000, file) for file in self._folder.iterdir()),
                reverse=True,
            )
            for at, (written, file) in enumerate(dated):
                if at >= MOST_KEPT or written < self._oldest():
                    file.unlink(missing_ok=True)

    def _oldest(self) -> int:
        return self._now() - KEPT_DAYS * _DAY_MS

    def _file(self, key: DraftKey) -> Path:
        return self._folder / f"{key.milestone}-{key.field}.json"


def _read(text: str) -> KeptText:
    found = json.loads(text)
    draft = KeptText(**{name: found[name] for name in ("text", "base", "at")})
    if [type(one) for one in (draft.text, draft.base, draft.at)] != [str, str, int]:
        raise TypeError(found)
    return draft


def _put_aside(file: Path) -> DraftUnreadable:
    aside = file.with_suffix(".broken")
    try:
        file.replace(aside)
    except OSError as error:
        return DraftUnreadable(f"The draft in {file} can't be read: {error.strerror}.")
    return DraftUnreadable(f"A draft can't be read; what is left of it is in {aside}.")
