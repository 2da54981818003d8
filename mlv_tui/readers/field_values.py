"""The values of fields: what people write for a status, a priority or a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from mlv_tui.domain.anchors import parse_anchor
from mlv_tui.domain.milestone import PlanValues, Status
from mlv_tui.readers.titles import plain_title

VALUE_LIMIT: Final = 200
"""Characters of one value; a longer one is prose."""

SEVERAL_LIMIT: Final = 100
"""Links, or milestones to come after, of one heading."""

_STATUS_WORDS: Final = {
    Status.OPEN: "open|to-?do|to do|not started|not built|planned|pending|backlog|new",
    Status.ACTIVE: "active|in[- ]progress|wip|started|doing|partial|ongoing",
    Status.BLOCKED: "blocked|on[- ]hold|waiting|stuck",
    Status.DONE: "done|completed?|finished|shipped|closed",
}
_MARKS: Final = {"✅": Status.DONE, "✔": Status.DONE, "☑": Status.DONE, "🚧": Status.ACTIVE}
# A remark may follow a value; more words make another statement ("open questions remain").
_REMARK: Final = r"(?=\s*[(,.;:–—]|\s+-|\Z)"
_STATUS: Final = tuple(
    (re.compile(rf"(?:{words}){_REMARK}", re.IGNORECASE), status)
    for status, words in _STATUS_WORDS.items()
)
_PRIORITY: Final = re.compile(rf"p?([0-9]){_REMARK}")
_PRIORITY_WORD: Final = re.compile(rf"[a-z]++{_REMARK}")
PRIORITY_WORDS: Final = {
    **dict.fromkeys(("critical", "urgent", "highest"), 0),
    "high": 1,
    **dict.fromkeys(("medium", "normal"), 2),
    "low": 3,
    "lowest": 4,
}
_DATE: Final = re.compile(r"([0-9]{4})([-/])([0-9]{2})\2([0-9]{2})(?![0-9])")
_LONGEST_TRY: Final = 60
"""Characters of a value that somebody may have meant for one; a longer one is prose."""

_NOTHING: Final = frozenset({"none", "nothing", "n/a", "-", "–", "—", "?", "tbd", "…", "..."})
_WANTED: Final = {
    "status": "A status is open, active, blocked or done.",
    "priority": "A priority is a number from 0, the most urgent, to 9.",
    "due": "A due date is written 2027-01-31.",
    "links": "A link is written kind:id, such as trip:TR-42.",
    "anchor": "An anchor is a kind and its gates, such as Trip (G2).",
}
_LINK: Final = re.compile(r"(?:line item|group session|[A-Za-z][\w.-]*+):[^\s,]++", re.IGNORECASE)

_Read = Callable[[str], Any]


def said(values: Mapping[str, Sequence[str]]) -> PlanValues:
    """Read the fields among some keys and the words they have; the rest says nothing.

    Args:
        values: By key in lower case: the words, several where a key was given several times.
    """
    found: dict[str, Any] = {}
    for key, words in values.items():
        name, read = _FIELDS.get(key, ("", _text))
        if name in _SEVERAL:
            several = [one for word in words[:SEVERAL_LIMIT] for one in read(word)]
            found[name] = (*found.get(name, ()), *several)[:SEVERAL_LIMIT]
        elif name and name not in found and (value := read(words[0])) is not None:
            found[name] = value
    return PlanValues(**found)


def wanted(key: str, word: str) -> str:
    """Say what can be written for a field whose value says nothing.

    Args:
        key: In lower case.
        word: What stands there.

    Returns:
        A sentence; "" for what is no field, for prose, and for a word that means nothing.
    """
    name, read = _FIELDS.get(key, ("", _text))
    plain = plain_title(word[: VALUE_LIMIT * 2])
    is_short = 0 < len(plain) <= _LONGEST_TRY
    if name not in _WANTED or not is_short or plain.casefold() in _NOTHING:
        return ""
    if name == "links" and len(_links(word)) < len(_parts(word)):
        return _WANTED[name]
    if read(word):
        return ""
    return "" if read(word) == 0 else _WANTED[name]


def _text(word: str) -> str | None:
    plain = plain_title(word)
    return plain if 0 < len(plain) <= VALUE_LIMIT else None


def _status(word: str) -> Status | None:
    plain = plain_title(word[: VALUE_LIMIT * 2])
    found = next((status for words, status in _STATUS if words.match(plain)), None)
    return found or _MARKS.get(plain[:1])


def _priority(word: str) -> int | None:
    plain = plain_title(word[: VALUE_LIMIT * 2]).casefold()
    number = _PRIORITY.match(plain)
    if number is not None:
        return int(number[1])
    name = _PRIORITY_WORD.match(plain)
    return None if name is None else PRIORITY_WORDS.get(name[0])


def _due(word: str) -> str | None:
    found = _DATE.match(plain_title(word[: VALUE_LIMIT * 2]))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def _anchor(word: str) -> str | None:
    plain = _text(word)
    is_one = plain is not None and plain.casefold() not in _NOTHING
    return plain if is_one and parse_anchor(plain) is not None else None


def _links(word: str) -> tuple[str, ...]:
    parts = _parts(word)
    return tuple(part for part in parts if len(part) <= VALUE_LIMIT and _LINK.fullmatch(part))


def _parts(word: str) -> list[str]:
    parts = (part.strip().strip("`<>") for part in word[: VALUE_LIMIT * 10].split(","))
    return [part for part in parts if part]


def _names(word: str) -> tuple[str, ...]:
    parts = (plain_title(part) for part in word[: VALUE_LIMIT * 10].split(","))
    return tuple(part for part in parts if 0 < len(part) <= VALUE_LIMIT)


_SEVERAL: Final = frozenset({"links", "after"})
_FIELDS: Final[dict[str, tuple[str, _Read]]] = {
    "priority": ("priority", _priority),
    "module": ("module", _text),
    "anchor": ("anchor", _anchor),
    "owner": ("owner", _text),
    "due": ("due", _due),
    "status": ("status", _status),
    "statuses": ("status", _status),
    "link": ("links", _links),
    "links": ("links", _links),
    "after": ("after", _names),
}
