"""Gates: the steps of an execution unit, such as `G2`, `G8–G10` or `G2, G5`."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

_GATE: Final = re.compile(r"[Gg]([0-9]{1,4})(?: ?[-–—] ?[Gg]?([0-9]{1,4}))?")
_LONGEST: Final = 40
"""Characters of what an anchor says of its gates."""

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""The first and the last number of each range, as they are written."""


def gate_spans(text: str) -> Spans:
    """Read gates; nothing where the text is anything else.

    Args:
        text: `G2`, a range `G8–G10` or `G8-10`, or several of these with commas.
    """
    found = [_GATE.fullmatch(part.strip()) for part in text[: _LONGEST + 1].split(",")]
    if len(text) > _LONGEST or None in found:
        return ()
    ends = ((int(one[1]), int(one[2] or one[1])) for one in found if one is not None)
    return tuple((min(pair), max(pair)) for pair in ends)


def gates_text(text: str) -> str:
    """Write gates in one way: `g8-10` as `G8–G10`; anything else nearly as it is."""
    spans = gate_spans(text)
    written = ", ".join(f"G{a}" if a == b else f"G{a}–G{b}" for a, b in spans)
    return written if spans and len(written) <= _LONGEST else text.replace("-", "–")


def overlap(some: Spans, others: Spans) -> bool:
    """Tell whether two sets of gates have one in common."""
    return any(a <= d and c <= b for a, b in some for c, d in others)
