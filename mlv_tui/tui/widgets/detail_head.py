"""The head of a milestone's detail: title, state, where it comes from, roll-up."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.ages import age
from mlv_tui.domain.derived_words import origins
from mlv_tui.domain.forest import Forest, Progress
from mlv_tui.domain.milestone import Milestone
from mlv_tui.tui.widgets.cells import clip, shown, wrap
from mlv_tui.tui.widgets.glyphs import Glyphs, State, state_of
from mlv_tui.tui.widgets.pieces import Piece, measure
from mlv_tui.tui.widgets.tree_facts import title_of
from mlv_tui.tui.widgets.tree_line import URGENT

Line = list[Piece]

GAP = 3
BAR_WIDTH = 24
PARTS = ("done", "active", "blocked")


@dataclass(frozen=True, slots=True)
class Page:
    """What every line of a detail is drawn with.

    Attributes:
        width: Cells.
        glyphs: The set of signs.
        now: Epoch milliseconds; 0 if unknown.
    """

    width: int
    glyphs: Glyphs
    now: int = 0


def head_lines(forest: Forest, one: Milestone, page: Page) -> list[Line]:
    """Draw the head."""
    lines = [
        *paragraph(title_of(one), page, "title strong"),
        *_flow(_state(forest, one, page), page),
    ]
    people = [f"owner {one.shown('owner')}"] if one.shown("owner") else []
    people += [f"due {one.shown('due')}"] if one.shown("due") else []
    if people:
        lines.append([(_clipped(" · ".join(people), page), "")])
    if said := " · ".join(origins(forest, one.id)):
        lines += paragraph(shown(said), page, "quiet")
    lines += paragraph(shown(_provenance(forest, one, page)), page, "quiet")
    progress = forest.progress.get(one.id)
    if progress and progress.all:
        lines += [[], _roll_up(progress, page, forest.unanchored.get(one.id, 0))]
    return lines


def paragraph(text: str, page: Page, style: str) -> list[Line]:
    """Wrap one paragraph that is safe to show."""
    return [[(text[start:end], style)] for start, end in wrap(text, page.width)]


def _clipped(text: str, page: Page) -> str:
    return clip(shown(text), page.width, page.glyphs.more)


def _state(forest: Forest, one: Milestone, page: Page) -> list[Line]:
    state = state_of(one)
    chunks = [_word(state, page)]
    if state != one.status:
        chunks.append(_word(one.status.value, page))
    if one.conflicts:
        chunks.append([(f"{page.glyphs.conflict} conflict", "conflict")])
    priority = forest.priority_of(one.id)
    if priority is not None:
        label = f"P{priority}"
        chunks.append([(label, "urgent" if label in URGENT else "priority")])
    for sign, derived in (
        ("", forest.module_of(one.id)),
        (f"{page.glyphs.arrow} ", forest.anchor_of(one.id)),
    ):
        if derived.text:
            style = "derived" if derived.is_calm else ""
            chunks.append([(_clipped(f"{sign}{derived.text}", page), style)])
    return chunks


def _word(state: State, page: Page) -> Line:
    return [(page.glyphs.state(state) + " ", state), (state, "word")]


def _flow(chunks: list[Line], page: Page) -> list[Line]:
    """Put chunks beside each other, on as many lines as they need."""
    lines: list[Line] = [[]]
    for chunk in chunks:
        line = lines[-1]
        if line and measure(line) + GAP + measure(chunk) > page.width:
            lines.append(list(chunk))
        else:
            line += [(" " * GAP, ""), *chunk] if line else chunk
    return lines


def _provenance(forest: Forest, one: Milestone, page: Page) -> str:
    words = [_source(forest, one)]
    events = {"gone": one.detached_at, "archived": one.archived_at}
    if not any(events.values()):
        events = {"changed": one.updated_at}
    if page.now:
        words += [f"{what} {age(when, page.now)}" for what, when in events.items() if when]
    return " · ".join(words)


def _source(forest: Forest, one: Milestone) -> str:
    if one.plan is None:
        return "added by hand"
    line = forest.line.get(one.id)
    return f"was in {one.plan}" if line is None else f"{one.plan}:{line}"


def _roll_up(progress: Progress, page: Page, unanchored: int) -> Line:
    width = min(BAR_WIDTH, page.width // 2)
    cells = {part: getattr(progress, part) * width // progress.all for part in PARTS}
    rest = width - sum(cells.values())
    bar: Line = [(page.glyphs.full * cells[part], f"bar-{part}") for part in PARTS]
    words = _counts(progress, unanchored, page.width - width - 2)
    return [*bar, (page.glyphs.rule * rest, "rule"), ("  " + words, "quiet")]


def _counts(progress: Progress, unanchored: int, room: int) -> str:
    """Count by status, then what has no anchor, as many as there is room for."""
    text = f"{progress.done}/{progress.all} done"
    counts = [(getattr(progress, part), part) for part in PARTS[1:]]
    for count, part in (*counts, (unanchored, "unanchored")):
        longer = f"{text} · {count} {part}"
        text = longer if count and len(longer) <= room else text
    return text
