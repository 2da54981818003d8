"""The `[[hooks]]` tables of the config file, and of a file in a plan folder that proposes some."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlsplit

from mlv_tui.domain.folding import meant
from mlv_tui.domain.hook_events import EVENTS
from mlv_tui.errors import QueryError, SettingsInvalid
from mlv_tui.settings.hook_values import HOOK_TIMEOUT, HOOKS, HookSettings
from mlv_tui.settings.key_table import place
from mlv_tui.settings.set_table import SetTable
from mlv_tui.settings.toml_lines import line_of

_KNOWN: Final = tuple(one.name for one in fields(HookSettings) if one.name != "place")
_LONGEST_TIMEOUT: Final = 600
_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,39}", re.ASCII)
_VARIABLE: Final = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_HEAD: Final = re.compile(r"^[ \t]*\[\[\s*[\"']?hooks[\"']?\s*\]\]", re.MULTILINE)
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_EXAMPLE: Final = (
    'Such as [[hooks]] with name = "bell", on = ["done"], run = ["notify-send", "done"].'
)


@dataclass(frozen=True, slots=True)
class _Table(SetTable):
    """One `[[hooks]]` table, and where it stands.

    Attributes:
        number: Its place among them, from 0.
    """

    number: int = 0

    def line(self, name: str = "") -> int | None:
        """Return where a setting of this table stands, or else the table; 1-based."""
        heads = [found.start() for found in _HEAD.finditer(self.text)]
        if self.number >= len(heads):
            return line_of(self.text, HOOKS)
        begin, end = heads[self.number], [*heads, len(self.text)][self.number + 1]
        first = self.text.count("\n", 0, begin) + 1
        found = line_of(self.text[begin:end], name) if name else None
        return first if found is None else first + found - 1

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; none where it isn't set."""
        value = self.values.get(name, [])
        several = cast("list[object]", value) if isinstance(value, list) else [None]
        if not all(isinstance(one, str) and "\0" not in one for one in several):
            self.refuse(name, f"“{name}” must be a list of texts.", _EXAMPLE)
        return tuple(str(one) for one in several)


def hook_settings(table: object, file: Path, text: str) -> tuple[HookSettings, ...]:
    """Read the tables; whether their programs are there is not known here.

    Args:
        table: As TOML has it.
        file: The file that they are in.
        text: Its text.

    Raises:
        SettingsInvalid: If they say something that can't be.
    """
    several = cast("list[object]", table) if isinstance(table, list) else [None]
    found: dict[str, HookSettings] = {}
    for number, values in enumerate(several):
        if not isinstance(values, dict):
            where = place(str(file), line_of(text, HOOKS))
            raise SettingsInvalid(f"{where}: “hooks” must be tables.", _EXAMPLE)
        part = _Table(cast("dict[str, Any]", values), file, text, number)
        one = _hook(part)
        if one.name in found:
            part.refuse("name", f"There are two hooks “{one.name}”.", "Rename one of them.")
        found[one.name] = one
    return tuple(found.values())


def _hook(part: _Table) -> HookSettings:
    part.check_names(_KNOWN, "a hook")
    name = part.word("name")
    if not _NAME.fullmatch(name):
        part.refuse("name", "A hook needs a “name” of letters, digits, “.”, “_” and “-”.", _EXAMPLE)
    run, url = part.words("run"), part.word("url")
    if run and url:
        part.refuse("url", f"“{name}” has both a “run” and a “url”.", "Take one of them out.")
    if not (run or url) or (run and not run[0]):
        part.refuse("run", f"“{name}” needs a program to “run”, or a “url”.", _EXAMPLE)
    return HookSettings(
        name,
        _events(part),
        run,
        _checked_url(part, url),
        _variable(part, url),
        _filter(part),
        part.timeout(HOOK_TIMEOUT, _LONGEST_TIMEOUT),
        place(str(part.file), part.line()),
    )


def _events(part: _Table) -> tuple[str, ...]:
    wanted = part.words("on")
    if not wanted:
        part.refuse("on", "A hook needs the events that it is “on”.", _EXAMPLE)
    for one in wanted:
        if one not in EVENTS:
            hint = meant(one, EVENTS) or f"There are: {', '.join(EVENTS)}."
            part.refuse("on", f"“{one}” is no event.", hint)
    return wanted


def _checked_url(part: _Table, url: str) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        part.refuse("url", f"The “url” can't be read: {error}.", "Mend it there.")
    if parts.username is not None or not url.isascii() or any(map(str.isspace, url)):
        part.refuse(
            "url", "A “url” has no login, no blanks and ASCII signs only.", "Mend it there."
        )
    if parts.scheme == "http" and host not in _LOOPBACK:
        part.refuse("url", "Another machine is posted to over https only.", "Write https://…")
    if parts.scheme not in ("http", "https") or not host:
        part.refuse("url", "A “url” begins with https:// and a host.", "Mend it there.")
    return url


def _variable(part: _Table, url: str) -> str:
    name = part.word("secret_env")
    if name and (not url or not _VARIABLE.fullmatch(name)):
        must = "“secret_env” is the name of a variable, and goes with a “url”."
        part.refuse("secret_env", must, "The secret itself has no place in the file.")
    return name


def _filter(part: _Table) -> str:
    text = part.word("filter")
    if text:
        from mlv_tui.domain.query import parse  # noqa: PLC0415 - only for hooks with a filter

        try:
            parse(text, date(2000, 1, 1), "")
        except QueryError as error:
            part.refuse("filter", f"The “filter” can't be understood: {error.message}", error.hint)
    return text
