"""Everything that a database holds of its projects, written as JSON, a row a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final

import peewee
from peewee import sort_models  # pyright: ignore[reportAttributeAccessIssue] - not in its stub

from mlv_tui.errors import NotFound
from mlv_tui.storage.copying import fields_of, name_of, stored_rows
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.migrating import MIGRATIONS
from mlv_tui.storage.tables import (
    TABLES,
    ChangeRow,
    ChangeSetRow,
    CounterRow,
    MilestoneRow,
    MilestoneTextRow,
    PlanBeforeRow,
    ProjectRow,
    TextBeforeRow,
)

SCHEMA: Final = 1
KIND: Final = "export"

_BY_CHANGE_SET: Final = (ChangeRow, PlanBeforeRow, TextBeforeRow)


class Summed:
    """What the lines of an export come to, so that a changed one is noticed."""

    def __init__(self) -> None:
        self._sum = blake2b(digest_size=16)

    def line(self, values: object) -> str:
        """Write a value in one line, always the same for the same value, and count it in."""
        text = json.dumps(values, separators=(",", ":"), allow_nan=False).replace("\x7f", "\\u007f")
        self._sum.update(f"{text}\n".encode())
        return text

    @property
    def digest(self) -> str:
        """Of all lines so far."""
        return self._sum.hexdigest()


def exported(engine: Engine, slug: str | None) -> Iterator[str]:
    """Write a database as it is at one moment.

    Args:
        engine: It is up to date with the program.
        slug: The one project that is wanted; None for all.

    Yields:
        Lines; nothing but ASCII.

    Raises:
        NotFound: If there is no such project.
        DatabaseUnusable: If it can't be read.
    """
    with engine.translated(), engine.reading():
        wanted = {} if slug is None else _conditions(_project_id(engine, slug))
        summed, last = Summed(), max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
        head = {"database": last, "project": slug}
        yield f'{{"schema":{SCHEMA},"kind":"{KIND}","data":{{"head":{summed.line(head)},"tables":{{'
        for at, model in enumerate(sort_models(TABLES)):
            yield from _table(engine, model, wanted, summed, is_first=not at)
        yield f'}},"digest":"{summed.digest}"}}}}'


def _table(
    engine: Engine,
    model: type[peewee.Model],
    wanted: Mapping[type[peewee.Model], Any],
    summed: Summed,
    *,
    is_first: bool,
) -> Iterator[str]:
    columns = [field.column_name for field in fields_of(model)]
    head = summed.line([name_of(model), columns])
    name, _, rest = head[1:-1].partition(",")
    yield f'{"" if is_first else ","}{name}:{{"columns":{rest},"rows":['
    end = ""
    for row in stored_rows(engine, model, wanted.get(model)):
        # The comma stands in front: so nobody has to know which row is the last.
        yield f"{end}{summed.line(row)}"
        end = ","
    yield "]}"


def _project_id(engine: Engine, slug: str) -> int:
    query = ProjectRow.select(ProjectRow.id).where(ProjectRow.slug == slug)
    row = engine.database.execute(query).fetchone()
    if row is None:
        raise NotFound(f"There is no project {slug}.", "`mlv project list` shows them.")
    return row[0]


def _conditions(project_id: int) -> dict[type[peewee.Model], Any]:
    """Tell, for each table, what is true of the rows of one project."""
    milestones = MilestoneRow.select(MilestoneRow.id).where(MilestoneRow.project == project_id)
    change_sets = ChangeSetRow.select(ChangeSetRow.id).where(ChangeSetRow.project == project_id)
    found: dict[type[peewee.Model], Any] = {ProjectRow: ProjectRow.id == project_id}
    models: tuple[Any, ...] = TABLES
    for model in models:
        if model in _BY_CHANGE_SET:
            found[model] = model.change_set.in_(change_sets)
        elif model is MilestoneTextRow:
            found[model] = model.milestone.in_(milestones)
        elif model not in (ProjectRow, CounterRow):
            found[model] = model.project == project_id
    return found
