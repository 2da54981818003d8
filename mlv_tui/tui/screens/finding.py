"""Finding on a screen with a tree: search, filter, grouping, sort, views, and going back."""

from __future__ import annotations

from textual.app import ComposeResult

from mlv_tui.tui.screens.filtering import Filtering
from mlv_tui.tui.screens.ordering import Ordering
from mlv_tui.tui.screens.searching import Searching
from mlv_tui.tui.screens.viewing import Viewing
from mlv_tui.tui.widgets.live_line import FilterInput, LiveInput, LiveLine
from mlv_tui.tui.widgets.search_line import SearchLine


class Finding(Viewing, Ordering, Filtering, Searching):
    """All of it, with the lines that it is typed into."""

    def compose_lines(self) -> ComposeResult:
        """Lay out the lines, closed."""
        cls = Finding
        yield SearchLine(id="search")
        yield LiveLine("filter", FilterInput("status:open module:…"), id="filter").data_bind(
            cls.ascii_only
        )
        yield LiveLine("sort", LiveInput("priority,-due"), id="sort").data_bind(cls.ascii_only)
