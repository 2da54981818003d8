"""YAML read into values with lines: words only, no tags, no aliases, no depth."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from mlv_tui.readers.record_values import (
    Building,
    Kind,
    Lines,
    Misread,
    Several,
    Table,
    Value,
    Word,
)
from mlv_tui.readers.text import safe_text

# Events are the same from both, and neither makes an object of what it reads.
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STANDARD: Final = "tag:yaml.org,2002:"
_TAGS: Final = frozenset(
    {None, "!"}
    | {f"{_STANDARD}{one}" for one in ("str", "int", "float", "bool", "null", "timestamp")}
    | {f"{_STANDARD}{one}" for one in ("map", "seq")}
)
_NOT_YAML: Final = re.compile(
    "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufeff\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS: Final = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})


def parse_yaml(text: str) -> Value | None:
    """Read one YAML document, every scalar as the word that is written.

    Returns:
        None for a file that says nothing.

    Raises:
        Misread: It is broken, or uses what plans have no need for.
    """
    lines = Lines(text)
    _refuse_controls(text, lines)
    reading = _Reading(lines)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reading.take(event)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, lines) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The Python parser lets through what `chr` and `int` refuse.
        raise Misread("this is no valid YAML.", "Mend its escapes or its header.", None) from None
    return reading.building.top


class _Reading:
    """One document on its way from events to values."""

    def __init__(self, lines: Lines) -> None:
        self.building = Building()
        self._lines = lines
        self._documents = 0
        self._merge_line: int | None = None

    def take(self, event: Any) -> None:
        """Take the next event."""
        if not isinstance(event, yaml.AliasEvent):
            self._refuse_merge()
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            if event.value == "<<" and not event.style and self.building.is_at_key:
                self._merge_line = self._line(event)
            self.building.word(self._word(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            line = self._line(event)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self.building.begin(Several([], line) if is_list else Table({}, line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.building.end()
        else:
            self._refuse(event)

    def _word(self, event: Any) -> Word:
        kind = Kind.TEXT
        if not event.style and event.tag is None:
            kind = Kind.NOTHING if event.value in _NOTHING else kind
            kind = Kind.TRUTH if event.value in _TRUTHS else kind
            kind = Kind.NUMBER if _NUMBER.fullmatch(event.value) else kind
        # The text of a block begins below its mark.
        is_block = event.style in {"|", ">"} and event.value != ""
        return Word(safe_text(event.value), kind, self._line(event) + is_block)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            name = event.tag.replace(_STANDARD, "!!", 1)[:60]
            raise Misread(
                f"the tag {name} is refused: a plan is data, and makes no objects.",
                "Remove the tag.",
                self._line(event),
            )

    def _refuse_merge(self) -> None:
        if self._merge_line is not None:
            raise Misread(
                "the merge key << is refused: it is a kind of alias.",
                "Write out what it brings in.",
                self._merge_line,
            )

    def _refuse(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise Misread(
                f"the alias *{event.anchor[:60]} is refused: aliases can blow up.",
                "Write out what it stands for.",
                self._line(event),
            )
        self._documents += isinstance(event, yaml.DocumentStartEvent)
        if self._documents > 1:
            raise Misread(
                "a second YAML document begins here.",
                "Put it into its own file.",
                self._line(event),
            )

    def _line(self, event: Any) -> int:
        return self._lines.at(event.start_mark.index)


def _refuse_controls(text: str, lines: Lines) -> None:
    found = _NOT_YAML.search(text)
    if found is not None:
        raise Misread(
            f"the control character U+{ord(found[0]):04X} is not allowed in YAML.",
            "Remove it, or write it as an escape in double quotes.",
            lines.at(found.start()),
        )


def _broken(error: yaml.MarkedYAMLError, lines: Lines) -> Misread:
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else lines.at(mark.index)
    return Misread(f"this is no valid YAML: {error.problem or error.context}.", _hint(error), line)


def _hint(error: yaml.MarkedYAMLError) -> str:
    if "mapping values" in (error.problem or ""):
        return "Put a text with `: ` in it in quotes, or mend the indentation."
    return "Mend the indentation, a quote or a bracket there or above."
