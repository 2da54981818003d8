"""Anchors: the execution unit that a milestone's label points at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from mlv_tui.domain.folding import folded
from mlv_tui.domain.gates import Spans, gate_spans, gates_text

_ANCHOR: Final = re.compile(
    r"(?P<kind>[^\W\d][\w -]{0,39}?) ?(?:\( ?(?P<gates>[^() ][^()]{0,39}?) ?\))?"
)
_REMEMBERED: Final = 4096
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")

CHAIN: Final = (
    "Concept",
    "Experience",
    "GroupSession",
    "Trip",
    "LineItems",
    "Offer",
    "Order",
    "Projection",
)
"""The kinds of execution units that are known, each before what follows from it."""

AnchorPlace: TypeAlias = tuple[int, str, Spans]
"""What anchors are sorted by: the kind's place in the chain, its name, the gates."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An execution unit, such as `Trip (G2)`.

    Attributes:
        kind: `Trip`, `Offer`, `Order` …
        gates: `G2`, a range `G8–G10` or several `G2, G5`; "" for none.
    """

    kind: str
    gates: str = ""

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.kind} ({self.gates})" if self.gates else self.kind

    @property
    def spans(self) -> Spans:
        """Its gates as numbers; none where they aren't written as gates are."""
        return gate_spans(self.gates)

    @property
    def place(self) -> AnchorPlace:
        """What it is sorted by."""
        key = kind_key(self.kind)
        return _PLACES.get(key, len(_PLACES)), key, self.spans


@lru_cache(maxsize=_REMEMBERED)
def parse_anchor(text: str) -> Anchor | None:
    """Read `Trip`, `Trip(G2)` or `Offer (G8-G10)`; None for anything else.

    A kind of the chain is called as it is there, however it is written: `line item` is `LineItems`.
    """
    found = _ANCHOR.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    kind = found["kind"].strip()
    kind = _CHAINED.get(kind_key(kind).removesuffix("s"), kind)
    return Anchor(kind, gates_text(found["gates"] or ""))


@lru_cache(maxsize=_REMEMBERED)
def kind_key(kind: str) -> str:
    """Compare kinds by this: `LineItems`, `Line Items` and `line-items` are the same."""
    return _BETWEEN_WORDS.sub("", folded(kind))


_PLACES: Final = {kind_key(kind): at for at, kind in enumerate(CHAIN)}

_CHAINED: Final = {kind_key(kind).removesuffix("s"): kind for kind in CHAIN}

KNOWN_KINDS: Final = frozenset(_PLACES)
"""The chain's kinds, as `kind_key` writes them."""


def place_of(written: str) -> AnchorPlace:
    """Sort an anchor as it is written; what is no anchor stands behind all that are."""
    anchor = parse_anchor(written)
    return (len(_PLACES) + 1, folded(written), ()) if anchor is None else anchor.place
