"""What a look at the disk finds, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Signature = tuple[int, int, int]
"""Modified (nanoseconds), size (bytes) and inode of a file."""


class WatchMode(StrEnum):
    """How changes are learnt."""

    EVENTS = "events"
    POLLING = "polling"


@dataclass(frozen=True, slots=True)
class Glance:
    """One stat walk of some roots: what is there.

    Attributes:
        signatures: Of every plan file, by absolute path.
        folders: Every folder walked, absolute: each is to be watched.
        lost_roots: The roots that are not there (an unmounted disk, a removed folder).
    """

    signatures: Mapping[Path, Signature]
    folders: frozenset[Path]
    lost_roots: frozenset[Path] = frozenset()


NOTHING: Final = Glance(MappingProxyType({}), frozenset())
"""What is known before the first look."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What changed since the last burst, settled.

    Attributes:
        changed: Plans that are new or were written.
        vanished: Plans that are gone, though their root is there.
        lost_roots: All roots that are not there now, also those told of before.
        mode: How changes are learnt now.
        trouble: One sentence on why events, or looks, don't work here; "" if they do.
    """

    changed: frozenset[Path]
    vanished: frozenset[Path]
    lost_roots: frozenset[Path]
    mode: WatchMode
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for what, in seconds unless the name says otherwise.

    Attributes:
        settle: Between two looks that must agree before a change is told.
        settle_limit: After that, a plan that never rests is told as it is.
        grace: Before a missing file, an empty one or a lost root is believed.
        sweep: Between looks that no event asked for.
        poll: Between looks where events don't work, or a root is lost.
        retry: Before events are tried again where they did not work.
        step_ms: How often the listening thread gathers events: at 10 it took a third of a percent
            of a core, at 40 less than a tenth.
        debounce_ms: How long a stream of events may hold them back.
    """

    settle: float = 0.02
    settle_limit: float = 1.0
    grace: float = 0.25
    sweep: float = 30.0
    poll: float = 1.0
    retry: float = 60.0
    step_ms: int = 40
    debounce_ms: int = 200
