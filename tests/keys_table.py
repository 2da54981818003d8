"""Write the README's table of keys from the bindings of the screen: `make keys`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from mlv_tui.settings import KeySettings
from mlv_tui.tui.key_table import KeyRow, key_rows

BEGIN = "<!-- keys: made by `make keys` from the bindings; not to be edited here -->"
END = "<!-- keys: end -->"
SELDOM = ("list", "detail", "search", "line", "edit", "form", "notes", "picker", "choice", "help")
"""Groups of what every list and every input has: told apart from the rest."""


def table() -> str:
    """Return what stands between the two marks."""
    rows = key_rows(KeySettings())
    often = [row for row in rows if row.action.partition(".")[0] not in SELDOM]
    seldom = [row for row in rows if row not in often]
    about = "In lists, panes and wherever one types"
    return "\n".join(
        [
            *_tables(often),
            f"<details><summary>{about}</summary>\n",
            *_tables(seldom),
            "</details>",
        ]
    )


def _tables(rows: Sequence[KeyRow]) -> Iterator[str]:
    for group, several in groupby(rows, key=lambda row: row.group):
        yield f"| {group} | | action | command |"
        yield "|---|---|---|---|"
        yield from map(_row, several)
        yield ""


def _row(row: KeyRow) -> str:
    keys = " ".join(f"`{_cell(key)}`" for key in row.keys)
    command = f"`{_cell(row.command)}`" if row.command else ""
    return f"| {keys} | {_cell(row.says)} | `{row.action}` | {command} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def with_table(readme: str) -> str:
    """Return the README with the table as it is now."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main(readme: Path) -> None:
    """Write the table into the README."""
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
