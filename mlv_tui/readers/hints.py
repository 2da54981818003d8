"""What a heading's own words say about status and priority."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.source_key import without_marks


class Hints(NamedTuple):
    """What a title says; None where it says nothing."""

    status: Status | None = None
    priority: int | None = None


NO_HINTS: Final = Hints()

_STATUS_MARK: Final = re.compile(r"\[[ xX]\]|[✅✔☑🚧]|DONE|WIP")
_BOX: Final = re.compile(r"\[([ xX])\](?=\s|\Z)")
_FRONT: Final = re.compile(
    r"(?:(?P<sign>[✅✔☑🚧])|[(\[](?P<held>DONE|WIP)[)\]]|(?P<bare>DONE|WIP)(?=\s*[:–—!.-]|\s|\Z))"
)
_BACK: Final = re.compile(
    r"(?:(?P<sign>[✅✔☑🚧])\ufe0f?|[(\[](?P<held>DONE|WIP)[)\]]"
    r"|(?<![\w-])(?<!NOT )(?<!BE )(?P<bare>DONE|WIP)[!.]?)\Z"
)
_PRIORITY_MARK: Final = re.compile(r"P[0-9]|priority", re.IGNORECASE)
_PRIORITY: Final = r"(?:P|(?i:priority)\s)([0-9])(?![\w%]|[.,-]\w)"
_NUMBERING: Final = r"(?:[0-9]+(?:\.[0-9]+)*+[.)]?\s+)?"
_PRIORITIES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\A{_NUMBERING}{_PRIORITY}",
        rf"[(\[]{_PRIORITY}[)\]]",
        rf"(?<=\s){_PRIORITY}(?:\s*\([^()]*\))?\Z",
    )
)


def hints(title: str, raw: str) -> Hints:
    """Read what a title says, cautiously: a word in its midst says nothing.

    Args:
        title: Plain text.
        raw: As written: only there a strike is seen.
    """
    status = priority = None
    if "~~" in raw and _is_struck(raw.strip()):
        status = Status.DONE
    elif _STATUS_MARK.search(title):
        status = _status(title)
    if _PRIORITY_MARK.search(title):
        priority = _priority(without_marks(title))
    return Hints(status, priority) if status or priority is not None else NO_HINTS


def _is_struck(raw: str) -> bool:
    bare = _BOX.sub("", raw, count=1).strip()
    return len(bare) > len("~~~~") and bare.count("~~") == 2 and bare[:2] == bare[-2:] == "~~"  # noqa: PLR2004


def _status(title: str) -> Status | None:
    box = _BOX.match(title)
    if box is not None:
        return Status.OPEN if box[1] == " " else Status.DONE
    found = _FRONT.match(title) or _BACK.search(title[-12:])
    if found is None:
        return None
    word = found["sign"] or found["held"] or found["bare"]
    return Status.ACTIVE if word in {"WIP", "🚧"} else Status.DONE


def _priority(title: str) -> int | None:
    found = next((hit for words in _PRIORITIES if (hit := words.search(title))), None)
    return None if found is None else int(found[1])
