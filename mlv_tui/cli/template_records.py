"""Templates as the command line shows them: in lists, whole, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mlv_tui.cli.cells import aligned

if TYPE_CHECKING:
    from mlv_tui.domain.templates import Template, Variable
    from mlv_tui.services.templates import Shelved


def row(one: Shelved) -> Sequence[str]:
    """Return a template's cells in the list."""
    about = one.template.about if one.template else ""
    return (one.name, about, one.place)


def shown(one: Template) -> Iterator[str]:
    """Yield what a template asks for, and its text, line by line."""
    yield f"{one.title} ({one.place})"
    if one.about:
        yield one.about
    yield ""
    yield from aligned([_asked(each) for each in one.variables])
    yield ""
    yield from one.body.strip("\n").split("\n")


def _asked(one: Variable) -> Sequence[str]:
    need = "needed" if one.is_required and not one.default else ""
    default = f"default: {one.default}" if one.default else need
    return (f"  {one.name}", one.wanted, default, one.about)


def listed_record(one: Shelved) -> dict[str, Any]:
    """Return a template's record in the list, a broken one's too."""
    found = one.template
    return {
        "name": one.name,
        "place": one.place,
        "title": found.title if found else None,
        "about": found.about if found else None,
        "variables": [each.name for each in found.variables] if found else [],
        "trouble": one.trouble or None,
    }


def template_record(one: Template) -> dict[str, Any]:
    """Return a whole template's record."""
    return {
        "name": one.name,
        "place": one.place,
        "title": one.title,
        "about": one.about,
        "variables": [
            {
                "name": each.name,
                "type": str(each.kind),
                "default": each.default,
                "choices": list(each.choices),
                "about": each.about,
                "required": each.is_required,
            }
            for each in one.variables
        ],
        "body": one.body,
    }
