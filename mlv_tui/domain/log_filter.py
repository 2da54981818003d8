"""Which change sets a person looks for: by whom, from where, of which plan, since when, of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import Any, Final

from mlv_tui.domain.change_set import Change, Origin, Recorded
from mlv_tui.domain.dates import past_date
from mlv_tui.domain.folding import folded, listed, meant
from mlv_tui.domain.milestone import ME, Milestone
from mlv_tui.domain.query.days import day_of
from mlv_tui.domain.query.tree import Given
from mlv_tui.errors import MlvError, QueryError

TERMS: Final[Mapping[str, str]] = {
    "by": "who did it: a name, or me",
    "origin": f"what made it: {listed(Origin)}",
    "plan": "a part of the path of a changed milestone's plan",
    "since": "a day: 2026-12-01, today, fri, 3d",
}
"""What stands in front of a colon, and behind it; all else is words."""

_PIECE: Final = re.compile(r'(?:([a-z]+):)?("[^"]*"?|[^\s"]+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What change sets are asked for; all of it is to hold.

    Attributes:
        by: The actor, folded; "" for anybody.
        origin: What made them; None for anything.
        plan: A part of a plan's path, folded; "" for any, or none.
        since: The first day; None for ever.
        words: What the label, or the title of something that changed, holds; folded.
        zone: Where the day is.
    """

    by: str = ""
    origin: Origin | None = None
    plan: str = ""
    since: date | None = None
    words: tuple[str, ...] = ()
    zone: tzinfo = UTC

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, and so holds for everything."""
        return not (self.by or self.origin or self.plan or self.since or self.words)

    def is_since(self, one: Recorded) -> bool:
        """Tell whether a change set isn't too old."""
        given = Given(date.min, "", self.zone)
        return self.since is None or day_of(one.at, given) >= self.since

    def may_hold(self, one: Recorded) -> bool:
        """Tell whether all holds that can be told without the changes."""
        is_origin = self.origin is None or one.origin is self.origin
        return is_origin and self.by in ("", folded(one.actor)) and self.is_since(one)

    def needs_changes(self, one: Recorded) -> bool:
        """Tell whether the changes have to be looked at."""
        label = folded(one.label)
        return bool(self.plan) or not all(word in label for word in self.words)

    def holds(
        self, one: Recorded, changes: Sequence[Change], known: Mapping[int, Milestone]
    ) -> bool:
        """Tell whether all of it holds.

        Args:
            one: A change set.
            changes: Its changes; need not be given where they aren't needed.
            known: The milestones that there are, by id.
        """
        if not self.may_hold(one):
            return False
        if self.plan and not any(self.plan in path for path in _told(changes, known, "plan")):
            return False
        if not self.needs_changes(one):
            return True
        titles = "\n".join((folded(one.label), *_titles(changes, known)))
        return all(word in titles for word in self.words)


def log_filter(values: Mapping[str, str], words: Iterable[str], given: Given) -> LogFilter:
    """Understand what is asked for.

    Args:
        values: By the names of `TERMS`, as typed; "" for none.
        words: As typed.
        given: Who asks, and when.

    Raises:
        MlvError: If a value can't be understood.
    """
    read = {name: _READ[name](text, given) for name, text in values.items() if text.strip()}
    folded_words = tuple(folded(word) for word in words if word.strip())
    return LogFilter(words=folded_words, zone=given.zone, **read)


def parse_log_filter(text: str, given: Given) -> LogFilter:
    """Understand a line such as `by:mia since:3d price`; quotes keep words together.

    Args:
        text: As typed; nothing but blanks asks for nothing.
        given: Who asks, and when.

    Raises:
        QueryError: If a value can't be understood; points at it.
    """
    values: dict[str, str] = {}
    words: list[str] = []
    for found in _PIECE.finditer(text):
        name, value = (found[1] or "").casefold(), found[2].strip('"')
        if name not in TERMS:
            words.append(found[0].strip('"'))
            continue
        try:
            log_filter({name: value}, (), given)
        except MlvError as error:
            at, length = found.start(2), len(found[2])
            told = QueryError(error.message, error.hint, at=at, length=length)
            told.text = text
            raise told from None
        values[name] = value
    return log_filter(values, words, given)


def _by(text: str, given: Given) -> str:
    return folded(given.me if folded(text) == ME else text)


def _origin(text: str, _given: Given) -> Origin:
    if text.casefold() not in tuple(Origin):
        hint = f"{meant(text, Origin)} It is {listed(Origin)}.".lstrip()
        raise MlvError(f"“{text}” is no origin.", hint)
    return Origin(text.casefold())


def _since(text: str, given: Given) -> date:
    try:
        return past_date(text, given.today)
    except ValueError:
        hint = "Write 2026-12-01, today, yesterday, fri, 3d or 2w."
        raise MlvError(f"“{text}” is no date.", hint) from None


_READ: Final[Mapping[str, Callable[[str, Given], Any]]] = {
    "by": _by,
    "origin": _origin,
    "plan": lambda text, _: folded(text),
    "since": _since,
}


def _told(changes: Iterable[Change], known: Mapping[int, Milestone], name: str) -> Iterator[str]:
    """Give a value of changed milestones (`plan`, `title`), as it is and as it was."""
    for change in changes:
        now = getattr(known.get(change.milestone_id), name, None)
        said = (now, change.before.get(name), change.after.get(name))
        yield from (folded(value) for value in said if value)


def _titles(changes: Sequence[Change], known: Mapping[int, Milestone]) -> Iterator[str]:
    """Give what changed milestones are called, or were."""
    yield from _told(changes, known, "title")
    for change in changes:
        mine = (change.before.get("my_title"), change.after.get("my_title"))
        yield from (folded(own["value"]) for own in mine if own)
