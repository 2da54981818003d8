"""The signs by which a heading is recognised exactly, from the surest to the weakest."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.order_marks import stem
from mlv_tui.domain.matching.titles import bare_title, is_telling
from mlv_tui.domain.source_key import without_marks

_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that two headings have in common if they are the same.

    Attributes:
        reason: For people.
        score: How sure it is, 0 to 1.
        of: Makes the sign of a heading and of what stands above it; None where it has none.
        is_of_title: Whether two that have it in common have the slug in common as well.
    """

    reason: str
    score: float
    of: Callable[[Known[int] | Known[HeadingKey], Hashable | None], Hashable | None]
    is_of_title: bool = True


def number_aside(one: Known[int] | Known[HeadingKey]) -> tuple[str, str]:
    """Return the plan, and the title without its digits: `Step 1` and `Step 2` are alike."""
    return one.plan, _DIGITS.sub("#", bare_title(one.title))


def _id(one: Known[int] | Known[HeadingKey], _above: Hashable | None) -> Hashable | None:
    """Return what a heading is named by; a number names nothing outside its plan."""
    return _id_here(one, None) if one.explicit_id.isdecimal() else one.explicit_id


def _id_here(one: Known[int] | Known[HeadingKey], _above: Hashable | None) -> Hashable | None:
    return one.explicit_id and (one.plan, one.explicit_id)


ID_HERE: Final = Sign("same id", 1.0, _id_here, is_of_title=False)
EXPLICIT_ID: Final = Sign("same id", 1.0, _id, is_of_title=False)
SHIFTED: Final = Sign(
    "same text, numbered anew",
    0.9,
    lambda one, _: one.text and any(map(str.isdigit, one.title)) and (*number_aside(one), one.text),
    is_of_title=False,
)
NUMBERED: Final = Sign(
    "same title but for its number",
    0.9,
    lambda one, _: stem(one.title) and (one.plan, stem(one.title)),
    is_of_title=False,
)
FOLLOWED: Final = Sign("the same headings stand below", 0.9, lambda _, __: None, is_of_title=False)
MOVED_ON: Final = Sign(
    "same text, another stands below its old title", 0.85, lambda _, __: None, is_of_title=False
)
TITLE: Final = Sign("same title", 1.0, lambda one, _: (one.plan, one.slug))
LETTER: Final = Sign(
    "same title, letter by letter", 1.0, lambda one, _: (one.plan, without_marks(one.title))
)
BELOW_WITH_TEXT: Final = Sign(
    "same title and text below the same parent",
    1.0,
    lambda one, above: above and (above, without_marks(one.title), one.text),
)
TEXT: Final = Sign(
    "same title and text",
    0.95,
    lambda one, _: one.text and (one.plan, without_marks(one.title), one.text),
)
TWIN_BELOW: Final = Sign(
    "same title and text below the same parent, as many as before", 0.9, BELOW_WITH_TEXT.of
)
BELOW: Final = Sign(
    "same title below the same parent",
    0.9,
    lambda one, above: one.parent is not None and above and (above, one.slug),
)
TWIN: Final = Sign(
    "same title and text, as many as before",
    0.85,
    lambda one, _: (one.plan, without_marks(one.title), one.text),
)
ROOT: Final = Sign(
    "same title below nothing", 0.85, lambda one, _: one.parent is None and (one.plan, one.slug)
)
ORDER: Final = Sign("same title, as many as before", 0.8, TITLE.of)
REMARKED: Final = Sign(
    "same title but for its status",
    0.9,
    lambda one, _: (one.plan, bare_title(one.title)),
    is_of_title=False,
)
RETITLED: Final = Sign(
    "same text under another title",
    0.8,
    lambda one, above: one.is_telling and one.text and above and (above, one.level, one.text),
    is_of_title=False,
)
ELSEWHERE: Final = Sign(
    "same title and text in another plan", 0.9, lambda one, _: one.text and (one.slug, one.text)
)
BARE_ELSEWHERE: Final = Sign(
    "same title in another plan, and nowhere else",
    0.8,
    lambda one, _: not one.text and is_telling(one.title) and one.slug,
)
ADDRESS: Final = Sign(
    "same source key and text",
    0.95,
    lambda one, _: one.text and (one.plan, one.slug, one.occurrence, one.text),
)
BARE_ADDRESS: Final = Sign(
    "same source key below a known parent",
    0.8,
    lambda one, _: (one.plan, one.slug, one.occurrence, one.text),
)
