"""A template read from its file: the front matter that names its variables, and the plan below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn

from mlv_tui.domain.folding import listed, meant
from mlv_tui.domain.templates import Kind, Template, Variable
from mlv_tui.errors import TemplateInvalid
from mlv_tui.readers.text import decode

LARGEST: Final = 64 * 1024
"""Bytes of a template."""

RESERVED: Final = frozenset({"loop", "range", "true", "false", "none", "and", "or", "not", "in"})
"""Words that mean something in a template already."""

_MARK: Final = "mlv-template"
_KEYS: Final = (_MARK, "title", "about", "variables")
_OF_VARIABLES: Final = ("name", "type", "default", "choices", "about", "required")
_FENCE: Final = "---"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST: Final = 50
"""Variables of a template, and choices of a variable."""

_LONGEST: Final = 200
_WORDS: Final = {"yes": True, "true": True, "no": False, "false": False}
_SHAPE: Final = (
    "It begins with `---`, `mlv-template: 1`, `title: …` and what else it has, and `---` again."
)


def read_template(name: str, place: str, data: bytes) -> Template:
    """Read a template.

    Args:
        name: What it is called by.
        place: Where it is from, for people.
        data: Its bytes.

    Raises:
        TemplateInvalid: If it can't be used; says where and why.
        PlanUnreadable: If it isn't UTF-8 text.
    """
    from mlv_tui.readers.safe_yaml import load  # noqa: PLC0415 - most sessions read no template

    lines = decode(place, data).split("\n")
    if lines[0].rstrip() != _FENCE:
        raise TemplateInvalid(f"{place} has no front matter.", _SHAPE)
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == _FENCE), 0)
    head = load("\n".join(lines[1:end])) if end else None
    if not isinstance(head, dict):
        raise TemplateInvalid(f"The front matter of {place} is not closed, or no YAML.", _SHAPE)
    return _Head(place, head).template(name, "\n".join(lines[end + 1 :]), end + 2)


class _Head:
    """A front matter, while it is understood."""

    def __init__(self, place: str, says: Mapping[Any, Any]) -> None:
        self._place = place
        self._says = says

    def template(self, name: str, body: str, line: int) -> Template:
        """Return the template that it stands above."""
        self._check_keys(self._says, _KEYS, "the front matter")
        if self._says.get(_MARK) != "1":
            self._refuse(f"it does not say `{_MARK}: 1`", _SHAPE)
        variables = tuple(self._variables(self._says.get("variables", [])))
        names = [one.name for one in variables]
        twice = next((one for one in names if names.count(one) > 1), None)
        if twice is not None:
            self._refuse(f"the variable “{twice}” is there twice", "Rename one of them.")
        title = self._text(self._says, "title", "the front matter") or name
        about = self._text(self._says, "about", "the front matter")
        return Template(name, self._place, title, about, variables, body, line)

    def _variables(self, several: Any) -> Iterator[Variable]:
        if not isinstance(several, list) or len(several) > _MOST:
            self._refuse(f"`variables` is no list of at most {_MOST}", "Begin each with `- name:`.")
        for one in several:
            if not isinstance(one, dict):
                self._refuse("a variable has no name", "Begin each with `- name:`.")
            yield self._variable(one)

    def _variable(self, says: Mapping[Any, Any]) -> Variable:
        name = str(says.get("name", ""))
        if not _NAME.fullmatch(name) or name in RESERVED:
            self._refuse(
                f"“{name[:_LONGEST]}” can't be the name of a variable",
                "A name has small letters, digits and `_`, and begins with a letter.",
            )
        where = f"the variable “{name}”"
        self._check_keys(says, _OF_VARIABLES, where)
        kind, choices = self._kind(says, where), self._choices(says, where)
        if (kind is Kind.CHOICE) != bool(choices):
            self._refuse(f"{where} has choices without `type: choice`, or the other way round")
        default = self._text(says, "default", where)
        if choices and default and default not in choices:
            self._refuse(f"the default of {where} is none of its choices")
        required = self._text(says, "required", where).casefold()
        if required and required not in _WORDS:
            self._refuse(f"`required` of {where} is neither yes nor no")
        is_needed = not default and kind is not Kind.YESNO
        return Variable(
            name,
            kind,
            default,
            choices,
            self._text(says, "about", where),
            _WORDS.get(required, is_needed),
        )

    def _kind(self, says: Mapping[Any, Any], where: str) -> Kind:
        word = self._text(says, "type", where) or Kind.TEXT
        if word not in tuple(Kind):
            near = meant(word, tuple(Kind)) or f"There are: {listed(tuple(Kind), 'and')}."
            self._refuse(f"{where} has the type “{word}”, which there isn't", near)
        return Kind(word)

    def _choices(self, says: Mapping[Any, Any], where: str) -> tuple[str, ...]:
        several = says.get("choices", [])
        is_list = isinstance(several, list) and len(several) <= _MOST
        words = [one for one in several if isinstance(one, str)] if is_list else []
        if not is_list or len(words) != len(several) or not all(map(self._is_line, words)):
            self._refuse(f"the choices of {where} are no list of words", "Write `[small, large]`.")
        return tuple(dict.fromkeys(words))

    def _text(self, says: Mapping[Any, Any], key: str, where: str) -> str:
        text = says.get(key, "")
        if not isinstance(text, str) or (text and not self._is_line(text)):
            self._refuse(f"`{key}` of {where} is no text of one line and {_LONGEST} letters")
        return text.strip()

    def _is_line(self, text: str) -> bool:
        return bool(text.strip()) and len(text) <= _LONGEST and text.isprintable()

    def _check_keys(self, says: Mapping[Any, Any], known: Sequence[str], where: str) -> None:
        for key in says:
            if key not in known:
                near = meant(str(key), known) or f"There are: {listed(known, 'and')}."
                self._refuse(f"“{str(key)[:_LONGEST]}” means nothing in {where}", near)

    def _refuse(self, why: str, hint: str = "") -> NoReturn:
        raise TemplateInvalid(f"{self._place}: {why}.", hint or "Mend it there.")
