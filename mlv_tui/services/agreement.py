"""What a preview showed, as a short token that applying it is bound to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mlv_tui.domain.change_set import Change
from mlv_tui.domain.change_words import first_few
from mlv_tui.errors import Conflict
from mlv_tui.services.gathering import Reading

MOST_NAMED: Final = 12
"""A token of more plans can't tell which of them changed."""

_WHOLE: Final = 16
_PATH: Final = 5
_BYTES: Final = 3
"""Hexadecimal digits of the token as a whole, of a plan's path and of its bytes."""

_WHEN: Final = "detached_at"
"""The one value that is another at each look."""


class Agreement:
    """What an ingest read, and what that would change."""

    def __init__(self, slug: str, readings: Sequence[Reading], changes: Sequence[Change]) -> None:
        """Make it of everything that was shown.

        Args:
            slug: The project's.
            readings: Only those that have something to say take part.
            changes: With those that the brake holds back.
        """
        states = (reading.plan.state for reading in readings if reading.outline is not None)
        self._digests = {state.path: state.digest for state in states}
        self._slug = slug
        self._changes = changes

    @property
    def token(self) -> str:
        """Hexadecimal digits, "" where nothing was read."""
        if not self._digests:
            return ""
        told = [
            self._slug,
            sorted(self._digests.items()),
            [_told(change) for change in self._changes],
        ]
        whole = _digits(json.dumps(told, ensure_ascii=True, default=str), _WHOLE)
        return whole + "".join(sorted(self._parts())) if self._is_named else whole

    @property
    def _is_named(self) -> bool:
        return len(self._digests) <= MOST_NAMED

    def _parts(self) -> Iterable[str]:
        return (
            _digits(path, _PATH) + _digits(digest, _BYTES) for path, digest in self._digests.items()
        )

    def check(self, expected: str, known: Iterable[str]) -> None:
        """Make sure that this is what was shown.

        Args:
            expected: The token that was shown.
            known: The paths of all plans, so that one that isn't news any more can be named.

        Raises:
            Conflict: If it isn't.
        """
        if expected == self.token:
            return
        raise Conflict(
            _changed(self._not_as(expected, known)),
            "Look again with `mlv ingest --preview`, then apply that.",
        )

    def _not_as(self, expected: str, known: Iterable[str]) -> list[str]:
        """Name the plans that were read otherwise than the token has it, if it can tell."""
        shown = _parts_of(expected)
        paths = {*known, *self._digests} if shown else ()
        return sorted(one for one in paths if shown.get(_digits(one, _PATH)) != self._bytes_of(one))

    def _bytes_of(self, path: str) -> str | None:
        return _digits(self._digests[path], _BYTES) if path in self._digests else None


def _parts_of(token: str) -> Mapping[str, str]:
    """Return the digits of the bytes by those of the path."""
    rest = token[_WHOLE:]
    starts = range(0, len(rest), _PATH + _BYTES)
    return {rest[at : at + _PATH]: rest[at + _PATH : at + _PATH + _BYTES] for at in starts}


def _changed(plans: Sequence[str]) -> str:
    if not plans:
        return "What would be applied isn't what that preview showed; nothing was."
    verb = "isn't" if len(plans) == 1 else "aren't"
    return f"{first_few(plans)} {verb} as that preview showed; nothing was applied."


def _told(change: Change) -> list[object]:
    values = [
        sorted((name, value) for name, value in side.items() if name != _WHEN)
        for side in (change.before, change.after)
    ]
    return [change.milestone_id, change.kind, change.reason, round(change.score, 6), *values]


def _digits(text: str, count: int) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()[:count]
