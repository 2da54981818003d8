"""The outline of an org-mode file: headings, keywords, priorities, deadlines and properties.

It is read line by line, in a time that its length bounds, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from mlv_tui.domain.imported import Imported
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.sketching import Sketch
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

_KIND: Final = "org"
_HEADING: Final = re.compile(r"(\*+)[ \t]+(.*)")
_PRIORITY: Final = re.compile(r"\[#([A-Za-z0-9])\]")
_TAGS: Final = re.compile(r":(?:[\w@#%]+:)+")
_LINK: Final = re.compile(r"\[\[([^][]*)\](?:\[([^][]*)\])?\]")
_DEADLINE: Final = re.compile(r"\bDEADLINE:[ \t]*<([0-9]{4}-[0-9]{2}-[0-9]{2})")
_PLANNING: Final = ("DEADLINE:", "SCHEDULED:", "CLOSED:")
_PROPERTY: Final = re.compile(r":([^\s:]+):(?:[ \t]+(.*))?")
_DRAWER: Final = re.compile(r":([\w-]+):")
_KEYWORDS: Final = ("#+TODO:", "#+SEQ_TODO:", "#+TYP_TODO:")
_WORDS: Final = (
    ("TODO NEXT", Status.OPEN),
    ("STARTED DOING INPROGRESS IN-PROGRESS ACTIVE", Status.ACTIVE),
    ("WAITING WAIT HOLD BLOCKED", Status.BLOCKED),
    ("DONE CANCELLED CANCELED", Status.DONE),
)
_STATUSES: Final = {word: status for words, status in _WORDS for word in words.split()}
"""What usual keywords say, where the file doesn't name its own."""


@dataclass(slots=True)
class _Section:
    """A heading, and what stands below it."""

    level: int
    head: str
    lines: list[str] = field(default_factory=list[str])


def read_org(file: str, text: str) -> Imported:
    """Read every heading as a milestone; what is below a `COMMENT` is passed over.

    One with an `ID` or a `CUSTOM_ID` is known by that, any other by its title and those above.
    """
    lines = safe_text(text).split("\n")
    sections = list(_sections(lines))
    check_few(file, len(sections))
    outline = _Outline(_keywords(lines))
    for one in sections:
        outline.add(one)
    return Imported(tuple(outline.found.values()), outline.passed_over)


def _sections(lines: Iterable[str]) -> Iterator[_Section]:
    now: _Section | None = None
    for line in lines:
        found = _HEADING.fullmatch(line) if line.startswith("*") else None
        if found is None:
            if now is not None:
                now.lines.append(line)
            continue
        if now is not None:
            yield now
        now = _Section(len(found[1]), found[2].strip())
    if now is not None:
        yield now


def _keywords(lines: Iterable[str]) -> dict[str, Status]:
    """Read which words a file begins its headings with, and what they say."""
    found = dict(_STATUSES)
    for line in lines:
        if line.startswith("#+") and line.upper().startswith(_KEYWORDS):
            found |= _declared(line.partition(":")[2])
    return found


def _declared(text: str) -> dict[str, Status]:
    """Read `TODO(t) REVIEW | DONE(d)`; without a bar the last word is what is done."""
    words = [word.partition("(")[0] for word in text.split()]
    at = words.index("|") if "|" in words else len(words) - 1
    left = {word: _STATUSES.get(word, Status.OPEN) for word in words[:at] if word}
    return left | {word: Status.DONE for word in words[at:] if word not in ("", "|")}


class _Outline:
    """Makes milestones of sections, one after the other."""

    def __init__(self, keywords: dict[str, Status]) -> None:
        self.found: dict[str, Sketch] = {}
        self.passed_over: dict[str, int] = {}
        self._keywords = keywords
        self._above: list[tuple[int, str]] = []
        self._names = Numbered()
        self._comment: int | None = None

    def add(self, section: _Section) -> None:
        """Add the next one."""
        if self._is_comment(section):
            self.passed_over["comment"] = self.passed_over.get("comment", 0) + 1
            return
        while self._above and self._above[-1][0] >= section.level:
            self._above.pop()
        above = self._above[-1][1] if self._above else ""
        sketch = self._sketch(section, above)
        self.found.setdefault(sketch.key, sketch)
        self._above.append((section.level, sketch.key))

    def _is_comment(self, section: _Section) -> bool:
        if self._comment is not None and section.level > self._comment:
            return True
        is_it = section.head.split(None, 1)[:1] == ["COMMENT"]
        self._comment = section.level if is_it else None
        return is_it

    def _sketch(self, section: _Section, above: str) -> Sketch:
        status, rest = self._status(section.head)
        letter, rest = _priority(rest)
        title, tags = _tags(rest)
        title = _LINK.sub(lambda link: link[2] or link[1], title)
        properties, notes, due = _below(section.lines)
        own = properties.get("ID") or properties.get("CUSTOM_ID")
        key = key_of(_KIND, own or self._names.name(f"{above}\n{title}"))
        owners = (properties.get(one) for one in ("OWNER", "ASSIGNEE", "ASSIGNED"))
        said = values(
            title,
            [notes, listed("Tags", tags)],
            status=status,
            priority=by_letter(letter) if letter else None,
            owner=next(filter(None, owners), ""),
            module=properties.get("MODULE") or properties.get("CATEGORY") or "",
            due=day(due),
        )
        return Sketch(key, said, above, links=(key,))

    def _status(self, head: str) -> tuple[Status | None, str]:
        word, _, rest = head.partition(" ")
        return (self._keywords[word], rest.strip()) if word in self._keywords else (None, head)


def _priority(text: str) -> tuple[str, str]:
    found = _PRIORITY.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text)


def _tags(text: str) -> tuple[str, list[str]]:
    """Part the tags at the end of a heading from its title."""
    words = text.split()
    if not words or not _TAGS.fullmatch(words[-1]):
        return text, []
    return " ".join(words[:-1]), words[-1].strip(":").split(":")


def _below(lines: Sequence[str]) -> tuple[dict[str, str], str, str]:
    """Read what stands below a heading: its properties, its text, its deadline."""
    properties: dict[str, str] = {}
    kept: list[str] = []
    drawer, due = "", ""
    # A drawer that nothing closes is text.
    last_end = max((at for at, line in enumerate(lines) if _is_end(line)), default=-1)
    for at, line in enumerate(lines):
        bare = line.strip()
        if drawer:
            drawer = "" if _is_end(line) else drawer
            if drawer == "PROPERTIES" and (found := _PROPERTY.fullmatch(bare)):
                properties[found[1].upper()] = (found[2] or "").strip()
        elif at < last_end and (found := _DRAWER.fullmatch(bare)):
            drawer = found[1].upper()
        elif bare.startswith(_PLANNING) and not kept:
            deadline = _DEADLINE.search(bare)
            due = deadline[1] if deadline else due
        else:
            kept.append(line.rstrip())
    return properties, "\n".join(kept).strip("\n"), due


def _is_end(line: str) -> bool:
    return line.strip().upper() == ":END:"
