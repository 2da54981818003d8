"""What a file of another program holds, as milestones to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlv_tui.domain.sketching import Sketch


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found in a file.

    Attributes:
        sketches: Every one behind the one above it; the key of each is `kind:id`, as a link is
            written, and it is linked to that.
        passed_over: How many of what else there is, in words: `pull request`, `deleted task`.
    """

    sketches: tuple[Sketch, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict[str, int])
