"""Tasks of a todo.txt: one a line, see github.com/todotxt/todo.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mlv_tui.domain.imported import Imported
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.sketching import Sketch
from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.imports.values import (
    Numbered,
    by_letter,
    check_few,
    day,
    key_of,
    listed,
    values,
)
from mlv_tui.readers.text import safe_text

_KIND: Final = "todo"
_TOLD: Final = 10
"""Lines that are named beside the first."""
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TASK: Final = re.compile(rf"(x )?(?:\(([A-Z])\) )?(?:{_DAY} )?(?:{_DAY} )?(.*)")
_PAIR: Final = re.compile(r"([A-Za-z][\w-]*):([^\s:/][^\s]*)")
_TAKEN: Final = ("due", "pri", "id", "uuid")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a task, by what they are."""

    plain: Sequence[str]
    projects: Sequence[str]
    contexts: Sequence[str]
    pairs: Mapping[str, str]


def read_todo_txt(file: str, text: str) -> Imported:
    """Read tasks.

    One with `id:` or `uuid:` is known by that; any other by its words, done or not.

    Raises:
        ImportInvalid: If days are none; with the line of the first, and those of the others.
    """
    lines = [(at, line.strip()) for at, line in enumerate(safe_text(text).split("\n"), 1)]
    tasks = [(at, line) for at, line in lines if line]
    check_few(file, len(tasks))
    names = Numbered()
    found: dict[str, Sketch] = {}
    wrong: list[tuple[int, ImportInvalid]] = []
    for at, line in tasks:
        try:
            sketch = _sketch(line, f"{file}:{at}", names)
            found.setdefault(sketch.key, sketch)
        except ImportInvalid as error:
            wrong.append((at, error))
    if wrong:
        raise _all_of(wrong)
    return Imported(tuple(found.values()))


def _all_of(wrong: Sequence[tuple[int, ImportInvalid]]) -> ImportInvalid:
    """Tell the first mistake, and where the others are."""
    _, first = wrong[0]
    others = [str(at) for at, _ in wrong[1:]]
    if not others:
        return first
    more = f", and {len(others) - _TOLD:,} more" if len(others) > _TOLD else ""
    told = f"{first.message} So are lines {', '.join(others[:_TOLD])}{more}."
    return ImportInvalid(told, first.hint)


def _sketch(line: str, place: str, names: Numbered) -> Sketch:
    done, letter, rest = _split(line)
    words = _words(rest)
    own = words.pairs.get("id") or words.pairs.get("uuid")
    key = key_of(_KIND, own or names.name(rest))
    due = words.pairs.get("due", "")
    if due and day(due) is None:
        raise ImportInvalid(f"{place}: “due:{due}” is no date.", "Write it as due:2026-12-01.")
    letter = letter or words.pairs.get("pri", "")
    said: dict[str, Any] = {
        "status": Status.DONE if done else None,
        "priority": by_letter(letter) if re.fullmatch("[A-Za-z]", letter) else None,
        "module": words.projects[0] if words.projects else "",
        "due": day(due),
    }
    title = " ".join(words.plain) or rest
    notes = [listed("Projects", words.projects[1:]), listed("Contexts", words.contexts)]
    return Sketch(key, values(title, notes, **said), links=(key,))


def _split(line: str) -> tuple[str, str, str]:
    """Part the mark of what is done, the priority and the days from the words."""
    found = _TASK.fullmatch(line)
    return (found[1] or "", found[2] or "", found[3]) if found else ("", "", line)


def _words(rest: str) -> _Words:
    plain: list[str] = []
    projects: list[str] = []
    contexts: list[str] = []
    pairs: dict[str, str] = {}
    for word in rest.split():
        pair = _PAIR.fullmatch(word)
        if len(word) > 1 and word[0] in "+@":
            (projects if word[0] == "+" else contexts).append(word[1:])
        elif pair is not None and pair[1].casefold() in _TAKEN:
            pairs[pair[1].casefold()] = pair[2]
        else:
            plain.append(word)
    return _Words(plain, projects, contexts, pairs)
