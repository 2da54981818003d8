"""Settings as listed entries: what each is, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page

NAME: Final = 22
"""Cells of the first column; a longer name takes what it needs."""


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """One setting.

    Attributes:
        key: Its name.
        value: As it is written in the config file.
        origin: A file and line, a variable, an option, or "" where nobody set it.
    """

    key: str
    value: str
    origin: str

    def lines(self, page: Page) -> list[Line]:
        """Draw it in columns; the origin below where there is no room beside."""
        more = page.glyphs.more
        name = clip(shown(self.key).ljust(NAME), page.width - 3, more) + "  "
        room = page.width - width_of(name)
        value, origin = clip(shown(self.value), room, more), shown(self.origin)
        rest = room - width_of(value) - width_of(origin)
        head: Line = [(name, "quiet"), (value, "strong" if origin else "")]
        if not origin:
            return [head]
        if rest >= len("  "):
            return [[*head, (" " * rest + origin, "quiet")]]
        return [head, [("  " + clip(origin, page.width - 2, more), "quiet")]]
