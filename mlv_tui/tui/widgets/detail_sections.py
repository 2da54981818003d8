"""The sections of a milestone's detail above the plan: conflict, notes, prompt starters."""

from __future__ import annotations

from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import shown, shown_lines, wrap
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.pieces import measure

PROMPT_LINES = 12
"""Lines of a prompt starter that are shown; copying takes all of it."""

TEXT_LIMIT = 20_000
"""Characters of notes, and of one value, that are shown."""

SIDES = 6
"""Cells for `base`, `mine`, `plan`."""


def section(title: str, page: Page, right: Line | None = None) -> list[Line]:
    """Draw a blank line, then a section's head with a rule."""
    beside = [(" ", ""), *right] if right else []
    length = page.width - len(title) - 1 - measure(beside)
    rule = page.glyphs.rule * max(length, 0)
    return [[], [(title, "section"), (" " + rule, "rule"), *beside]]


def conflict_lines(one: Milestone, page: Page) -> list[Line]:
    """Draw the fields where plan and person moved apart: what both began with, and each's value."""
    lines: list[Line] = []
    for name in one.conflicts:
        own = one.mine[name]
        lines += section(
            f"Conflict: {name}",
            page,
            [(key_for("go.conflicts", "gc"), "key"), (" decides", "quiet")],
        )
        for side, value in (
            ("base", own.base),
            ("mine", own.value),
            ("plan", getattr(one.says, name)),
        ):
            lines += _side(side, value, page)
    return lines


def value_text(value: object) -> str:
    """Return a value of a field as one line that is safe to show; None is `nothing`."""
    return "nothing" if value is None else shown(" ".join(str(value)[:TEXT_LIMIT].split()))


def _side(side: str, value: object, page: Page) -> list[Line]:
    text = value_text(value)
    style = "quiet" if side == "base" else ""
    parts = wrap(text, page.width - SIDES)
    heads = [side, *([""] * (len(parts) - 1))]
    return [
        [(head.ljust(SIDES), f"side-{side}"), (text[start:end], style)]
        for head, (start, end) in zip(heads, parts, strict=True)
    ]


def notes_lines(one: Milestone, page: Page) -> list[Line]:
    """Draw the person's notes, line by line as they were written."""
    if not one.notes.strip():
        return []
    return [*section("Notes", page), *_written(one.notes, page.width, "")]


def prompt_lines(starters: tuple[PromptStarter, ...], page: Page) -> list[Line]:
    """Draw the prompts that the plan offers, each behind a bar."""
    if not starters:
        return []
    title = "Prompt starter" if len(starters) == 1 else f"Prompt starters ({len(starters)})"
    lines = section(title, page, [("Y", "key"), (" copies", "quiet")])
    for at, starter in enumerate(starters):
        lines += [[]] if at else []
        lines += _prompt(starter, page)
    return lines


def _prompt(starter: PromptStarter, page: Page) -> list[Line]:
    lines = _written(starter.text, page.width - 2, "prompt")
    beyond = len(lines) - PROMPT_LINES
    if beyond > 1:
        lines[PROMPT_LINES:] = [[(f"{page.glyphs.more} {beyond} more lines", "quiet")]]
    return [[(page.glyphs.bar + " ", "bar"), *line] for line in lines]


def _written(text: str, width: int, style: str) -> list[Line]:
    return [
        [(line[start:end], style)]
        for line in shown_lines(text[:TEXT_LIMIT].strip("\n"))
        for start, end in wrap(line, width)
    ]
