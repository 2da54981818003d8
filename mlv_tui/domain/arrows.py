"""Arrows in labels: `Implement Trip Sync -> Trip (G2)` points at an execution unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from mlv_tui.domain.anchors import KNOWN_KINDS, Anchor, kind_key, parse_anchor
from mlv_tui.domain.source_key import without_marks

_ARROW: Final = re.compile(r"->|=>|→")
_LONGEST: Final = 100
"""Characters behind an arrow; more is prose."""

PRIORITY_AT_END: Final = re.compile(r" ?(?:\(P[0-9]\)|\[P[0-9]\]| P[0-9])\Z")
"""A priority behind a label; `MP3` ends with none."""

_GATED_END: Final = re.compile(r"\( ?[Gg][0-9][^()]{0,40}\)\Z")


class Pointed(NamedTuple):
    """A label with the anchor it points at.

    Attributes:
        label: What stands in front of the arrow.
        anchor: What it points at.
    """

    label: str
    anchor: Anchor


def has_arrow(text: str) -> bool:
    """Tell at once whether there is an arrow at all."""
    return "->" in text or "→" in text or "=>" in text


def pointed(title: str, kinds: Collection[str] = KNOWN_KINDS) -> Pointed | None:
    """Read the arrow that ends a label; None where what follows it is no anchor.

    What follows carries a gate, or is a known kind written with a capital: then this is the
    only arrow, since `Trip → Offer → Order` tells of a chain, and `Offer → Order` of two units.

    Args:
        title: Plain text; marks of status and priority around it don't count.
        kinds: Those known, as `kind_key` writes them.
    """
    if not has_arrow(title):
        return None
    text = PRIORITY_AT_END.sub("", without_marks(title))
    arrows = list(_ARROW.finditer(text))
    if not arrows or len(text) - arrows[-1].end() > _LONGEST:
        return None
    label = text[: arrows[-1].start()].strip()
    written = text[arrows[-1].end() :].strip()
    anchor = parse_anchor(written)
    if anchor is None or not any(map(str.isalnum, label)):
        return None
    is_sure = _is_gated(label, anchor) or (
        len(arrows) == 1
        and written[0].isupper()
        and _is_known(anchor, kinds)
        and kind_key(label) not in kinds
    )
    return Pointed(label, anchor) if is_sure else None


def _is_gated(label: str, anchor: Anchor) -> bool:
    return bool(anchor.spans) and _GATED_END.search(label) is None


def _is_known(anchor: Anchor, kinds: Collection[str]) -> bool:
    return not anchor.gates and kind_key(anchor.kind) in kinds
