"""What a person's screen remembers across restarts: the folds of each project."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from threading import Lock, Thread

from mlv_tui.settings import Settings


class Remembered:
    """One small file a project in the person's own state folder.

    Nothing here is worth an error: what can't be read is forgotten, what can't be written isn't
    kept.
    """

    def __init__(self, settings: Settings) -> None:
        """Remember for one database; projects of another may have the same slugs."""
        self._folder = state_of(settings)
        self._lock = Lock()
        self._waiting: dict[str, frozenset[int]] = {}
        self._is_writing = False

    def folds(self, slug: str) -> frozenset[int] | None:
        """Return the folded milestones of a project; None if nothing is remembered."""
        try:
            found = json.loads(self._file(slug).read_text(encoding="utf-8"))
            return frozenset(int(one) for one in found["folded"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None

    def keep_folds(self, slug: str, folded: Iterable[int]) -> None:
        """Remember the folded milestones of a project."""
        file = self._file(slug)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_text(file, json.dumps({"folded": sorted(folded)}))
        except OSError:
            return

    def keep_folds_later(self, slug: str, folded: Iterable[int]) -> None:
        """Remember them without waiting for the disk; of each project the last ones stay."""
        with self._lock:
            self._waiting[slug] = frozenset(folded)
            is_writing, self._is_writing = self._is_writing, True
        if not is_writing:
            Thread(target=self._write_waiting, name="folds").start()

    def _write_waiting(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._is_writing = False
                    return
                slug, folded = self._waiting.popitem()
            self.keep_folds(slug, folded)

    def _file(self, slug: str) -> Path:
        return self._folder / f"{slug}.json"


def state_of(settings: Settings) -> Path:
    """Return where in the person's state folder everything about their database is kept."""
    name = hashlib.blake2b(os.fsencode(str(settings.database)), digest_size=6).hexdigest()
    return settings.state_folder / name


def replace_text(file: Path, text: str) -> None:
    """Write a text beside a file, then move it into place.

    Raises:
        OSError: If it can't be written; the file is as it was then.
    """
    handle, new = mkstemp(".new", f"{file.name}.", file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(new).replace(file)
    except OSError:
        with suppress(OSError):
            Path(new).unlink()
        raise
