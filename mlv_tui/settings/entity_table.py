"""The `[entities]` tables of the config file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

from mlv_tui.domain.entities import kind_of, parse_ref
from mlv_tui.errors import SettingsInvalid
from mlv_tui.settings.address import Address, PostgresUrl, address_of
from mlv_tui.settings.key_table import place
from mlv_tui.settings.paths import absolute
from mlv_tui.settings.set_table import SetTable
from mlv_tui.settings.source_values import TIMEOUT, KindSettings, SourceSettings
from mlv_tui.settings.toml_lines import line_of

ENTITIES: Final = "entities"
DATABASES: Final = (".db", ".sqlite", ".sqlite3")
FILES: Final = (".csv", ".json")

_OF_A_SOURCE: Final = ("source", "password_file", "timeout", "kinds")
_OF_A_KIND: Final = tuple(one.name for one in fields(KindSettings) if one.name != "kind")
_LONGEST_TIMEOUT: Final = 60
_EXAMPLE: Final = 'Write [entities.SLUG] and below it source = "business.db".'
_KIND_EXAMPLE: Final = 'Such as [entities.SLUG.kinds.trip] with table = "trips" and id = "code".'


@dataclass(frozen=True, slots=True)
class _Part(SetTable):
    """One table of the file, and where it stands.

    Attributes:
        names: What leads to it: `entities`, a slug, …
    """

    names: tuple[str, ...] = ()

    def below(self, name: str, wanted: str) -> _Part:
        """Return a table in this one."""
        found = self.values[name]
        if not isinstance(found, dict):
            self.refuse(name, f"“{'.'.join((*self.names, name))}” must be a table.", wanted)
        return _Part(cast("dict[str, Any]", found), self.file, self.text, (*self.names, name))

    def line(self, name: str = "") -> int | None:
        """Return where a setting of this table stands, or else the table; 1-based."""
        if not self.names:
            return line_of(self.text, name)
        begin = line_of(self.text, ".".join(self.names))
        if begin is None or not name:
            return begin
        rest = "\n".join(self.text.split("\n")[begin - 1 :])
        found = line_of(rest, name)
        return begin if found is None else begin + found - 1


def source_settings(table: object, file: Path, text: str) -> tuple[SourceSettings, ...]:
    """Read the tables; whether the sources are there is not known here.

    Args:
        table: As TOML has it.
        file: The config file.
        text: Its text.

    Raises:
        SettingsInvalid: If it says something that can't be, or has a password in it.
    """
    every = _Part({ENTITIES: table}, file, text).below(ENTITIES, _EXAMPLE)
    return tuple(_source(every.below(project, _EXAMPLE)) for project in every.values)


def _source(part: _Part) -> SourceSettings:
    part.check_names(_OF_A_SOURCE, "an entity source")
    address = _address(part)
    password_file = part.word("password_file")
    if password_file and not isinstance(address, PostgresUrl):
        part.refuse("password_file", "A file needs no password.", "Take “password_file” out.")
    kinds = tuple(_kinds(part, address))
    if not kinds and not is_file(address):
        part.refuse("source", "A database needs a table or a query per kind.", _KIND_EXAMPLE)
    return SourceSettings(
        project=part.names[-1],
        source=address,
        kinds=kinds,
        password_file=_beside(part, password_file) if password_file else None,
        timeout=part.timeout(TIMEOUT, _LONGEST_TIMEOUT),
        place=place(str(part.file), part.line()),
    )


def is_file(address: Address) -> bool:
    """Tell whether it is a file of plain data, not a database."""
    return isinstance(address, Path) and address.suffix.lower() in FILES


def _address(part: _Part) -> Address:
    written = part.word("source")
    if not written:
        part.refuse("source", "“source” is missing.", _EXAMPLE)
    if "://" not in written:
        path = _beside(part, written)
        if path.suffix.lower() not in (*DATABASES, *FILES):
            hint = f"It ends in {', '.join((*DATABASES, *FILES))}, or begins with postgresql://."
            part.refuse("source", f"What {path.name} is can't be told by its name.", hint)
        return path
    try:
        address = address_of(written)
    except SettingsInvalid as error:
        part.refuse("source", error.message, error.hint)
    if isinstance(address, PostgresUrl) and _has_password(address):
        hint = "Name a “password_file”, or set PGPASSWORD or ~/.pgpass, and change the password."
        part.refuse("source", "A password has no place in the config file.", hint)
    return address


def _has_password(address: PostgresUrl) -> bool:
    parts = urlsplit(address.url)
    return ":" in parts.netloc.rpartition("@")[0] or "password" in parse_qs(parts.query)


def _beside(part: _Part, written: str) -> Path:
    """Read a relative path as relative to the config file."""
    return absolute(written if written.startswith("~") else str(part.file.parent / written))


def _kinds(part: _Part, address: Address) -> Iterator[KindSettings]:
    if "kinds" not in part.values:
        return
    tables = part.below("kinds", _KIND_EXAMPLE)
    found: set[str] = set()
    for written in tables.values:
        one = _kind(tables.below(written, _KIND_EXAMPLE), kind_of(written), address)
        if one.kind in found:
            tables.refuse(written, f"The kind {one.kind} is there twice.", "Take one of them out.")
        found.add(one.kind)
        yield one


def _kind(part: _Part, kind: str, address: Address) -> KindSettings:
    part.check_names(_OF_A_KIND, "a kind of entity")
    if parse_ref(f"{kind}:1") is None:
        part.refuse("", f"“{part.names[-1]}” is no kind of entity.", "Such as trip or line_item.")
    words = {name: part.word(name) for name in _OF_A_KIND}
    if not words["id"]:
        part.refuse("", f"The kind {kind} needs the name of the column “id”.", _KIND_EXAMPLE)
    wanted = 0 if is_file(address) else 1
    if sum(bool(words[name]) for name in ("table", "query")) != wanted:
        hint = "Leave both out." if is_file(address) else _KIND_EXAMPLE
        must = "has no tables" if is_file(address) else f"needs a table or a query for {kind}"
        part.refuse("", f"{'A file' if is_file(address) else 'A database'} {must}.", hint)
    return KindSettings(kind, **words)
