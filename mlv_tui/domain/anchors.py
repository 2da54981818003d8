"""Anchors: the execution unit that a milestone's label points at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ANCHOR: Final = re.compile(
    r"(?P<kind>[^\W\d][\w -]{0,39}?) ?(?:\( ?(?P<gates>[^() ][^()]{0,39}?) ?\))?"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An execution unit, such as `Trip (G2)`.

    Attributes:
        kind: `Trip`, `Offer`, `Order` …
        gates: `G2` or a range `G8–G10`; "" for none.
    """

    kind: str
    gates: str = ""

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.kind} ({self.gates})" if self.gates else self.kind


def parse_anchor(text: str) -> Anchor | None:
    """Read `Trip`, `Trip(G2)` or `Offer (G8-G10)`; None for anything else."""
    found = _ANCHOR.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    gates = (found["gates"] or "").replace("-", "–")
    return Anchor(found["kind"].strip(), gates)
