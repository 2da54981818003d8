"""Files of other programs, read into milestones to be made; nothing in them is executed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from mlv_tui.domain.imported import Imported
from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.imports.github import read_github
from mlv_tui.readers.imports.json_items import loaded
from mlv_tui.readers.imports.org import read_org
from mlv_tui.readers.imports.taskwarrior import read_taskwarrior
from mlv_tui.readers.imports.todo_txt import read_todo_txt

JSON: Final = "json"
"""An export of mlv's own."""

Read = Callable[[str, str], Imported]
"""Gets the file's name and its text."""

READERS: Final[Mapping[str, Read]] = MappingProxyType(
    {
        "github": read_github,
        "taskwarrior": read_taskwarrior,
        "todo.txt": read_todo_txt,
        "org": read_org,
    }
)
"""By the name of the format."""

FORMATS: Final = (JSON, *READERS)


def format_of(file: str, text: str) -> str:
    """Tell which of the formats a file has, by its name or what it holds.

    Raises:
        ImportInvalid: If it can't be told.
    """
    name = file.casefold()
    if name.endswith(".org"):
        return "org"
    if name.endswith(".txt"):
        return "todo.txt"
    if text.lstrip()[:1] in ("{", "["):
        return _json_format(file, text)
    raise _unknown(file)


def _json_format(file: str, text: str) -> str:
    top = loaded(file, text)
    while isinstance(top, list) and top:
        top = top[0]
    keys = top.keys() if isinstance(top, dict) else ()
    if "kind" in keys and "data" in keys:
        return JSON
    if "uuid" in keys or ("description" in keys and "entry" in keys):
        return "taskwarrior"
    if "number" in keys or "issues" in keys or "milestones" in keys:
        return "github"
    raise _unknown(file)


def _unknown(file: str) -> ImportInvalid:
    formats = ", ".join(FORMATS)
    return ImportInvalid(f"What {file} holds can't be told.", f"Name it with --from: {formats}.")
