"""What a person's screen remembers across restarts: the folds of each project."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mlv_tui.settings import Settings


class Remembered:
    """One small file a project in the person's own state folder.

    Nothing here is worth an error: what can't be read is forgotten, what can't be written isn't
    kept.
    """

    def __init__(self, settings: Settings) -> None:
        """Remember for one database; projects of another may have the same slugs."""
        name = hashlib.blake2b(os.fsencode(settings.database), digest_size=6).hexdigest()
        self._folder = settings.state_folder / name

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
        new = file.with_suffix(f".{os.getpid()}.new")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps({"folded": sorted(folded)}), encoding="utf-8")
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def _file(self, slug: str) -> Path:
        return self._folder / f"{slug}.json"
