"""A structured plan (YAML, TOML or JSON) read into an outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.domain.outline import Heading, Outline
from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers.arrows import arrow_anchor
from mlv_tui.readers.hints import hints
from mlv_tui.readers.record_keys import read_plan
from mlv_tui.readers.record_trees import Record, in_tree_order
from mlv_tui.readers.record_values import Kind, Misread, Several, Table, Value, Word
from mlv_tui.readers.text import safe_text

Parse = Callable[[str], Value | None]
"""Makes values of a text; None for one that says nothing."""

_SAID: Final = ("status", "priority", "module", "anchor", "owner", "due")
_NO_RECORDS: Final = Several([], 1)


def read_records(plan: str, text: str, parse: Parse) -> Outline:
    """Read a structured plan's milestones.

    Args:
        plan: Its path relative to its root, with `/`.
        text: What it holds.
        parse: For its format.

    Raises:
        PlanUnreadable: It is broken, or says what can't be read; with the line and the path.
    """
    text = safe_text(text)
    try:
        found = parse(text) if text.strip() else None
        return Outline(plan, () if found is None else _headings(found))
    except Misread as error:
        place = plan if error.line is None else f"{plan}:{error.line}"
        raise PlanUnreadable(f"{place}: {error.told}", error.hint, error.line) from None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the records of one plan have in common: its defaults, and the titles by id."""

    defaults: Mapping[str, Any]
    titles: Mapping[str, str]


def _headings(top: Value) -> tuple[Heading, ...]:
    if isinstance(top, Word) and top.kind is Kind.NOTHING:
        return ()
    if not isinstance(top, Table):
        raise Misread("a plan is a table.", "Write `milestones:` and below it a list.", top.line)
    if _opts_out(top):
        return ()
    said = read_plan(top)
    if "milestones" not in top.entries:
        raise Misread(
            "there are no `milestones`.",
            "Write them, or `mlv: false` if this is no plan.",
            top.line,
        )
    records = in_tree_order(said.get("milestones", _NO_RECORDS))
    plan = _Plan(said, {one.ident: one.said["title"] for one in records if one.ident})
    return tuple(_heading(record, plan) for record in records)


def _opts_out(top: Table) -> bool:
    version = top.entries.get("mlv")
    return version is not None and read_plan(Table({"mlv": version}, top.line))["mlv"] is False


def _heading(record: Record, plan: _Plan) -> Heading:
    said = record.said
    body = _trimmed(said.get("body", ""))
    return Heading(
        level=record.level,
        title=said["title"],
        raw=said["title"],
        line=record.line,
        body=body,
        says=_says(record, body, plan),
        prompt_starters=said.get("promptStarters", ()),
        explicit_id=record.ident,
    )


def _trimmed(body: str) -> str:
    """Drop blank lines around a text, as a body of Markdown has none."""
    lines = body.split("\n")
    kept = [at for at, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[kept[0] : kept[-1] + 1]) if kept else ""


def _says(record: Record, body: str, plan: _Plan) -> PlanValues:
    """Read the fields; where there is none, the title's marks and arrows, then the defaults."""
    title, said = record.said["title"], dict(record.said)
    marks = hints(title, "")
    said.setdefault("status", marks.status)
    said.setdefault("priority", marks.priority)
    arrow = None if said.get("anchor") else arrow_anchor(title, body.split("\n"), frozenset())
    if arrow is not None:
        said["anchor"] = arrow[0]
    inherited = {name: plan.defaults.get(name) for name in _SAID}
    if record.level > 1:
        # What stands below inherits them.
        inherited["priority"] = inherited["module"] = None
    values = {name: _first(said.get(name), inherited[name]) for name in _SAID}
    links, after = (said.get(name, plan.defaults.get(name, ())) for name in ("links", "after"))
    says = PlanValues(title=title, **values, links=links, after=_named(after, plan.titles))
    return says if arrow is None else replace(says, anchor_origin=arrow[1])


def _first(own: Any, inherited: Any) -> Any:
    return inherited if own is None else own


def _named(after: Iterable[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Write what must be done first as plans do: `#` and the id for one of this file.

    A number stands for its title, since `#7` is the seventh milestone of the database.
    """
    return tuple(
        (titles[one] if one.isdecimal() else f"#{one}") if one in titles else one for one in after
    )
