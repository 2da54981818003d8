"""Records put in tree order, by nesting and by `parentId`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mlv_tui.domain.folding import meant
from mlv_tui.readers.record_keys import read_record
from mlv_tui.readers.record_values import Misread, Several, Table, Value, all_of, shortened

DEEPEST_LEVEL: Final = 3
_SHOWN: Final = 5
"""Ids of a circle."""


@dataclass(slots=True)
class Record:
    """One milestone as a structured plan has it.

    Attributes:
        said: What it says, by the names of `RECORD_KEYS`.
        line: The 1-based line where it begins.
        path: Where it stands, such as `milestones[3].children[0]`.
        above: The record that it stands below, if any.
        below: Those that stand below it, in file order.
        level: 1 to 3, once it has its place.
    """

    said: Mapping[str, Any]
    line: int
    path: str
    above: Record | None = None
    below: list[Record] = field(default_factory=list["Record"])
    level: int = 0

    @property
    def ident(self) -> str:
        """Its id, or ""."""
        return self.said.get("id", "")

    @property
    def called(self) -> str:
        """What a sentence calls it."""
        return shortened(self.ident or self.said["title"])


def in_tree_order(milestones: Several) -> list[Record]:
    """Read records, those below another right behind it.

    Raises:
        Misread: One can't be read, an id is given twice or names nothing, a circle, a fourth level.
    """
    wrong: list[Misread] = []
    records = list(_nested(milestones, "milestones", None, wrong))
    if wrong:
        raise all_of(wrong)
    by_id = _by_id(records)
    for record in records:
        _hang(record, by_id)
    placed = list(_placed(one for one in records if one.above is None))
    if len(placed) < len(records):
        raise _circle(records)
    return placed


def _nested(
    milestones: Several, path: str, above: Record | None, wrong: list[Misread]
) -> Iterator[Record]:
    """Read records and those within them; what can't be read is put to what is wrong."""
    for index, item in enumerate(milestones.items):
        place = f"{path}[{index}]"
        try:
            record = _record(item, place, above)
        except Misread as error:
            wrong.append(error)
            continue
        yield record
        if "children" in record.said:
            yield from _nested(record.said["children"], f"{place}.children", record, wrong)


def _record(item: Value, place: str, above: Record | None) -> Record:
    if not isinstance(item, Table):
        raise Misread(f"{place}: this is no milestone.", "Write `title: …`.", item.line)
    if "title" not in item.entries:
        raise Misread(
            f"{place}.title: it is missing.", "Write what the milestone is called.", item.line
        )
    return Record(read_record(item, place), item.line, place, above)


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in records:
        first = found.setdefault(record.ident, record) if record.ident else record
        if first is not record:
            raise Misread(
                f"{record.path}.id: {record.ident} is the id of {first.path} too, "
                f"in line {first.line}.",
                "Give each its own.",
                record.line,
            )
    return found


def _hang(record: Record, by_id: Mapping[str, Record]) -> None:
    """Put a record below the one that it names, or that it stands in."""
    wanted = record.said.get("parentId")
    if wanted is not None:
        above = by_id.get(wanted)
        if above is None:
            raise Misread(
                f"{record.path}.parentId: no milestone here has the id {wanted}.",
                meant(wanted, by_id) or "Write the id of a milestone of this file.",
                record.line,
            )
        if record.above not in (None, above):
            raise Misread(
                f"{record.path}.parentId: it stands below {record.above.called}, "
                f"and names {wanted}.",
                "Nest it, or name its parent; both must mean the same.",
                record.line,
            )
        record.above = above
    if record.above is not None:
        record.above.below.append(record)


def _placed(roots: Iterable[Record]) -> Iterator[Record]:
    waiting = [(1, root) for root in roots][::-1]
    while waiting:
        level, record = waiting.pop()
        if level > DEEPEST_LEVEL:
            raise Misread(
                f"{record.path}: it stands on level {level}, and milestones have "
                f"{DEEPEST_LEVEL} levels.",
                f"Move it up, or into the body of {record.above.called if record.above else ''}.",
                record.line,
            )
        record.level = level
        yield record
        waiting.extend((level + 1, one) for one in reversed(record.below))


def _circle(records: Iterable[Record]) -> Misread:
    """Name those that stand below each other."""
    record = next(one for one in records if not one.level)
    seen: dict[int, Record] = {}
    while record.above is not None and id(record) not in seen:
        seen[id(record)] = record
        record = record.above
    every = list(seen.values())
    circle = every[every.index(record) :]
    names = [one.called for one in circle[:_SHOWN]] + ["…"] * (len(circle) > _SHOWN)
    return Misread(
        f"{record.path}.parentId: these stand below each other: {' → '.join(names)}.",
        "Let one of them have no parent.",
        record.line,
    )
