"""How the values of each field are understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeAlias, TypeVar

from mlv_tui.domain.anchors import kind_key, parse_anchor
from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.folding import folded, listed, meant
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.gates import gate_spans, overlap
from mlv_tui.domain.milestone import ME, NONE, Status
from mlv_tui.domain.query.numbers import number_within, wrong
from mlv_tui.domain.query.states import State
from mlv_tui.domain.query.texts import derived_check, part, text_check, whole
from mlv_tui.domain.query.tree import Check, Given, Test, Value

Found = TypeVar("Found")
Read: TypeAlias = Callable[[Value, Given], Check]
"""Understands one value of a field; raises `QueryError` where it can't."""


def owner(value: Value, given: Given) -> Check:
    """Understand an owner; `me` is the person that asks."""
    meant = Value(given.me, is_quoted=True, span=value.span) if value.word == ME else value
    return text_check(meant, lambda one: one.shown("owner"), whole(meant))


def module(value: Value, _given: Given) -> Check:
    """Understand an area; one that is inherited counts too."""
    return derived_check(value, lambda forest: forest.modules, whole(value))


def anchor(value: Value, _given: Given) -> Check:
    """Understand an anchor: its kind, its gate, or both as written."""
    is_it, spans, key = whole(value), gate_spans(value.text), kind_key(value.text)

    def is_meant(written: str) -> bool:
        found = parse_anchor(written)
        is_kind = found is not None and bool(key) and kind_key(found.kind) == key
        is_gate = found is not None and overlap(found.spans, spans)
        return is_kind or is_gate or any(map(is_it, anchor_names(written)))

    return derived_check(value, lambda forest: forest.anchors, is_meant)


def anchor_names(written: str) -> Iterable[str]:
    """Give what an anchor goes by: `Trip (G2–G3)`, `Trip`, `G2–G3`, `G2`, `G3`."""
    found = parse_anchor(written)
    if found is None:
        return (written,)
    ends = [f"G{number}" for span in found.spans for number in span]
    return (written, str(found), found.kind, *((found.gates, *ends) if found.gates else ()))


def gate(value: Value, _given: Given) -> Check:
    """Understand gates: one within a range counts, and so does a range that overlaps."""
    spans = gate_spans(value.text)
    if not spans and value.word != NONE:
        raise wrong(value, f"“{value.text}” is no gate.", "Write gate:G2, gate:G1-G3 or gate:none.")

    def check(forest: Forest) -> Test:
        anchors = {ident: found.anchor for ident, found in forest.anchors.items()}
        gates = {ident: one.spans for ident, one in anchors.items() if one and one.spans}
        if not spans:
            return lambda one: one.id not in gates
        return lambda one: overlap(gates.get(one.id, ()), spans)

    return check


def link(value: Value, _given: Given) -> Check:
    """Understand a link: its kind, its id, or both."""
    if value.word == NONE:
        return lambda _forest: lambda one: not one.links
    is_it = whole(value)

    @cache
    def known(ref: EntityRef) -> bool:
        return any(map(is_it, (str(ref), ref.kind, ref.id)))

    return lambda _forest: lambda one: any(map(known, one.links))


def plan(value: Value, _given: Given) -> Check:
    """Understand a plan: its path or the end of it, else any part of it."""
    if value.word == NONE:
        return lambda _forest: lambda one: one.plan is None
    is_whole, is_part = whole(value), part(value)
    end = f"/{folded(value.text)}"

    def check(forest: Forest) -> Test:
        names = {one.plan for one in forest.by_id.values() if one.plan is not None}
        exact = {name for name in names if is_whole(name) or folded(name).endswith(end)}
        chosen = exact or {name for name in names if is_part(name)}
        return lambda one: one.plan in chosen

    return check


def after(value: Value, _given: Given) -> Check:
    """Understand what is to come first: part of what it is called, or its id."""
    if value.word == NONE:
        return lambda _forest: lambda one: not (one.says.after or one.waits_for)
    is_part = part(value)
    digits = value.text.removeprefix("#")
    ident = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else 0  # noqa: PLR2004 - what a database takes

    def check(forest: Forest) -> Test:
        by_id = forest.by_id
        return lambda one: (
            ident in one.waits_for
            or any(map(is_part, one.says.after))
            or any(is_part(by_id[at].title) for at in one.waits_for if at in by_id)
        )

    return check


def title(value: Value, _given: Given) -> Check:
    """Understand a text within titles."""
    is_part = part(value)
    return lambda _forest: lambda one: is_part(one.title)


def notes(value: Value, _given: Given) -> Check:
    """Understand a text within notes; `none` where there are none."""
    return text_check(value, lambda one: one.notes, part(value))


def text(value: Value, _given: Given) -> Check:
    """Understand a text within titles and notes."""
    is_part = part(value)
    return lambda _forest: lambda one: is_part(one.title) or is_part(one.notes)


def key(value: Value, _given: Given) -> Check:
    """Understand a source key, or a part of one."""
    is_it = whole(value) if "*" in value.text and not value.is_quoted else part(value)
    return text_check(value, lambda one: one.source_key, is_it)


def priority(value: Value, _given: Given) -> Check:
    """Understand priorities, inherited ones too."""
    if value.word == NONE:
        return lambda forest: lambda one: forest.priority_of(one.id) is None
    is_within = cache(number_within(value, "prio", "p"))
    return lambda forest: lambda one: is_within(forest.priority_of(one.id))


def level(value: Value, _given: Given) -> Check:
    """Understand heading levels; what was made by hand has 0."""
    is_within = number_within(value, "level", "h")
    return lambda _forest: lambda one: is_within(one.level)


def ident(value: Value, _given: Given) -> Check:
    """Understand ids."""
    is_within = number_within(value, "id", "#")
    return lambda _forest: lambda one: is_within(one.id)


def status(value: Value, _given: Given) -> Check:
    """Understand a status."""
    wanted = one_of(value, {str(one): one for one in Status}, "status", "A status is {}.")
    return lambda _forest: lambda one: one.status is wanted


def state(states: Mapping[str, State], field: str) -> Read:
    """Understand one of a field's words."""
    hint = f"After “{field}:” stands {{}}."
    return lambda value, given: one_of(value, states, f"word for “{field}:”", hint).check(given)


def one_of(value: Value, words: Mapping[str, Found], what: str, hint: str) -> Found:
    """Understand one of some words.

    Raises:
        QueryError: If it is none of them; names the nearest, then all.
    """
    found = words.get(value.text.casefold())
    if found is None:
        said = f"{meant(value.text, words)} {hint.format(listed(words))}".lstrip()
        raise wrong(value, f"“{value.text}” is no {what}.", said)
    return found
