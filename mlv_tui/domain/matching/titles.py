"""Titles compared: without remarks on the status, without numbers in front, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import ModuleType
from typing import Final

from mlv_tui.domain.matching.texts import words_of
from mlv_tui.domain.source_key import without_marks

_WORDS: Final = (
    r"(?:not |partially |mostly |almost |fully )?"
    r"(?:done|completed?|completion|finished|shipped|implemented|delivered|merged|closed|verified"
    r"|started|in[ -]progress|ongoing|active|wip|draft|partial|pending|planned|scheduled|todo|to do"
    r"|ready|blocked|on hold|paused|waiting|deferred|postponed|skipped|dropped|cancell?ed|obsolete"
    r"|superseded|deprecated|current|next|new|open"
    r"|已完成|完成|进行中|進行中|未开始|未開始|待办|暂停|阻塞|取消"
    r"|完了|対応中|未着手|완료|진행 ?중|대기)"
)
_SHARE: Final = r"\d{1,3} ?%"
_REMARK: Final = rf"(?:status ?: ?)?(?:{_SHARE}|{_WORDS}|[x~!/ -])(?: ?{_SHARE})?"
_BRACKETED: Final = re.compile(
    rf"[(\[{{（【] ?{_REMARK}(?:[ :,–—-][^)\]}}）】]{{0,40}})? ?[)\]}}）】]"
)
_PICTURE: Final = "\ufffc"
"""Stands for one or more pictures: what follows them is a remark as after a dash."""
_AT_THE_END: Final = re.compile(
    rf"(?: [-–—|·•{_PICTURE}] ?| ?: |->|→) ?{_REMARK}"
    r"(?:[ :,(]{0,3}(?:on )?\d{4}-\d\d(?:-\d\d)?\)?)?[ !.]*$"
)
_IN_FRONT: Final = re.compile(rf"^{_REMARK} ?[-–—|:{_PICTURE}] ")
_MAY_HOLD_A_REMARK: Final = re.compile(r"[(\[{|:-]")
"""Rules out most titles that are ASCII, many times faster."""
_REMARKS: Final = 3
"""How many may follow each other."""
_BETWEEN: Final = f" -–—:|·{_PICTURE}"
_ANCHOR: Final = re.compile(r"\{#[^}]*\}$")

_NUMBER_IN_FRONT: Final = re.compile(
    r"""^(?:
        (?:[^\W\d]{1,12}[ .-]?){0,2} [ #]? \d{1,6} [a-z]? (?:[.-]?\d{1,6}[a-z]?){0,4}  # 2.1a, D16
      | [ivxlc]{1,6} (?=[.):])                                                  # iv.
    )
    (?! [.-]?\d | \w )  # not a part of 2026-01-12
    (?: \s*[.):–—-]+\s* | \s+ ) (?=\S)""",
    re.VERBOSE,
)
_DIGITS: Final = re.compile(r"\d+")
_REMEMBERED: Final = 131_072
_BEGINNING: Final = 6
"""Characters that a title has at least in common with another whose beginning or end it is."""
_LIKE_A_BEGINNING: Final = 0.75
_TELLING_WORDS: Final = 3


@lru_cache(maxsize=_REMEMBERED)
def bare_title(title: str) -> str:
    """Drop remarks such as `(COMPLETE)`, `— in progress`, `[80 %]` and all pictures.

    Returns:
        The rest, NFKC, case folded, white space folded; the whole title if nothing else is in it.
    """
    if title.isascii() and not _MAY_HOLD_A_REMARK.search(title):
        return " ".join(without_marks(title).casefold().split()) or title
    pictured = "".join(
        f" {_PICTURE} " if unicodedata.category(one) == "So" else one for one in title
    )
    folded = unicodedata.normalize("NFKC", without_marks(pictured)).casefold()
    marked = " ".join(_ANCHOR.sub("", folded).split())
    bare = _BRACKETED.sub(" ", marked)
    for _ in range(_REMARKS):
        bare = _IN_FRONT.sub("", _AT_THE_END.sub("", " ".join(bare.split()).strip(_BETWEEN)))
    return _pictureless(bare) or _pictureless(marked) or title


def _pictureless(title: str) -> str:
    return " ".join(title.replace(_PICTURE, " ").split()).strip(_BETWEEN)


@lru_cache(maxsize=_REMEMBERED)
def core_title(title: str) -> str:
    """Drop the number in front as well (`Phase 2.1:`, `3.`, `D16 —`), unless nothing is left."""
    bare = bare_title(title)
    return _NUMBER_IN_FRONT.sub("", bare) or bare


def is_telling(title: str) -> bool:
    """Tell whether a title has so many words that hardly two sections have it by chance."""
    return len(words_of(core_title(title))) >= _TELLING_WORDS


def likeness(one: str, two: str) -> float:
    """Tell how alike two titles are, 0 to 1; of each only what `core_title` leaves."""
    if one == two:
        return 1.0
    fuzz = _fuzz()
    in_letters: float = fuzz.ratio(one, two)
    found = max(in_letters, fuzz.token_sort_ratio(one, two, score_cutoff=in_letters)) / 100
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) >= _BEGINNING and (long.startswith(short) or long.endswith(short)):
        return max(found, _LIKE_A_BEGINNING)
    return found


@cache
def _fuzz() -> ModuleType:
    from rapidfuzz import fuzz  # noqa: PLC0415 - seldom needed, and 10 ms at every start

    return fuzz


def differ_in_numbers(title: str, other: str) -> bool:
    """Tell whether two titles are the same but for digits behind the number in front.

    `Sprint 5` and `Sprint 6` are two sprints; `3. Tests` and `4. Tests` may well be one section,
    and so may `3. Tests (4 left)` and `3. Tests (2 left)`.
    """
    one, two = core_title(title), core_title(other)
    in_front = bare_title(title).removesuffix(one)
    if in_front and in_front == bare_title(other).removesuffix(two):
        return False
    return one != two and _DIGITS.sub("#", one) == _DIGITS.sub("#", two)


def is_half_typed(title: str, other: str) -> bool:
    """Tell whether one title is how the other begins, as while it is being typed."""
    short, long = sorted((title.strip(), other.strip()), key=len)
    return long.startswith(short)
