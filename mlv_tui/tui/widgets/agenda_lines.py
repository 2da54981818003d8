"""The agenda as listed entries: what is next and what isn't, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.next_action import agenda, priority_told, why_not, why_nothing
from mlv_tui.tui.widgets.cells import clip, shown, width_of, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.entry_rows import NOTHING
from mlv_tui.tui.widgets.tree_facts import title_of

MOST: Final = 200
"""Entries of one kind; nobody reads more, and the command line lists them all."""

INDENT: Final = 6
REASON_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A milestone and why it is next, or isn't.

    Attributes:
        key: Its id, or what stands for none.
        lead: What is drawn before the title, such as its number.
        title: Safe to show.
        reason: A sentence.
        place: Where it is written, or "".
        heading: What begins with it, or "".
    """

    key: int | str
    lead: str
    title: str
    reason: str
    place: str = ""
    heading: str = ""

    def lines(self, page: Page) -> list[Line]:
        """Draw title and reason, beside each other where there is room, below what begins here."""
        lead: Line = [(f"{self.lead:>{INDENT - 2}}  ", "key")]
        room = page.width - INDENT
        beside = self._beside(room)
        if beside:
            return [*self._heading(page), [*lead, *beside]]
        title = clip(self.title, room, page.glyphs.more)
        return [*self._heading(page), [*lead, (title, "")], *self._reason(page)]

    def _heading(self, page: Page) -> list[Line]:
        if not self.heading:
            return []
        rule = page.glyphs.rule * max(page.width - width_of(self.heading) - 1, 0)
        return [NOTHING, [(self.heading, "strong"), (f" {rule}", "rule")]]

    def _beside(self, room: int) -> Line:
        column = room * 2 // 5
        reason = shown(self.reason)
        rest = room - column - width_of(reason)
        if width_of(self.title) > column - 2 or rest < 0:
            return []
        gap = " " * (column - width_of(self.title))
        place = self.place if width_of(self.place) + 2 <= rest else ""
        blank = " " * (rest - width_of(place))
        return [(self.title, ""), (gap + reason + blank + place, "quiet")]

    def _reason(self, page: Page) -> Iterator[Line]:
        text = shown(self.reason)
        for start, end in wrap(text, max(page.width - INDENT, 8))[:REASON_LINES]:
            yield [(" " * INDENT, ""), (text[start:end], "quiet")]


def agenda_entries(forest: Forest, here: int | None) -> tuple[AgendaEntry, ...]:
    """List why the cursor's milestone isn't next, then what is, then what was skipped.

    Args:
        forest: The project's.
        here: The milestone under the cursor, or None.
    """
    return (*_here(forest, here), *_next(forest), *_skipped(forest))


def _here(forest: Forest, here: int | None) -> Iterator[AgendaEntry]:
    actions = agenda(forest).actions
    if here is None or here not in forest:
        return
    is_next = bool(actions) and actions[0].id == here
    heading = "This is next" if is_next else "Why this isn't next"
    yield _entry(forest, here, f"here {here}", "", why_not(forest, here), heading)


def _next(forest: Forest) -> Iterator[AgendaEntry]:
    actions = agenda(forest).actions
    if not actions:
        yield AgendaEntry("nothing", "", shown(why_nothing(forest)), "", heading="Next")
    for at, one in enumerate(actions[:MOST]):
        # Its number stands in front of it.
        why, heading = (priority_told(forest, one.id), "") if at else (one.why, "Next")
        yield _entry(forest, one.id, one.id, str(at + 1), why, heading)
    yield from _more(len(actions), f"`mlv next --count {len(actions)}`")


def _skipped(forest: Forest) -> Iterator[AgendaEntry]:
    skipped = agenda(forest).skipped
    for at, one in enumerate(skipped[:MOST]):
        yield _entry(forest, one.id, one.id, "", one.reason, "" if at else "Skipped")
    yield from _more(len(skipped), "`mlv next --why`")


def _entry(
    forest: Forest, ident: int, key: int | str, lead: str, reason: str, heading: str
) -> AgendaEntry:
    one = forest[ident]
    line = forest.line.get(ident)
    place = shown(f"{one.plan}:{line}") if one.plan and line else ""
    return AgendaEntry(key, lead, title_of(one), reason, place, heading)


def _more(count: int, command: str) -> Iterator[AgendaEntry]:
    if count > MOST:
        says = f"{command} lists all {count}."
        yield AgendaEntry(command, "", f"and {count - MOST} more", says)
