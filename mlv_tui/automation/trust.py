"""Which proposed hooks a person agreed to: by path and by the hash of what they were shown."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any, cast

from mlv_tui.automation.proposed import Proposal
from mlv_tui.automation.queue_file import OutboxUnusable
from mlv_tui.settings.private import exposed


class Trust:
    """One small file in the person's own state folder; never in a database that others write.

    It is there only while it says something.
    """

    def __init__(self, file: Path) -> None:
        """Keep it in a file, which may not be there yet."""
        self._file = file

    @property
    def has_any(self) -> bool:
        """Whether anything may be in it; costs one look at the file."""
        return self._file.exists()

    @property
    def trouble(self) -> str:
        """Why it counts for nothing, though it is there; "" if all is well."""
        return exposed(self._file) if self._file.exists() else ""

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that are in it, there or not."""
        return tuple(map(Path, sorted(self._read())))

    def has(self, proposal: Proposal) -> bool:
        """Tell whether these very bytes, at this very place, are in it."""
        return self._read().get(str(proposal.file)) == proposal.digest

    def has_another(self, proposal: Proposal) -> bool:
        """Tell whether other bytes at the same place are in it."""
        return self._read().get(str(proposal.file), proposal.digest) != proposal.digest

    def add(self, proposal: Proposal) -> None:
        """Note what was shown.

        Raises:
            OutboxUnusable: If it can't be noted.
        """
        self._write({**self._read(), str(proposal.file): proposal.digest})

    def drop(self, file: Path) -> bool:
        """Forget a file; tell whether it was in it.

        Raises:
            OutboxUnusable: If that can't be noted.
        """
        known = dict(self._read())
        was = known.pop(str(file), None) is not None
        if was:
            self._write(known)
        return was

    def _read(self) -> Mapping[str, str]:
        """Return the hashes by path; nothing where somebody else could have written them."""
        if self.trouble:
            return {}
        try:
            found: Any = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return cast("dict[str, str]", found) if isinstance(found, dict) else {}

    def _write(self, known: Mapping[str, str]) -> None:
        try:
            if known:
                self._replace(json.dumps(known, indent=1, sort_keys=True))
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise OutboxUnusable(
                f"{self._file} can't be written: {error.strerror}.", "Make its folder yours."
            ) from error

    def _replace(self, text: str) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, new = mkstemp(".new", f"{self._file.name}.", self._file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(new).replace(self._file)
        except OSError:
            Path(new).unlink(missing_ok=True)
            raise
