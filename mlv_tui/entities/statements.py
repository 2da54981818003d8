"""The questions that are put to a database, each of them one SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.entities import LONGEST
from mlv_tui.settings import KindSettings

ALIAS: Final = "source."
"""What stands before every column of a business's; only the database ever says it."""

SEVERAL: Final = 3
"""Entities of one id that are read; two are too many to tell which is meant."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the kinds of databases write differently.

    Attributes:
        mark: Stands for a value.
        find: Where a text begins in another one, from 1, case aside; 0 for nowhere.
    """

    mark: str
    find: str

    def place_of(self, column: str) -> str:
        """Write where a text stands in a column's."""
        return self.find.format(column, f"CAST({self.mark} AS TEXT)")


def quoted(name: str) -> str:
    """Write a name so that nothing in it is understood as anything else."""
    return '"' + name.replace('"', '""') + '"'


class Statements:
    """The questions about one kind of entities."""

    def __init__(self, kind: KindSettings, dialect: Dialect) -> None:
        """Write them for one kind of databases."""
        self._kind = kind
        self._dialect = dialect
        self._from = _place(kind)
        # SQLite takes a quoted name that is no column for a text, unless it says whose it is.
        self.id = f"{ALIAS}{quoted(kind.id)}"

    def columns(self) -> str:
        """Ask for the columns, and no row."""
        names = ", ".join(f"{ALIAS}{quoted(name)}" for name in self._kind.columns)
        return f"SELECT {names} FROM {self._from} LIMIT {self._dialect.mark}"  # noqa: S608 - quoted

    def count(self) -> str:
        """Ask how many there are."""
        return f"SELECT count(*) FROM {self._from} LIMIT {self._dialect.mark}"  # noqa: S608 - quoted

    def look_up(self, column: str, count: int) -> str:
        """Ask for some by their ids; the first values are the ids, the last one a limit.

        Args:
            column: What is compared with the ids.
            count: How many ids there are.
        """
        marks = ", ".join([self._dialect.mark] * count)
        return (
            "SELECT id, label, state, updated FROM ("  # noqa: S608 - quoted
            f"SELECT {self._texts()}, row_number() OVER (PARTITION BY {self.id}) AS nth "
            f"FROM {self._from} WHERE {column} IN ({marks})"
            f") AS found WHERE nth <= {SEVERAL} LIMIT {self._dialect.mark}"
        )

    def search(self) -> str:
        """Ask for those with a text in them; the values are four times the text, and a limit."""
        in_id, in_label = self._dialect.place_of("id"), self._dialect.place_of("label")
        return (
            f"SELECT id, label, state, updated FROM (SELECT {self._texts()} FROM {self._from}) "  # noqa: S608 - quoted
            f"AS every WHERE {in_id} > 0 OR {in_label} > 0 "
            f"ORDER BY CASE WHEN {in_id} = 1 THEN 0 WHEN {in_label} = 1 THEN 1 ELSE 2 END, "
            f"label, id LIMIT {self._dialect.mark}"
        )

    def _texts(self) -> str:
        kind = self._kind
        columns = {"label": kind.label, "state": kind.state, "updated": kind.updated}
        # One character more than an id may have, so that a longer one is no other's beginning.
        texts = [f"{_cut(self.id, LONGEST + 1)} AS id"]
        for name, column in columns.items():
            text = _cut(f"{ALIAS}{quoted(column)}", LONGEST) if column else "''"
            texts.append(f"{text} AS {name}")
        return ", ".join(texts)


def _cut(column: str, length: int) -> str:
    return f"coalesce(substr(CAST({column} AS TEXT), 1, {length}), '')"


def _place(kind: KindSettings) -> str:
    if kind.table:
        return f"{'.'.join(quoted(part) for part in kind.table.split('.'))} AS source"
    # On lines of its own, so that a comment at its end ends there.
    return f"(\n{kind.query.strip().removesuffix(';')}\n) AS source"


def batches(ids: Sequence[str], size: int) -> Sequence[Sequence[str]]:
    """Part ids into questions of a bounded size."""
    return [ids[at : at + size] for at in range(0, len(ids), size)]
