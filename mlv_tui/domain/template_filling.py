"""What a template makes: values put into an outline, and sketches of milestones made of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from mlv_tui.domain.entities import parse_ref
from mlv_tui.domain.folding import meant
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.guidance import without_me
from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone, PlanValues
from mlv_tui.domain.outline import Heading, Outline, PromptStarter, parents
from mlv_tui.domain.sketching import Sheet, Sketch
from mlv_tui.domain.text import Text
from mlv_tui.domain.typed_values import typed_value
from mlv_tui.domain.waiting import Wait, waiting
from mlv_tui.errors import MlvError, TemplateInvalid

Fill = Callable[[str], str]
"""Puts values into a text."""

_WORDS: Final = ("title", "module", "anchor", "owner")


def filled_outline(outline: Outline, fill: Fill) -> Outline:
    """Put values into everything that an outline says."""
    return replace(outline, headings=tuple(_filled(one, fill) for one in outline.headings))


def _filled(one: Heading, fill: Fill) -> Heading:
    says = one.says
    words = {name: fill(getattr(says, name)) for name in _WORDS if getattr(says, name)}
    several = {name: tuple(map(fill, getattr(says, name))) for name in ("links", "after")}
    return replace(
        one,
        title=fill(one.title),
        raw=fill(one.raw),
        body=fill(one.body),
        says=replace(says, **words, **several),
        prompt_starters=tuple(
            PromptStarter(fill(each.text), each.line) for each in one.prompt_starters
        ),
    )


def shape_of(outline: Outline) -> list[tuple[object, ...]]:
    """Return what tells two readings of one text apart, but for the texts that mean nothing."""
    return [
        (one.level, one.title, _said(one.says), one.explicit_id, len(one.prompt_starters))
        for one in outline.headings
    ]


def _said(says: PlanValues) -> PlanValues:
    # A title with commas is read in pieces, which are put together where it is looked for.
    return replace(says, after=(", ".join(says.after),))


def check_outline(place: str, outline: Outline) -> None:
    """See that milestones can be made of what a template says.

    Args:
        place: The template's, for people.
        outline: With the values in it.

    Raises:
        TemplateInvalid: If not; says what is wrong.
    """
    if not outline.headings:
        raise TemplateInvalid(f"{place} makes no heading.", "Give it one of level 1 to 3.")
    for unread in outline.unread:
        raise TemplateInvalid(f"{place} makes “{unread.text}”, which says nothing.", unread.wanted)
    for one in outline.headings:
        try:
            typed_value("title", one.title)
        except MlvError as error:
            raise TemplateInvalid(f"{place} makes a title that can't be: {error}") from None
        for link in one.says.links:
            if parse_ref(link) is None:
                raise TemplateInvalid(
                    f"{place} makes the link “{link}”.", "A link is written kind:id."
                )


def sketches_of(outline: Outline, actor: str) -> tuple[Sketch, ...]:
    """Make sketches of what a template says.

    Args:
        outline: With the values in it; checked.
        actor: Who is meant by `me`.

    Raises:
        TemplateInvalid: If one waits for what isn't there.
    """
    above = parents([one.level for one in outline.headings])
    plain = [
        _sketch(one, str(at), "" if above[at] is None else str(above[at]), actor)
        for at, one in enumerate(outline.headings)
    ]
    after = _after(outline.headings, plain)
    return tuple(replace(one, after=after.get(one.key, ())) for one in plain)


def _sketch(heading: Heading, key: str, above: str, actor: str) -> Sketch:
    says = heading.says
    values = {name: getattr(says, name) for name in SHARED_FIELDS}
    given = {name: value for name, value in values.items() if value is not None}
    refs = (parse_ref(link) for link in says.links)
    return Sketch(
        key,
        without_me({**given, "notes": heading.body}, actor),
        above,
        links=tuple(dict.fromkeys(str(ref) for ref in refs if ref is not None)),
        text=Text("", heading.prompt_starters) if heading.prompt_starters else None,
    )


def _after(headings: Sequence[Heading], plain: Sequence[Sketch]) -> dict[str, tuple[str, ...]]:
    """Find what each is to come after, as plans are read, by the keys.

    Raises:
        TemplateInvalid: If that isn't there, or may be several.
    """
    drawn = Sheet(Forest(), 0, 0).drawn(plain)
    ones = [
        replace(one, says=PlanValues(after=heading.says.after))
        for one, heading in zip(drawn, headings, strict=True)
    ]
    keys = {one.id: sketch.key for one, sketch in zip(ones, plain, strict=True)}
    found: dict[str, tuple[str, ...]] = {}
    for ident, waits in waiting(Forest(ones)).items():
        title = next(one.title for one in ones if one.id == ident)
        found[keys[ident]] = tuple(keys[_only(title, wait, ones)] for wait in waits)
    return found


def _only(title: str, wait: Wait, ones: Sequence[Milestone]) -> int:
    if wait.is_clear:
        return wait.ids[0]
    what = f"“{title}” is to come after “{wait.written}”"
    if wait.ids:
        raise TemplateInvalid(f"{what}, and several are called so.", "Rename all but one.")
    titles = [one.title for one in ones if one.title != title]
    near = meant(wait.written, titles) or "Name a heading of the template."
    raise TemplateInvalid(f"{what}, which isn't there.", near)
