"""A template run: its text with a mark for each value that people gave, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mlv_tui.domain.templates import Exact, Template, Value
from mlv_tui.errors import TemplateInvalid
from mlv_tui.readers.template_marks import COUNTED, FILTERS, RANGE, Marks, count_loops, refuse

_LARGEST: Final = 1024 * 1024
"""Characters of what a template makes."""

_WORK: Final = 200_000
"""Turns of all loops, each counted by what there is to do in it: less than a second."""

_FIRST: Final = 0xF0000
_MARKS: Final = 60_000
"""Signs for private use, one for each value that stands in the text."""

_MARK: Final = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _MARKS)}]")
_SIMPLER: Final = "Make less of it."


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a template makes of some values.

    A value may be any text. In its place stands one sign that means nothing, so that it can't
    become a heading, a field or anything else when the text is read.

    Attributes:
        text: A plan with these signs.
        values: What each of them stands for.
    """

    text: str
    values: Mapping[str, str]

    def filled(self, text: str, written: Callable[[str], str] = str) -> str:
        """Put the values in, each once: what stands in a value is left as it is.

        Args:
            text: With signs in it.
            written: How a value is written there.
        """
        return _MARK.sub(lambda found: written(self.values.get(found[0], "")), text)


def rendered(template: Template, values: Mapping[str, Value]) -> Rendered:
    """Run a template.

    What its marks may be is bounded beforehand, so it ends, and soon; nothing in a value is run.

    Args:
        template: Any, a hostile one too.
        values: By the names of its variables, all of them.

    Raises:
        TemplateInvalid: If there is something in it that can't be, or it makes too much.
    """
    if found := _MARK.search(template.body):
        line = template.line + template.body.count("\n", 0, found.start())
        refuse(template, line, "has a sign for private use", "Leave it out.")
    return _Run(template).rendered(values)


class _Run:
    """One run of a template, with what it takes as it goes."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._work = _WORK
        self._values: dict[str, str] = {}
        # Nothing of the engine's own is known in it, and nothing can be loaded.
        self._engine = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=self._put,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=0,
        )
        known: dict[str, Any] = dict(self._engine.filters)
        own = {"days": _days, "items": _items, COUNTED: self._counted}
        self._engine.filters = {name: one for name, one in known.items() if name in FILTERS} | own
        self._engine.globals = {RANGE: range}
        self._engine.tests = {}

    def rendered(self, values: Mapping[str, Value]) -> Rendered:
        """Run it."""
        try:
            # Below as many lines as stand above it in its file: errors then name the file's.
            tree = self._engine.parse("\n" * (self._template.line - 1) + self._template.body)
            Marks(self._template).check(tree)
            count_loops(tree)
            tree.set_environment(self._engine)
            text = self._joined(self._engine.from_string(tree).generate(dict(values)))
        except TemplateSyntaxError as error:
            refuse(self._template, error.lineno, _syntax(error), "Mend it.")
        except (TemplateError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            raise TemplateInvalid(
                f"{self._template.place} can't be filled in: {error}.", "Mend it there."
            ) from None
        return Rendered(text.strip("\n") + "\n", self._values)

    def _joined(self, pieces: Iterable[str]) -> str:
        made: list[str] = []
        size = 0
        for piece in pieces:
            made.append(piece)
            size += len(piece)
            if size > _LARGEST:
                self._too_much(f"more than {_LARGEST:,} characters")
        return "".join(made)

    def _put(self, value: object) -> str:
        """Put a value into the text: a sign for it, unless the template foresees what it is."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float | Exact) or value == "":
            return str(value)
        if not isinstance(value, str):
            raise TypeError("only texts and numbers can stand in it")
        if len(self._values) >= _MARKS:
            self._too_much(f"more than {_MARKS:,} values")
        sign = chr(_FIRST + len(self._values))
        self._values[sign] = value
        return sign

    @pass_context
    def _counted(self, _context: object, several: Iterable[Any], weight: int) -> list[Any]:
        """List what a loop goes through, as long as there is not too much to do.

        It asks for the context, which it needs not, to be run each time and not once beforehand.
        """
        found = list(islice(several, self._work // weight + 1))
        self._work -= len(found) * weight
        if self._work < 0:
            self._too_much("more than can be made: its loops go on and on")
        return found

    def _too_much(self, what: str) -> None:
        raise TemplateInvalid(f"{self._template.place} makes {what}.", _SIMPLER)


def _syntax(error: TemplateSyntaxError) -> str:
    return f"can't be read: {(error.message or '').rstrip('.')}"


def _days(day: str, count: int) -> Exact:
    """Return the day that is so many days later; earlier for less than 0."""
    return Exact((date.fromisoformat(day) + timedelta(days=count)).isoformat()) if day else Exact()


def _items(text: str) -> list[str]:
    """Return what stands between the commas of a text."""
    return [part.strip() for part in text.split(",") if part.strip()]
