"""How long recognising milestones takes, beside what has to be done anyway.

A ratio is to building the forest of the same plan, and to reading the plan, within one run.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Collection
from itertools import count

from mlv_tui.domain.forest import Forest, PlanState
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.outline import Outline
from mlv_tui.domain.reconcile import Reconciliation, reconcile
from mlv_tui.domain.text import Text
from mlv_tui.readers import read_outline

SIZES = (5_000, 10_000, 50_000)
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "dra", "kle", "sti", "plo")
MOVED = 1_000
Section = tuple[str, str, list[str]]
"""Marks, title, lines of the body."""


def plan(headings: int) -> list[Section]:
    """Write a plan of headings with a few lines of prose each."""
    chance = random.Random(3)  # noqa: S311 - noise, no secret
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(4_000)]
    return [
        (
            "#" * (1 + (number % 100 > 0) + (number % 10 > 0)),
            f"{' '.join(chance.choices(words, k=4))} {number}",
            [" ".join(chance.choices(words, k=9)) for _ in range(4)],
        )
        for number in range(headings)
    ]


def one_edit(sections: list[Section]) -> dict[str, list[Section]]:
    """Change one title and a line below it."""
    middle = len(sections) // 2
    marks, title, body = sections[middle]
    edited = (marks, f"{title} at last", ["A line of its own.", *body[1:]])
    return {"a.md": [*sections[:middle], edited, *sections[middle + 1 :]]}


def retitled(sections: list[Section]) -> dict[str, list[Section]]:
    """Change every title, and no body."""
    titles = [" ".join(reversed(body[0].split()[:5])) for _, _, body in sections]
    return {
        "a.md": [
            (marks, title, body) for title, (marks, _, body) in zip(titles, sections, strict=True)
        ]
    }


def rewritten(sections: list[Section]) -> dict[str, list[Section]]:
    """Change every title, and three lines in ten."""
    chance = random.Random(5)  # noqa: S311 - noise, no secret
    return {
        "a.md": [
            (marks, title, [line[::-1] if chance.random() < 0.3 else line for line in body])
            for marks, title, body in retitled(sections)["a.md"]
        ]
    }


def moved(sections: list[Section]) -> dict[str, list[Section]]:
    """Move sections to another plan."""
    return {"a.md": sections[MOVED:], "b.md": sections[:MOVED]}


EDITS: dict[str, Callable[[list[Section]], dict[str, list[Section]]]] = {
    "one edit": one_edit,
    "every title": retitled,
    "every title, 30 % of lines": rewritten,
    "1,000 moved to another plan": moved,
}


def read(name: str, sections: list[Section]) -> Outline:
    """Read a plan from its text."""
    text = "\n\n".join(f"{marks} {title}\n\n" + "\n".join(body) for marks, title, body in sections)
    return read_outline(name, text.encode())


class Stored:
    """A plan that was read once."""

    def __init__(self, outline: Outline) -> None:
        """Store it."""
        found = reconcile(Forest(), [outline], count(1), 1, lambda _: {})
        self._texts = found.texts
        self._made: tuple[tuple[Milestone, ...], tuple, tuple[PlanState, ...]] = (
            found.milestones,
            tuple(found.layouts.values()),
            (PlanState("a.md", "/a.md"),),
        )
        self.forest = self.built()

    def built(self) -> Forest:
        """Build its forest."""
        forest = Forest(*self._made, 1)
        _ = forest.order, forest.progress
        return forest

    def texts_of(self, ids: Collection[int]) -> dict[int, Text]:
        """Look its texts up."""
        return {ident: self._texts[ident] for ident in ids}

    def brought_into_step(self, outlines: list[Outline]) -> Reconciliation:
        """Recognise what was read."""
        return reconcile(self.forest, outlines, count(len(self.forest) + 1), 2, self.texts_of)


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def measure(headings: int) -> dict[str, float]:
    """Print what each edit of one plan takes; return the seconds."""
    sections = plan(headings)
    stored = Stored(read("a.md", sections))
    reading = seconds(lambda: read("a.md", sections), 1)
    forest = seconds(stored.built)
    print(f"{headings:,} headings: forest {forest * 1e3:.0f} ms, reading {reading * 1e3:.0f} ms")
    times: dict[str, float] = {}
    for name, edit in EDITS.items():
        outlines = [read(*each) for each in edit(sections).items()]
        found = stored.brought_into_step(outlines)
        kept = headings - sum(one.id > headings for one in found.milestones)
        took = seconds(lambda outlines=outlines: stored.brought_into_step(outlines), 2)
        times[name] = took
        print(
            f"  {name:28} {took * 1e3:7.0f} ms  {took / forest:6.1f}× forest"
            f"  {took / reading:5.2f}× reading  {100 * kept / headings:6.2f} % kept"
        )
    return times


def main() -> None:
    """Print all figures, and how they grow."""
    times = {headings: measure(headings) for headings in SIZES}
    first, last = SIZES[0], SIZES[-1]
    print(f"{last // first} times the headings take")
    for name in EDITS:
        print(f"  {name:28} {times[last][name] / times[first][name]:5.1f} times as long")


if __name__ == "__main__":
    main()
