"""Grouping and sorting what a screen with a tree shows."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import folded
from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.query import Candidate, Completions, QueryError
from mlv_tui.domain.sorting import SORT_FIELDS, parse_sort, sort_text
from mlv_tui.tui.screens.arranging import Arranging
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.widgets.live_line import LiveLine

LINE: Final = "#sort"
WORD: Final = re.compile(r"[^,\s]+")
FIRST_WORD: Final = re.compile(rf"\A{WORD.pattern}")
LAST_WORD: Final = re.compile(rf"{WORD.pattern}\Z")


class Ordering(Arranging):
    """`o` asks what to group by, `O` opens a line for what to sort by."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "group",
            "group",
            id="find.group",
            tooltip="Group by module, status, priority and so on",
            show=False,
        ),
        Binding(
            "O",
            "sort",
            "sort",
            id="find.sort",
            tooltip="Sort by one field or several",
            show=False,
        ),
    ]

    @property
    def sort_line(self) -> LiveLine:
        """Where an order is typed."""
        return self.query_one(LINE, LiveLine)

    def action_group(self) -> None:
        """Ask what to group by."""
        each = tuple(GroupBy)
        names = tuple("nothing: the tree" if one is GroupBy.TREE else str(one) for one in each)
        # At once: what is typed right after the key belongs there.
        self.app.push_screen(
            Choice("Group by", names, at=each.index(self.arrangement.group)),
            self._group_by_answer,
        )

    def _group_by_answer(self, at: int | None) -> None:
        if at is not None:
            self.group_by(tuple(GroupBy)[at])

    def group_by(self, by: GroupBy) -> None:
        """Group by something else; narrowed to a group, all groups are shown again."""
        root = self.arrangement.root
        kept = root if root is not None and root > 0 else None
        self.rearrange(replace(self.arrangement, group=by, root=kept))

    def action_sort(self) -> None:
        """Type an order, or go on with the one in force."""
        self.sort_line.open(sort_text(self.arrangement.sort))
        self.sort_line.offer(completions(self.sort_line.text, self.sort_line.cursor))

    @on(LiveLine.Typed, LINE)
    def _sort(self, event: LiveLine.Typed) -> None:
        """Have an order in force as soon as it can be understood; until then the one before."""
        if not event.line.is_open or event.text != event.line.text:  # More was typed since.
            return
        offers = completions(event.text, event.line.cursor)
        try:
            sort = parse_sort(event.text)
        except QueryError as error:
            if offers.candidates:
                event.line.offer(offers)
            else:
                event.line.point_at(error)
            return
        self.rearrange(replace(self.arrangement, sort=sort))
        event.line.offer(offers)

    @on(LiveLine.Kept, LINE)
    def _keep_sort(self, event: LiveLine.Kept) -> None:
        try:
            parse_sort(event.text)
        except QueryError as error:
            event.line.point_at(error)
            return
        self._shut_sort()

    @on(LiveLine.Dropped, LINE)
    def _leave_sort(self) -> None:
        self.rearrange(replace(self.arrangement, sort=()))
        self._shut_sort()

    def end_typing(self) -> None:
        """Shut the sort line too."""
        super().end_typing()
        if self.sort_line.is_open:
            self._shut_sort()

    def _shut_sort(self) -> None:
        self.sort_line.shut()
        self.set_focus(self.the_tree)


def completions(text: str, cursor: int) -> Completions:
    """Tell which fields the word at the cursor may become; those given already aren't offered."""
    before, behind = text[:cursor], text[cursor:]
    begun = LAST_WORD.sub("", before)
    word = before[len(begun) :].removeprefix("-")
    rest = FIRST_WORD.match(behind)
    length = len(word) + (len(rest[0]) if rest else 0)
    given, start = _fields_in(begun), folded(word)
    found = (name for name in SORT_FIELDS if name.startswith(start) and name not in given)
    return Completions(cursor - len(word), length, tuple(map(Candidate, found)))


def _fields_in(text: str) -> set[str]:
    """Tell which fields are given in an order, those that can be understood."""
    found: set[str] = set()
    for word in WORD.findall(text):
        with suppress(QueryError):
            found |= {key.field for key in parse_sort(word)}
    return found
