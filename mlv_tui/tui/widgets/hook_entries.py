"""What hooks were told, as listed entries: which one, of what, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.ages import age
from mlv_tui.domain.hook_delivery import Delivery, DeliveryState
from mlv_tui.tui.widgets.cells import clip, shown, width_of
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.pieces import measure

AGE: Final = 10
STATE: Final = 11
NAME: Final = 18
INDENT: Final = 2
SHOWN_OUTPUT: Final = 3
"""Lines of what a program wrote; `mlv hook log --output` has them all."""

_STYLES: Final[Mapping[DeliveryState, str]] = {
    DeliveryState.DONE: "done",
    DeliveryState.STARTED: "active",
    DeliveryState.WAITING: "quiet",
    DeliveryState.PASSED: "quiet",
}


@dataclass(frozen=True, slots=True)
class HookEntry:
    """One run of a hook, or one that is to come.

    Attributes:
        delivery: What it is about.
    """

    delivery: Delivery

    @property
    def key(self) -> int:
        """Its place in the queue."""
        return self.delivery.seq

    def lines(self, page: Page) -> list[Line]:
        """Draw it: what happened, what became of it, and the first of what came back."""
        return [self._head(page), self._end(page), *self._output(page)]

    def _head(self, page: Page) -> Line:
        one, more = self.delivery, page.glyphs.more
        when = age(one.at, page.now) if page.now else ""
        name = clip(shown(one.owed.hook), NAME, more)
        left: Line = [
            (f"{when:>{AGE}}  ", "quiet"),
            (f"{one.outcome:<{STATE}}  ", _STYLES.get(one.state, "blocked")),
            (name + " " * (NAME - width_of(name) + 2), "strong"),
        ]
        return [*left, (clip(shown(one.owed.told), page.width - measure(left), more), "")]

    def _end(self, page: Page) -> Line:
        one = self.delivery
        again = f" (attempt {one.attempt})" if one.attempt > 1 else ""
        said = shown(f"{one.said or 'in the queue'}{again}")
        return [(self._indent(page) + clip(said, self._room(page), page.glyphs.more), "quiet")]

    def _output(self, page: Page) -> list[Line]:
        written = [line for line in self.delivery.output.split("\n") if line.strip()]
        return [
            [
                (f"{self._indent(page)}{page.glyphs.rule} ", "rule"),
                (clip(shown(line), self._room(page) - INDENT, page.glyphs.more), ""),
            ]
            for line in written[:SHOWN_OUTPUT]
        ]

    @staticmethod
    def _indent(page: Page) -> str:
        is_roomy = page.width > AGE + STATE + NAME + NAME
        return " " * (AGE + STATE + 2 * INDENT if is_roomy else INDENT)

    def _room(self, page: Page) -> int:
        return max(page.width - len(self._indent(page)), 0)
