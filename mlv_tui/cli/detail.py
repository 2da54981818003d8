"""Everything about one milestone, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlv_tui.cli.labels import Labels, state_of
from mlv_tui.cli.listing import Listing
from mlv_tui.cli.output import Piece
from mlv_tui.cli.records import moment_of
from mlv_tui.domain.derived_words import origins, unanchored_words
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone
from mlv_tui.domain.proposals import Proposal
from mlv_tui.domain.text import Text
from mlv_tui.domain.three_way import conflicts_of, three_ways
from mlv_tui.domain.visible import visible_lines

Line = Sequence[Piece]


class Detail:
    """Writes one milestone of a forest with its long texts."""

    def __init__(
        self, forest: Forest, text: Text, listing: Listing, proposals: Sequence[Proposal] = ()
    ) -> None:
        """Prepare it.

        Args:
            forest: The project's.
            text: The milestone's.
            listing: Writes the milestones below it, and those that it may be.
            proposals: Which ones it may be, if it is detached.
        """
        self._forest = forest
        self._text = text
        self._listing = listing
        self._proposals = proposals

    def lines(self, ident: int) -> Iterator[Line]:
        """Yield its state, where it comes from, what people put on it, what its plan says."""
        one = self._forest[ident]
        yield [(one.title or UNTITLED, "strong")]
        yield self._state(one)
        yield from self._origin(one)
        yield from self._derived(one)
        yield from self._may_be(one)
        yield from self._section("Conflict", self._conflicts(one))
        yield from self._section("Yours", self._mine(one))
        yield from self._section("Links", map(str, one.links))
        yield from self._section("After", one.says.after)
        yield from self._section("Waits for", self._waits_for(one))
        yield from self._section("Notes", visible_lines(one.notes) if one.notes else ())
        for starter in self._text.prompt_starters:
            yield from self._section("Prompt starter", visible_lines(starter.text))
        body = self._text.body.strip("\n")
        yield from self._section("Plan", visible_lines(body) if body.strip() else ())
        yield from self._below(ident)

    def _state(self, one: Milestone) -> Line:
        state = [(str(one.status), state_of(one))]
        return state + [(f" · {label}", "") for label in Labels(self._forest).all(one)]

    def _derived(self, one: Milestone) -> Iterator[Line]:
        """Yield where its anchor and module are from, and how many below it have no anchor."""
        said = [*origins(self._forest, one.id), *unanchored_words(self._forest, one.id)]
        if said:
            yield [(" · ".join(said), "dim")]

    def _origin(self, one: Milestone) -> Iterator[Line]:
        line = self._forest.line.get(one.id)
        place = f"{one.plan}:{line}" if line else one.plan
        above = [self._forest[ident].title for ident in self._forest.ancestors(one.id)]
        if place:
            yield [(place, "link")]
        elif one.is_by_hand:
            yield [("added by hand", "dim")]
        if above:
            yield [("in " + " › ".join(reversed(above)), "dim")]
        times = f"changed {_local(one.updated_at)} · made {_local(one.created_at)}"
        yield [(f"milestone {one.id} · {times}", "dim")]

    @staticmethod
    def _mine(one: Milestone) -> Iterator[str]:
        """Yield a person's own values beside the plan's."""
        for each in three_ways(one):
            if one.is_by_hand and each.name != "title":
                yield f"{each.name}: {_value(each.mine)}"
            elif not (one.is_by_hand or each.is_conflict):
                said = "nothing" if each.plan is None else each.plan
                yield f"{each.name}: {_value(each.mine)} (the plan says {said})"

    def _waits_for(self, one: Milestone) -> Iterator[str]:
        """Yield what a person wants done first."""
        for ident in one.waits_for:
            other = self._forest.by_id.get(ident)
            yield f"{ident} {other.title or UNTITLED}" if other else f"{ident}, which isn't there"

    @staticmethod
    def _conflicts(one: Milestone) -> Iterator[str]:
        """Yield what was and is said where plan and person disagree, and how to decide."""
        for each in conflicts_of(one):
            was, mine, plan = map(_value, (each.base, each.mine, each.plan))
            yield f"{each.name}: yours {mine}, the plan's {plan} (the plan's before: {was})"
        if one.conflicts:
            yield f"Decide with `mlv resolve {one.id} --take mine` or `--take plan`."

    def _may_be(self, one: Milestone) -> Iterator[Line]:
        """Yield the milestones that a detached one may be, and how to attach it."""
        if not self._proposals:
            return
        yield []
        yield [("May be", "strong")]
        for each in self._proposals:
            yield [
                *self._listing.bare(each.milestone_id),
                (f"  {each.score:.2f} {each.reason}", ""),
            ]
        best = self._proposals[0].milestone_id
        yield [(f"  Attach it with `mlv attach {one.id} --to {best}`.", "")]

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


def _value(value: object) -> str:
    return "none" if value is None else str(value)


def _local(milliseconds: int) -> str:
    moment = moment_of(milliseconds).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")
