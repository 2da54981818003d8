"""Everything about one milestone, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from mlv_tui.cli.labels import Labels, state_of
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.output import Piece
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone
from mlv_tui.domain.text import Text
from mlv_tui.domain.visible import visible_lines

Line = Sequence[Piece]


class Detail:
    """Writes one milestone of a forest with its long texts."""

    def __init__(self, forest: Forest, text: Text, listing: Listing) -> None:
        """Prepare it.

        Args:
            forest: The project's.
            text: The milestone's.
            listing: Writes the milestones below it.
        """
        self._forest = forest
        self._text = text
        self._listing = listing

    def lines(self, ident: int) -> Iterator[Line]:
        """Yield its state, where it comes from, what people put on it, what its plan says."""
        one = self._forest[ident]
        yield [(one.title or UNTITLED, "strong")]
        yield self._state(one)
        yield from self._origin(one)
        yield from self._section("Yours", self._mine(one))
        yield from self._section("Links", one.says.links)
        yield from self._section("After", one.says.after)
        yield from self._section("Notes", visible_lines(one.notes) if one.notes else ())
        for starter in self._text.prompt_starters:
            yield from self._section("Prompt starter", visible_lines(starter.text))
        body = self._text.body.strip("\n")
        yield from self._section("Plan", visible_lines(body) if body.strip() else ())
        yield from self._below(ident)

    def _state(self, one: Milestone) -> Line:
        state = [(str(one.status), state_of(one))]
        return state + [(f" · {label}", "") for label in Labels(self._forest).all(one)]

    def _origin(self, one: Milestone) -> Iterator[Line]:
        line = self._forest.line.get(one.id)
        place = f"{one.plan}:{line}" if line else one.plan
        above = [self._forest[ident].title for ident in self._forest.ancestors(one.id)]
        if place:
            yield [(place, "link")]
        if above:
            yield [("in " + " › ".join(reversed(above)), "dim")]
        times = f"changed {_local(one.updated_at)} · made {_local(one.created_at)}"
        yield [(f"milestone {one.id} · {times}", "dim")]

    @staticmethod
    def _mine(one: Milestone) -> Iterator[str]:
        """Yield a person's own values beside the plan's."""
        for name, own in one.mine.items():
            plan = getattr(one.says, name)
            said = "the plan says nothing" if plan is None else f"the plan says {plan}"
            end = ", both were changed: a conflict" if name in one.conflicts else ""
            yield f"{name}: {own.value} ({said}{end})"

    def _below(self, ident: int) -> Iterator[Line]:
        below = self._forest.children.get(ident, ())
        if below:
            yield []
            yield [("Below", "strong")]
            yield from (self._listing.bare(child) for child in below)

    @staticmethod
    def _section(name: str, lines: Sequence[str] | Iterator[str]) -> Iterator[Line]:
        for index, line in enumerate(lines):
            if not index:
                yield []
                yield [(name, "strong")]
            yield [(f"  {line}", "")]


def _local(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")
