"""Titles without what people write on them to say how far the work is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

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
_AT_THE_END: Final = re.compile(
    rf"(?: [-–—|·•] ?| ?: |->|→) ?{_REMARK}"
    r"(?:[ :,(]{0,3}(?:on )?\d{4}-\d\d(?:-\d\d)?\)?)?[ !.]*$"
)
_IN_FRONT: Final = re.compile(rf"^{_REMARK} ?[-–—|:] ")
_REMARKS: Final = 3
"""How many may follow each other."""
_BETWEEN: Final = " -–—:|·"
_ANCHOR: Final = re.compile(r"\{#[^}]*\}$")


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """Drop remarks such as `(COMPLETE)`, `— in progress`, `[80 %]` and all pictures.

    Returns:
        The rest, NFKC, case folded, white space folded; the whole title if nothing else is in it.
    """
    folded = unicodedata.normalize("NFKC", without_marks(title)).casefold()
    pictureless = "".join(" " if unicodedata.category(one) == "So" else one for one in folded)
    plain = " ".join(_ANCHOR.sub("", pictureless).split())
    bare = _BRACKETED.sub(" ", plain)
    for _ in range(_REMARKS):
        bare = _IN_FRONT.sub("", _AT_THE_END.sub("", " ".join(bare.split()).strip(_BETWEEN)))
    return bare.strip(_BETWEEN) or plain or title
