"""What stands below a line that is typed into: offers, a word that is wrong, why or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from mlv_tui.tui.widgets.cells import clip, shown, width_of, wrap
from mlv_tui.tui.widgets.glyphs import Glyphs
from mlv_tui.tui.widgets.pieces import Piece, measure

MOST_LINES: Final = 8
MOST_WRONG: Final = 3
"""Lines of a message, below its word."""
GAP: Final = 2
ROOM_TO_WRAP: Final = 8
"""Cells of a line that wrapping may leave empty."""


@dataclass(frozen=True, slots=True)
class LiveOffer:
    """One way to go on.

    Attributes:
        text: What is put in.
        count: How many milestones it would find; None where that says nothing.
        about: What it means, or "".
    """

    text: str
    count: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """The ways to go on, of which one may be chosen."""

    each: tuple[LiveOffer, ...] = ()
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A word that isn't understood.

    Attributes:
        at: The cell it begins in, from the left edge.
        cells: How long it is.
        message: What is wrong and what to do about it.
    """

    at: int
    cells: int
    message: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a reason; `holds` is None for what is only told."""

    text: str
    holds: bool | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why something is in or out."""

    each: tuple[Reason, ...]


Hint: TypeAlias = Offers | Wrong | Reasons

Line: TypeAlias = list[Piece]


def hint_lines(hint: Hint, width: int, signs: Glyphs) -> list[Line]:
    """Draw a hint, in as many lines as it takes; none for no offers."""
    if isinstance(hint, Offers):
        return _offers(hint, width, signs)
    if isinstance(hint, Wrong):
        return _wrong(hint, width, signs)
    return _reasons(hint, width, signs)


def _offers(hint: Offers, width: int, signs: Glyphs) -> list[Line]:
    """Draw the offers side by side, and below what the chosen one means.

    The line begins so far on that the chosen one is in sight.
    """
    if not hint.each:
        return []
    chosen = hint.chosen or 0
    about = shown(hint.each[chosen].about)
    below: list[Line] = [[("  " + clip(about, width - GAP, signs.more), "quiet")]] if about else []
    return [_side_by_side(hint, chosen, width, signs), *below]


def _side_by_side(hint: Offers, chosen: int, width: int, signs: Glyphs) -> Line:
    start = next(
        first
        for first in range(chosen + 1)
        if _cells(hint.each[first : chosen + 1]) < width - GAP or first == chosen
    )
    line: Line = [(f"{signs.more} " if start else " ", "quiet")]
    for place, offer in enumerate(hint.each[start:], start):
        drawn = _offer(offer, is_chosen=place == hint.chosen)
        if measure(line) + measure(drawn) > width - width_of(signs.more):
            return [*line, (signs.more, "quiet")]
        line += drawn
    return line


def _cells(offers: tuple[LiveOffer, ...]) -> int:
    return sum(measure(_offer(one, is_chosen=False)) for one in offers)


def _offer(offer: LiveOffer, *, is_chosen: bool) -> Line:
    text = (f" {shown(offer.text)} ", "chosen" if is_chosen else "")
    return [text, (" " if offer.count is None else f"{offer.count}  ", "quiet")]


def _wrong(hint: Wrong, width: int, signs: Glyphs) -> list[Line]:
    """Point at the word from below, the message beside that if it fits, else below it."""
    at = min(hint.at, width - 1)
    carets = "^" * max(1, min(hint.cells, width - at))
    message = shown(hint.message)
    beside = width - at - len(carets) - GAP
    line: Line = [(" " * at, ""), (carets, "wrong")]
    if width_of(message) <= beside:
        return [[*line, (f" {message}", "wrong")]]
    if width_of(message) <= at - GAP:
        return [[(f" {message}".ljust(at), "wrong"), line[1]]]
    message = clip(message, MOST_WRONG * (width - ROOM_TO_WRAP), signs.more)
    ranges = wrap(message, max(width - 2, 1))
    return [line, *([(f" {message[start:end]}", "wrong")] for start, end in ranges)]


def _reasons(hint: Reasons, width: int, signs: Glyphs) -> list[Line]:
    lines = [line for reason in hint.each for line in _reason(reason, width, signs)]
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], [(f" {signs.more}", "quiet")]]


def _reason(reason: Reason, width: int, signs: Glyphs) -> list[Line]:
    if reason.holds is None:
        return [[(f" {clip(shown(reason.text), width - GAP, signs.more)}", "strong")]]
    sign, style = (signs.yes, "done") if reason.holds else (signs.no, "wrong")
    lead = " " * (1 + 2 * reason.depth)
    room = width - len(lead) - width_of(sign) - 2
    return [[(lead, ""), (f"{sign} ", style), (clip(shown(reason.text), room, signs.more), "")]]
