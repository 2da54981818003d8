"""A Markdown plan read into an outline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.domain.outline import Heading, Outline, Unread, parents
from mlv_tui.readers.arrows import arrow_anchor
from mlv_tui.readers.blocks import FoundHeading
from mlv_tui.readers.explicit_ids import explicit_id
from mlv_tui.readers.fields import NOTHING_SAID, read_fields
from mlv_tui.readers.front_matter import front_matter
from mlv_tui.readers.hints import NO_HINTS, Hints, hints
from mlv_tui.readers.outline_token import headings
from mlv_tui.readers.prompt_starters import (
    NO_PROMPT_STARTERS,
    is_mentioned,
    is_prompt_starter_title,
    read_prompt_starters,
)
from mlv_tui.readers.text import safe_text
from mlv_tui.readers.titles import plain_title

_DEEPEST_LEVEL: Final = 3
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class _Plan:
    lines: list[str]
    defaults: PlanValues
    has_prompt_starters: bool
    unread: list[Unread]


def read_markdown(plan: str, text: str) -> Outline:
    """Read a plan's headings with all that stands under them.

    Args:
        plan: Its path relative to its root, with `/`.
        text: Whatever it is; `PlanUnreadable` is for bytes only.
    """
    text = safe_text(text)
    lines = text.split("\n")
    matter = front_matter(lines)
    if matter.opts_out:
        return Outline(plan)
    unread = [_unread(lines[at], at, hint) for at, hint in matter.unread]
    lines[: matter.lines] = [""] * matter.lines
    source = _Plan(lines, matter.values, is_mentioned(text), unread)
    return Outline(plan, tuple(_read_headings(source)), tuple(source.unread))


def _read_headings(source: _Plan) -> list[Heading]:
    found = _milestones(headings(source.lines))
    if not found:
        return []
    above = parents([heading.level for heading, _ in found])
    ends = [*(heading.line for heading, _ in found[1:]), len(source.lines)]
    return [
        _read_heading(source, heading, title, end, is_root=parent is None)
        for (heading, title), end, parent in zip(found, ends, above, strict=True)
    ]


def _milestones(found: list[FoundHeading]) -> list[tuple[FoundHeading, str]]:
    # A heading that announces a prompt starter belongs to the body above it, if there is one.
    kept: list[tuple[FoundHeading, str]] = []
    for heading in found:
        if heading.level <= _DEEPEST_LEVEL:
            title = plain_title(heading.raw)
            if not (kept and is_prompt_starter_title(title)):
                kept.append((heading, title))
    return kept


def _read_heading(
    source: _Plan, heading: FoundHeading, title: str, end: int, *, is_root: bool
) -> Heading:
    lines, first = source.lines, heading.below
    while first < end and not lines[first].strip(" \t"):
        first += 1
    while end > first and not lines[end - 1].strip(" \t"):
        end -= 1
    inside = lines[first:end]
    body = "\n".join(inside)
    prompts = NO_PROMPT_STARTERS
    if source.has_prompt_starters and is_mentioned(body):
        prompts = read_prompt_starters(inside, first + 1)
    fields = read_fields(inside, 0, len(inside))
    source.unread.extend(_unread(inside[at], first + at, hint) for at, hint in fields.unread)
    taken = fields.lines | prompts.lines
    if taken:
        body = "\n".join(line for at, line in enumerate(inside) if at not in taken).strip("\n")
    says = _says(title, fields.says, hints(title, heading.raw), source.defaults, is_root=is_root)
    if fields.says.anchor is None and (arrow := arrow_anchor(title, inside, taken)) is not None:
        says = replace(says, anchor=arrow[0], anchor_origin=arrow[1])
    return Heading(
        level=heading.level,
        title=title,
        raw=heading.raw,
        line=heading.line + 1,
        body=body,
        says=says,
        prompt_starters=prompts.starters,
        explicit_id=explicit_id(heading.raw, inside[0] if inside else ""),
    )


def _unread(line: str, at: int, hint: str) -> Unread:
    return Unread(at + 1, plain_title(line[:_SHOWN]), hint)


def _says(
    title: str, fields: PlanValues, said: Hints, defaults: PlanValues, *, is_root: bool
) -> PlanValues:
    if fields is NOTHING_SAID and said is NO_HINTS and defaults == NOTHING_SAID:
        return PlanValues(title)
    priority = fields.priority if fields.priority is not None else said.priority
    module = fields.module
    if is_root:
        # What stands below inherits them.
        priority = defaults.priority if priority is None else priority
        module = module or defaults.module
    return PlanValues(
        title=title,
        status=fields.status or said.status or defaults.status,
        priority=priority,
        module=module,
        anchor=fields.anchor or defaults.anchor,
        owner=fields.owner or defaults.owner,
        due=fields.due or defaults.due,
        links=fields.links or defaults.links,
        after=fields.after or defaults.after,
    )
