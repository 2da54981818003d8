"""Measure our tree and detail against Textual's own, as ratios within one run.

Run it by hand: `python tests/benchmarks/bench_tree.py`.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Awaitable, Callable
from statistics import median

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Markdown, Tree

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree

Times = dict[str, float]
SIZES = (10_000, 100_000)
BODIES = (5_000, 50_000)
PARAGRAPH = (
    "The relation is **optional** and *read-only*, see [the spec](https://example.org/spec) "
    "and `tripId`.\n\n- [x] field in the schema\n- [ ] picker over known entities\n\n"
    "```python\nlink(trip_id)\n```\n\n> quoted\n\n"
)


class Host(App[None]):
    """Shows one widget."""

    CSS = "Host > Screen > * { width: 1fr; height: 1fr; }"

    def __init__(self, shown: Widget) -> None:
        super().__init__()
        self.shown = shown

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self.shown

    def on_mount(self) -> None:
        """Let keys reach it."""
        self.shown.focus()


def forest(count: int) -> Forest:
    """Make a forest of three levels, its roll-ups known, as the screen is handed one."""
    levels = [1 + (at % 100 > 0) + (at % 10 > 0) for at in range(count)]
    rows = [
        Milestone(at, "a.md", level, "m", 1, PlanValues(title=f"Milestone {at}"))
        for at, level in enumerate(levels)
    ]
    made = Forest(rows, [Layout("a.md", tuple(range(count)), tuple(range(count)))])
    _ = made.progress
    return made


async def timed(pilot: Pilot, action: Callable[[], object]) -> float:
    """Return the seconds from an action to all of it being painted, less what waiting takes."""
    gc.collect()
    start = time.perf_counter()
    found = action()
    if isinstance(found, Awaitable):
        await found
    await pilot.pause()
    return max(time.perf_counter() - start - await idle(pilot), 0.0001)


async def idle(pilot: Pilot) -> float:
    """Return the seconds that a pause takes with nothing to do."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        await pilot.pause()
        times.append(time.perf_counter() - start)
    return median(times)


async def keyed(pilot: Pilot, key: str) -> float:
    """Return the seconds from a key to its paint, less those of a key that nobody wants."""
    times = {key: [], "f12": []}
    for _ in range(20):
        for each, found in times.items():
            start = time.perf_counter()
            await pilot.press(each)
            found.append(time.perf_counter() - start)
    return max(median(times[key]) - median(times["f12"]), 0.0001)


def fill(tree: Tree, data: Forest) -> None:
    """Put a forest into Textual's tree."""
    nodes = {None: tree.root}
    for ident in data.order:
        above = nodes[data.parent[ident]]
        nodes[ident] = above.add(Text(data[ident].title), expand=True)
    tree.root.expand()


async def ours(data: Forest) -> Times:
    """Measure our tree."""
    tree, again = MilestoneTree(), forest(len(data))
    async with Host(tree).run_test(size=(120, 36)) as pilot:
        times = {"first rows": await timed(pilot, lambda: setattr(tree, "forest", data))}
        times["toggle"] = await timed(pilot, lambda: tree.toggle_row(0))
        await pilot.pause()
        tree.action_fold_to_level(1)
        await pilot.pause()
        times["expand all"] = await timed(pilot, tree.action_unfold_all)
        times["key to paint"] = await keyed(pilot, "j")
        times["a new forest"] = await timed(pilot, lambda: setattr(tree, "forest", again))
    return times


async def textuals(data: Forest) -> Times:
    """Measure Textual's tree."""
    tree: Tree = Tree("root")
    async with Host(tree).run_test(size=(120, 36)) as pilot:
        times = {"first rows": await timed(pilot, lambda: fill(tree, data))}
        times["toggle"] = await timed(pilot, tree.root.children[0].toggle)
        for child in tree.root.children:
            child.collapse()
        await pilot.pause()
        times["expand all"] = await timed(pilot, tree.root.expand_all)
        times["key to paint"] = await keyed(pilot, "down")
    return times


async def our_detail(body: str) -> float:
    """Measure our pane."""
    detail = MilestoneDetail()
    async with Host(detail).run_test(size=(60, 36)) as pilot:
        detail.forest = forest(100)
        await pilot.pause()

        def show() -> None:
            detail.shown_id, detail.body = 1, body

        return await timed(pilot, show)


async def textuals_markdown(body: str) -> float:
    """Measure Textual's Markdown."""
    markdown = Markdown()
    async with Host(VerticalScroll(markdown)).run_test(size=(60, 36)) as pilot:
        return await timed(pilot, lambda: markdown.update(body))


def say(what: str, mine: float, theirs: float | None) -> None:
    """Print one line."""
    other = "" if theirs is None else f"{theirs * 1000:10.1f} ms {theirs / mine:8.1f}×"
    sys.stdout.write(f"{what:38} {mine * 1000:8.1f} ms {other}\n")


async def main() -> None:
    """Print all figures: ours, Textual's, and how many times ours fits into Textual's."""
    await our_detail(PARAGRAPH)
    for count in SIZES:
        data = forest(count)
        mine, theirs = await ours(data), await textuals(data)
        for what, seconds in mine.items():
            say(f"{count:,} rows, {what}", seconds, theirs.get(what))
    for size in BODIES:
        body = (PARAGRAPH * (size // len(PARAGRAPH) + 1))[:size]
        say(
            f"{size:,} characters of Markdown",
            await our_detail(body),
            await textuals_markdown(body),
        )


if __name__ == "__main__":
    asyncio.run(main())
