"""The first line of a screen over the milestones: what it shows, and of what."""

from __future__ import annotations

from textual.reactive import reactive

from mlv_tui.tui.widgets.cells import clip, shown
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece, measure


class TitleLine(OneLine):
    """Draws a name, what it is of, and a remark at the right edge."""

    DEFAULT_CSS = "TitleLine { background: $panel; }"

    name_shown: reactive[str] = reactive("")
    """What the screen is called."""
    about: reactive[str] = reactive("")
    """What it is of: a project, a milestone."""
    remark: reactive[str] = reactive("")
    """Such as how many there are."""

    def left(self, room: int) -> list[Piece]:
        """Draw name and subject."""
        lead: list[Piece] = [(" mlv ", "brand"), (f"  {self.name_shown}  ", "strong")]
        left = max(room - measure(lead), 0)
        return [*lead, (clip(shown(self.about), left, self.signs.more), "quiet")]

    def right(self, room: int) -> list[Piece]:
        """Draw the remark."""
        pieces: list[Piece] = [(f"  {shown(self.remark)} ", "quiet")]
        return pieces if self.remark and measure(pieces) < room // 2 else []
