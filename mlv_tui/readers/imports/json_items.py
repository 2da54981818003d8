"""JSON of other programs, whose values are looked at before they are believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.text import safe_text

_KINDS: Final = {
    dict: "a table",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "nothing",
}


def loaded(file: str, text: str) -> Any:
    """Read JSON.

    Raises:
        ImportInvalid: If it is broken; with the line.
    """
    try:
        return json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise ImportInvalid(
            f"{file}:{error.lineno} is no valid JSON: {error.msg}.", "Export it once more."
        ) from None
    except (ValueError, RecursionError):
        raise ImportInvalid(
            f"{file} is no JSON that can be read: it is too deep, or has a number too long.",
            "Export it once more.",
        ) from None


def _refused(word: str) -> Any:
    raise ValueError(word)


@dataclass(frozen=True, slots=True)
class Item:
    """One table of a file.

    Attributes:
        place: Where it stands, such as `issues.json: [3].milestone`.
        values: What it holds.
    """

    place: str
    values: Mapping[str, Any]

    def has(self, *names: str) -> bool:
        """Tell whether it has one of these."""
        return any(self.values.get(name) is not None for name in names)

    def text(self, *names: str) -> str:
        """Return the first of these texts that is there, a number too; "" for none."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                return safe_text(str(value))
            if value is not None:
                raise self.wrong(name, "a text")
        return ""

    def number(self, name: str) -> int:
        """Return a whole number.

        Raises:
            ImportInvalid: If there is none.
        """
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.wrong(name, "a number")

    def below(self, name: str) -> Item | None:
        """Return the table of that name; None for none."""
        value = self.values.get(name)
        return None if value is None else item_of(f"{self.place}.{name}", value)

    def names(self, name: str, *keys: str) -> list[str]:
        """Return a list of texts, or of tables with a text of one of these names."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(name, "a list")
        found = [self._name(f"{name}[{at}]", one, keys) for at, one in enumerate(value)]
        return [one for one in found if one]

    def _name(self, place: str, value: Any, keys: tuple[str, ...]) -> str:
        if isinstance(value, str):
            return safe_text(value)
        return item_of(f"{self.place}.{place}", value).text(*keys)

    def wrong(self, name: str, wanted: str) -> ImportInvalid:
        """Say what stands where something else is wanted."""
        found = _KINDS.get(type(self.values.get(name)), "something else")
        return ImportInvalid(
            f"{self.place}.{name} is {found}, where {wanted} is wanted.", "Export it once more."
        )


def item_of(place: str, value: Any) -> Item:
    """Look at a table.

    Raises:
        ImportInvalid: If it is none.
    """
    if isinstance(value, dict):
        return Item(place, value)
    found = _KINDS.get(type(value), "something else")
    raise ImportInvalid(f"{place} is {found}, where a table is wanted.", "Export it once more.")


def items_of(file: str, value: Any) -> list[Item]:
    """Look at a list of tables, or of lists of them, as pages come.

    Raises:
        ImportInvalid: If it is anything else.
    """
    if not isinstance(value, list):
        kind = _KINDS.get(type(value), "something else")
        raise ImportInvalid(f"{file} is {kind}, where a list is wanted.", "Export it once more.")
    found: list[Item] = []
    for at, one in enumerate(value):
        place = f"{file}: [{at}]"
        pages = one if isinstance(one, list) else [one]
        inner = [f"{place}[{page}]" if pages is one else place for page in range(len(pages))]
        found += [item_of(where, each) for where, each in zip(inner, pages, strict=True)]
    return found
