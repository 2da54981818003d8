"""A list of what was done, of which a line that is typed into leaves only what is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mlv_tui.domain.log_filter import LogFilter
from mlv_tui.errors import QueryError
from mlv_tui.services.asking import asked_log
from mlv_tui.tui.log_words import completions, without_bare
from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.widgets.live_line import LiveInput, LiveLine
from mlv_tui.tui.widgets.status_line import StatusLine

NOTHING_LIKE_THAT: Final = "No change set is like that."
HINT: Final = "by:me origin:ingest since:3d plan:core.md, and words"


class LogFiltering(Above):
    """`f` and `/` open the line; Enter keeps the filter, Esc drops it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f,slash",
            "filter",
            "filter",
            id="list.filter",
            tooltip="Show only what somebody did, or since a day, or with a word",
        ),
    ]

    wanted: LogFilter = LogFilter()
    """Which change sets are shown."""

    def compose_more(self) -> ComposeResult:
        """Add the line."""
        yield from super().compose_more()
        line = LiveLine("filter", LiveInput(HINT), id="filter")
        line.ascii_only = self.home.ascii_only
        yield line

    @property
    def filter_line(self) -> LiveLine:
        """Where it is typed."""
        return self.query_one("#filter", LiveLine)

    def fetch_anew(self) -> object:
        """Fetch what is wanted now, from the newest on."""
        raise NotImplementedError

    def people(self) -> Iterable[str]:
        """Give who did anything of what is listed."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Type a filter, or go on with the one in force."""
        line = self.filter_line
        line.open(line.text)
        line.offer(completions(line.text, line.cursor, self.people()))

    @on(LiveLine.Typed, "#filter")
    def _filter(self, event: LiveLine.Typed) -> None:
        """Have in force what is typed, as soon as it can be understood."""
        line = event.line
        if not line.is_open or event.text != line.text:  # More was typed since.
            return
        found = completions(line.text, line.cursor, self.people())
        try:
            wanted = asked_log(without_bare(line.text), self.home.me)
        except QueryError as error:
            if found.candidates:
                line.offer(found)
            else:
                line.point_at(error)
            return
        line.offer(found)
        self._put_in_force(wanted)

    @on(LiveLine.Kept, "#filter")
    def _keep(self, event: LiveLine.Kept) -> None:
        """Keep the filter; one that can't be understood stays in the line."""
        try:
            wanted = asked_log(without_bare(event.text), self.home.me)
        except QueryError as error:
            event.line.point_at(error)
            return
        self._put_in_force(wanted)
        self._shut()

    @on(LiveLine.Dropped, "#filter")
    def _drop(self) -> None:
        self.filter_line.empty()
        self._put_in_force(LogFilter())
        self._shut()

    def _shut(self) -> None:
        self.filter_line.shut()
        self.set_focus(self.rows)

    def _put_in_force(self, wanted: LogFilter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.fetch_anew()
        told = () if wanted.is_empty else (("filter:", self.filter_line.text.strip()),)
        self.query_one(StatusLine).arranged = told

    def action_leave(self) -> None:
        """Drop the filter first, then go back."""
        if self.filter_line.is_open or not self.wanted.is_empty:
            self._drop()
        else:
            super().action_leave()
