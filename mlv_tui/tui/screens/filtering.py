"""The filter line: what is typed into it is in force at once."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType

from mlv_tui.domain.query import Query, QueryError, complete, hints
from mlv_tui.services.asking import asked
from mlv_tui.tui.filter_words import counted_among, reasons_for, without_words
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.messages import RowsChanged
from mlv_tui.tui.screens.jumping import Jumping
from mlv_tui.tui.widgets.hints import Reason, Reasons
from mlv_tui.tui.widgets.live_line import FilterInput, LiveLine

LINE: Final = "#filter"


class Filtering(Jumping):
    """`f` opens the line; Enter keeps the filter, Esc drops it, Ctrl+e explains it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", id="find.filter", tooltip="Show only what fits a filter"),
        Binding(
            "ctrl+e",
            "explain",
            "explain",
            id="find.explain",
            tooltip="Tell why the filter shows this milestone, or not",
            show=False,
        ),
    ]

    _came_from: int | None = None
    """The milestone under the cursor when the line was opened."""
    _is_explaining = False

    @property
    def filter_line(self) -> LiveLine:
        """Where filters are typed."""
        return self.query_one(LINE, LiveLine)

    def action_filter(self) -> None:
        """Type a filter, or go on with the one in force."""
        self._is_explaining = False
        self._open_filter()

    def _open_filter(self) -> None:
        query = self.arrangement.query
        self._came_from = self.cursor_id
        self.filter_line.open("" if query is None else query.text)
        self._hint(asked("", self.me) if query is None else query)

    @on(LiveLine.Typed, LINE)
    def _filter(self, event: LiveLine.Typed) -> None:
        """Have in force what can be understood of the line, and is more than half a word."""
        line, text = event.line, event.text
        if not line.is_open or text != line.text:  # More was typed since.
            return
        try:
            query = asked(text, self.me)
        except QueryError as error:
            self._put_in_force(without_words(text, error, self.me))
            self._hint_at(error)
            return
        found = complete(text, line.cursor, self.forest)
        is_begun = bool(found.candidates) and not found.is_whole(text)
        if is_begun and not query.is_empty and not query.ids(self.forest):
            rest = text[: found.at] + text[found.at + found.length :]
            query = without_words(rest, None, self.me)
        self._put_in_force(query)
        self._hint(query)

    def _put_in_force(self, query: Query) -> None:
        self.rearrange(replace(self.arrangement, query=None if query.is_empty else query))
        self.tell_arrangement()

    @on(LiveLine.Kept, LINE)
    def _keep_filter(self, event: LiveLine.Kept) -> None:
        """Keep the filter; one that can't be understood stays in the line."""
        try:
            query = asked(event.text, self.me)
        except QueryError as error:
            event.line.point_at(error)
            return
        self._put_in_force(query)
        self._shut_filter()

    @on(LiveLine.Dropped, LINE)
    def _leave_filter(self) -> None:
        self.drop_filter()
        self._shut_filter()

    def begun(self) -> None:
        """Have what is being typed filter another project."""
        super().begun()
        self._filter(LiveLine.Typed(self.filter_line, self.filter_line.text))

    def end_typing(self) -> None:
        """Shut the filter line too."""
        super().end_typing()
        if self.filter_line.is_open:
            self._shut_filter()

    def drop_filter(self) -> None:
        """Show everything again; a line that was left open goes too."""
        super().drop_filter()
        self.filter_line.shut()

    def _shut_filter(self) -> None:
        self._is_explaining = False
        self.filter_line.shut()
        self.set_focus(self.the_tree)
        self.tell_arrangement()

    @property
    def filter_told(self) -> str:
        """The filter; nothing while it can be read in its line."""
        return "" if self.filter_line.is_open else super().filter_told

    def _hint_at(self, error: QueryError) -> None:
        """Offer how to go on where the cursor is, else point at the word."""
        line = self.filter_line
        found = complete(line.text, line.cursor, self.forest)
        is_here = error.at <= line.cursor <= error.at + error.length
        if found.candidates and is_here:
            line.offer(counted_among(found, line.text, self.forest, self.me))
        else:
            line.point_at(error)

    def _hint(self, query: Query) -> None:
        """Give reasons, or say why nothing is found, or offer how to go on."""
        line = self.filter_line
        if self._is_explaining and not query.is_empty:
            line.tell(reasons_for(query, self.forest, self._in_question))
            return
        found = complete(line.text, line.cursor, self.forest)
        missing = () if found.candidates or self._finds_any else hints(query, self.forest)
        if missing:
            line.tell(Reasons(tuple(map(Reason, missing))))
        else:
            line.offer(counted_among(found, line.text, self.forest, self.me))

    @property
    def _finds_any(self) -> bool:
        return bool(self.the_tree.rows.shape.matching)

    @property
    def _in_question(self) -> int | None:
        """The one that the filter took from under the cursor, else the one that it is on."""
        tree, lost = self.the_tree, self._came_from
        is_lost = lost is not None and lost in self.forest and lost not in tree.rows.shape.places
        return lost if is_lost else tree.cursor_id

    @on(RowsChanged)
    def _explain_again(self) -> None:
        """Keep the reasons true of what is shown now."""
        if self._is_explaining and (query := self.arrangement.query) is not None:
            self._hint(query)

    @on(FilterInput.ReasonsWanted)
    def _toggle_reasons(self) -> None:
        self._is_explaining = not self._is_explaining
        self._filter(LiveLine.Typed(self.filter_line, self.filter_line.text))

    def action_explain(self) -> None:
        """Tell why the filter shows the cursor's milestone, or not."""
        if self.arrangement.query is None:
            types = key_for("find.filter", "f")
            self.say(f"There is no filter: everything is shown. {types} types one.")
            return
        self._is_explaining = True
        self._open_filter()
