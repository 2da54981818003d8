"""The top line: which project, how far it is, and whether the screen is in step."""

from __future__ import annotations

from collections import Counter

from textual.message import Message
from textual.reactive import reactive

from mlv_tui.domain.disagreements import in_conflict
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest, PlanState, Progress
from mlv_tui.domain.holding import is_braked, set_aside
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.live import Live, LiveState
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.one_line import OneLine
from mlv_tui.tui.widgets.pieces import Piece, measure

BAR = 30
SHORT_BAR = 10
ROOMY = 90
NARROW = 45
STATUSES = ("open", "active", "blocked", "done")
TROUBLES = (("held back", "active"), ("unreadable", "wrong"), ("set aside", "quiet"))
"""Why a plan isn't followed, and the colour of it."""


class TopLine(OneLine):
    """Draws the project's name, progress bar, counts and live state; a click opens the picker."""

    class Clicked(Message):
        """Somebody clicked the line."""

    forest: reactive[Forest] = reactive(Forest)
    """The project's milestones."""
    project_name: reactive[str] = reactive("")
    """The project's name."""
    is_archived: reactive[bool] = reactive(default=False)
    """Whether the project is put away."""
    people_here: reactive[tuple[str, ...]] = reactive(())
    """Who else shows this project."""
    live: reactive[Live] = reactive(Live())
    """The connection to plans and database."""

    def on_click(self) -> None:
        """Tell of the click."""
        self.post_message(self.Clicked())

    def left(self, room: int) -> list[Piece]:
        """Draw name, bar, share and counts, as many as there is room for."""
        total = self.forest.total
        name = clip(shown(self.project_name), max(room // 3, 8), self.signs.more)
        pieces: list[Piece] = [(" mlv ", "brand"), (f"  {name} ", "strong")]
        pieces.append((f"{self.signs.unfolded} ", "quiet"))
        if self.is_archived:
            pieces.append((" archived ", "active"))
        if not total.all:
            return pieces
        if room >= NARROW:
            pieces += [("  ", ""), *self._bar(total, BAR if room >= ROOMY else SHORT_BAR)]
        pieces.append((f" {round(100 * total.share):3} %", "strong"))
        return [*pieces, *self._counts(total, room - measure(pieces))]

    def _bar(self, total: Progress, width: int) -> list[Piece]:
        done = total.done * width // total.all
        active = total.active * width // total.all
        signs = self.signs
        rest = (signs.rule * (width - done - active), "rest")
        return [(signs.full * done, "done"), (signs.full * active, "active"), rest]

    def _counts(self, total: Progress, room: int) -> list[Piece]:
        """Count by status: with words, with signs alone, closer, or not at all, as room allows."""
        counts = [(one, getattr(total, one)) for one in STATUSES if getattr(total, one)]
        for gap, words in (("  ", True), ("  ", False), (" ", False)):
            pieces: list[Piece] = [(gap, "")]
            for status, count in counts:
                pieces.append((f"{gap}{self._sign(status)}", status))
                pieces.append((f"{gap[1:]}{count}{f' {status}' if words else ''}", ""))
            if measure(pieces) <= room:
                return pieces
        return []

    def _sign(self, status: str) -> str:
        return getattr(self.signs, status)

    def right(self, room: int) -> list[Piece]:
        """Draw the live state, then the plans that give trouble, or how many there are."""
        state = self.live.state
        style = {LiveState.LIVE: "live", LiveState.OPENING: "quiet"}.get(state, "active")
        style = "wrong" if state is LiveState.OFFLINE else style
        dot = "*" if self.ascii_only else "●"
        plans = self._troubled() or (self._plans() if room >= NARROW else [])
        pieces = [*self._conflicts(room), (f"  {dot} {state}", style), *plans, (" ", "")]
        return [*self._people(room - measure(pieces)), *pieces]

    def _people(self, room: int) -> list[Piece]:
        """Name who else is here where all else has room, else count them, else leave them out."""
        if not self.people_here:
            return []
        room -= measure(self.left(room))
        named = f"  {shown(', '.join(self.people_here))}"
        for said in (named, f"  +{len(self.people_here)}"):
            if width_of(said) <= room:
                return [(said, "quiet")]
        return []

    def _conflicts(self, room: int) -> list[Piece]:
        """Count the milestones in conflict; with room, name the key that goes there."""
        count = len(in_conflict(self.forest))
        if not count:
            return []
        sign = f"  {self.signs.conflict} {count}"
        if room < ROOMY:
            return [(sign, "active")]
        return [(f"{sign} in conflict", "active"), (f" {key_for('go.conflicts', 'gc')}", "key")]

    def _troubled(self) -> list[Piece]:
        """Count the plans that aren't followed, by why."""
        kinds = Counter(map(_trouble, self.forest.plans))
        return [(f"  {kinds[kind]} {kind}", style) for kind, style in TROUBLES if kinds[kind]]

    def _plans(self) -> list[Piece]:
        count = sum(1 for plan in self.forest.plans if not plan.is_gone)
        if self.live.state is LiveState.OPENING:
            return []
        return [(f"  {counted(count, 'plan')}", "quiet")]


def _trouble(plan: PlanState) -> str:
    if not plan.error:
        return ""
    if is_braked(plan):
        return "held back"
    return "set aside" if plan == set_aside(plan) else "unreadable"
