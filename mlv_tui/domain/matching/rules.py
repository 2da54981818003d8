"""How much must speak for a pair before it may be taken, and how much each thing weighs."""

from __future__ import annotations

from typing import Final, NamedTuple


class Place(NamedTuple):
    """How two headings stand to what is settled around them, 0 to 1 each.

    Attributes:
        parent: 1 below the same heading, 0.5 if that can't be told.
        neighbours: Half for the one before, half for the one after.
        is_same_plan: Whether both are in one plan.
        is_common: Whether others have the title as well.
    """

    parent: float
    neighbours: float
    is_same_plan: bool
    is_common: bool = False

    def rules_with_text(self) -> tuple[_Least, ...]:
        """Say what is enough between two texts."""
        if self.is_same_plan:
            return _WITH_TEXT
        return _MOVED_IF_COMMON if self.is_common else _MOVED

    @property
    def is_the_same(self) -> bool:
        """Whether everything around them is the same."""
        return self.parent == self.neighbours == 1


class Weighed(NamedTuple):
    """What speaks for a pair.

    Attributes:
        score: 0 to 1; 0 if it isn't enough to be taken.
        title: How alike the titles are, 0 to 1.
        text: How alike the texts are, or what stands below; None where there is too little.
    """

    score: float
    title: float
    text: float | None

    @property
    def reason(self) -> str:
        """Say it in words."""
        text = "no text" if self.text is None else f"text {self.text:.0%}"
        return f"{text}, title {self.title:.0%} alike"


class _Least(NamedTuple):
    """What is enough: each at least so much."""

    title: float = 0.0
    text: float = 0.0
    both: float = 0.0
    parent: float = 0.0
    neighbours: float = 0.0

    def is_met(self, title: float, text: float, place: Place) -> bool:
        return (
            title >= self.title
            and text >= self.text
            and title + text >= self.both
            and place.parent >= self.parent
            and place.neighbours >= self.neighbours
        )


_WITH_TEXT: Final = (
    _Least(text=0.65),
    _Least(text=0.5, title=0.3),
    _Least(text=0.5, parent=1, neighbours=1),
    _Least(text=0.35, title=0.6),
    _Least(text=0.2, both=0.9, parent=1, neighbours=1),
    _Least(text=0.2, title=0.75),
    _Least(title=0.9, parent=0.5),
    _Least(title=1, neighbours=0.5),
)
_WITHOUT_TEXT: Final = (
    _Least(title=0.5, parent=0.5, neighbours=0.5),
    _Least(title=0.75, parent=0.5),
    _Least(title=0.75, neighbours=0.5),
)
_MOVED: Final = (
    _Least(text=0.8),
    _Least(text=0.6, title=0.4),
    _Least(text=0.30, title=0.95),
)
"""From one plan to another."""
_MOVED_IF_COMMON: Final = (*_MOVED[:2], _Least(text=0.45, title=0.95))
"""The same for a title that others have as well: it tells less."""
_LEAST_TITLE: Final = min(rule.title for rule in (*_WITH_TEXT, *_MOVED) if not rule.text)
_LEAST_TEXT: Final = min(rule.text for rule in (*_WITH_TEXT, *_MOVED) if rule.text)
_LEAST_TITLE_WITHOUT_TEXT: Final = min(rule.title for rule in _WITHOUT_TEXT)
"""What is less than these never is enough, whatever else there is."""
_TEXT_STAYED: Final = 0.5
"""From this likeness on, a title in which numbers changed may still be the same section's."""
_GONE: Final = (_Least(text=0.65, title=0.95), _Least(text=0.9))
_TELLING_LINES: Final = 3
"""A text of fewer lines tells nothing under another title."""


def weighed(title: float, text: float | None, place: Place, *, is_numbered_anew: bool) -> Weighed:
    """Weigh what speaks for a pair.

    Args:
        title: How alike the titles are, 0 to 1.
        text: How alike the texts are, 0 to 1; None where there is too little.
        place: How they stand.
        is_numbered_anew: Whether only numbers in the titles differ: `Sprint 5`, `Sprint 6`.
    """
    if is_numbered_anew and (text or 0) < _TEXT_STAYED:
        return Weighed(0.0, title, text)
    if text is None:
        rules = _WITHOUT_TEXT if place.is_same_plan else ()
        score = 0.62 * title + 0.13 * place.parent + 0.25 * place.neighbours
    else:
        rules = place.rules_with_text()
        score = 0.45 * text + 0.28 * title + 0.10 * place.parent + 0.17 * place.neighbours
    is_enough = any(rule.is_met(title, text or 0.0, place) for rule in rules)
    return Weighed(score if is_enough else 0.0, title, text)


def may_be_enough(title: float, text: float | None) -> bool:
    """Tell whether a pair that is so alike could be taken, were it in the best of places."""
    if text is None:
        return title >= _LEAST_TITLE_WITHOUT_TEXT
    return title >= _LEAST_TITLE or text >= _LEAST_TEXT


def weighed_gone(title: float, text: float, lines: int, *, is_numbered_anew: bool) -> Weighed:
    """Weigh what speaks for one that was gone: of where it stood nothing is known.

    Args:
        title: How alike the titles are, 0 to 1.
        text: Which share of the lines is the same, 0 to 1.
        lines: How many of these stand in no other text.
        is_numbered_anew: As above.
    """
    nowhere = Place(0.0, 0.0, is_same_plan=False)
    rules = _GONE if lines >= _TELLING_LINES else _GONE[:1]
    is_enough = any(rule.is_met(title, text, nowhere) for rule in rules)
    score = 0.6 * text + 0.4 * title
    return Weighed(score if is_enough and not is_numbered_anew else 0.0, title, text)
