"""Templates applied: milestones made by hand of one, or a new plan written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlv_tui.domain.change_set import Origin
from mlv_tui.domain.milestone import ME
from mlv_tui.domain.outline import Outline
from mlv_tui.domain.sketching import Sketch
from mlv_tui.domain.template_filling import (
    check_outline,
    filled_outline,
    shape_of,
    sketches_of,
)
from mlv_tui.domain.templates import Template, Value
from mlv_tui.errors import TemplateInvalid
from mlv_tui.services.asking import today
from mlv_tui.services.making import Making
from mlv_tui.services.new_plans import NewPlan, check_new_plan, written_plan
from mlv_tui.services.templates import Shelf
from mlv_tui.settings import Settings
from mlv_tui.storage.store import Store

if TYPE_CHECKING:
    from mlv_tui.readers.template_text import Rendered
    from mlv_tui.services.gesture import EditReport


@dataclass(frozen=True, slots=True)
class Applied:
    """What a template made, or would make.

    Attributes:
        sketches: Of the milestones, in tree order.
        report: Of the gesture; `added` holds their ids, in the same order.
    """

    sketches: tuple[Sketch, ...]
    report: EditReport


class Templates(Shelf):
    """What a person does with templates."""

    def __init__(self, settings: Settings, store: Store, now: Callable[[], int]) -> None:
        """Prepare it.

        Args:
            settings: Whose.
            store: Where the milestones are.
            now: Tells epoch milliseconds.
        """
        super().__init__(settings)
        self._store = store
        self._making = Making(store, settings.actor, now)

    def apply(
        self,
        project_id: int,
        template: Template,
        given: Mapping[str, str],
        *,
        parent: int | None = None,
        dry_run: bool = False,
    ) -> Applied:
        """Make milestones by hand of a template, in one change set.

        Args:
            project_id: The project's.
            template: Which.
            given: Values as typed, by the names of its variables.
            parent: The one that they are to stand below, as the last; None for roots.
            dry_run: Whether to tell only what would be made.

        Raises:
            ValuesWrong: If a value is missing, misspelt or can't be; nothing is made then.
            TemplateInvalid: If the template can't be used as it is.
            NotFound: If there is no such place in the project.
        """
        found = sketches_of(self._outline(template, given)[0], self._settings.actor)
        report = self._making.make(
            project_id,
            found,
            Origin.TEMPLATE,
            f"template: {template.name}",
            parent=parent,
            dry_run=dry_run,
        )
        return Applied(found, report)

    def write(
        self, project_id: int, template: Template, given: Mapping[str, str], path: Path
    ) -> NewPlan:
        """Write what a template makes as a new plan, which is still to be read.

        Args:
            project_id: The project whose plan it may become.
            template: Which.
            given: Values as typed, by the names of its variables.
            path: Where to; nothing may be there.

        Raises:
            ValuesWrong: As for `apply`; nothing is written then.
            TemplateInvalid: The same.
            FileKept: If something is there, or nothing can be written there.
        """
        plan, text = check_new_plan(path), self.text(template, given)
        roots = self._store.snapshot(project_id).project.roots
        return written_plan(plan, text, roots)

    def plan_text(self, template: Template, given: Mapping[str, str], path: Path) -> str:
        """Return what `write` would write, and see that it could."""
        check_new_plan(path)
        return self.text(template, given)

    def text(self, template: Template, given: Mapping[str, str]) -> str:
        """Make the text of a plan.

        Raises:
            ValuesWrong: If a value is missing, misspelt or can't be.
            TemplateInvalid: If the template can't be used as it is, or a value would be taken
                for more than a text in a plan.
        """
        from mlv_tui.readers.escaping import escaped  # noqa: PLC0415 - only for new plans

        meant_so, made = self._outline(template, given)
        sketches_of(meant_so, self._settings.actor)  # Raises where one waits for nothing.
        for fill in (str, escaped):
            text = made.filled(made.text, fill)
            if shape_of(_read_plan(text)) == shape_of(meant_so):
                return text
        raise TemplateInvalid(
            "One of the values would be more than a text in a plan: a mark, a field or a heading.",
            "Word it otherwise, or make milestones of the template.",
        )

    def _values(self, template: Template, given: Mapping[str, str]) -> dict[str, Value]:
        """Understand what was given; `me` is the person, in a new plan too."""
        values = template.values_of(given, today())
        return {name: self._settings.actor if one == ME else one for name, one in values.items()}

    def _outline(self, template: Template, given: Mapping[str, str]) -> tuple[Outline, Rendered]:
        """Return what a template says with values in it, and its text with marks for them."""
        from mlv_tui.readers.template_text import rendered  # noqa: PLC0415 - the engine: 60 ms

        made = rendered(template, self._values(template, given))
        outline = filled_outline(_read_plan(made.text), made.filled)
        check_outline(template.place, outline)
        return outline, made


def _read_plan(text: str) -> Outline:
    from mlv_tui.readers.markdown import read_markdown  # noqa: PLC0415 - mistletoe: 180 ms

    return read_markdown("template.md", text)
