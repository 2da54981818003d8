"""Templates, from a screen with a tree."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import counted
from mlv_tui.domain.templates import Template
from mlv_tui.tui.screens.agreeing import Agreeing
from mlv_tui.tui.screens.jumping import Jumping
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.sentences import named, quoted
from mlv_tui.tui.template_fields import AT_THE_END, NEW_PLAN, Filled

if TYPE_CHECKING:
    from mlv_tui.services.new_plans import NewPlan
    from mlv_tui.services.templates import Shelved
    from mlv_tui.services.workspace import Workspace


class Templating(Agreeing, Jumping):
    """`T` makes milestones, or a new plan, of a template."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "T",
            "apply_template",
            "template",
            id="milestone.template",
            tooltip="Make milestones of a template",
            show=False,
        ),
    ]

    def action_apply_template(self) -> None:
        """Ask for a template, then for what it needs."""
        self.do(partial(self._pick_template, self.cursor_id))

    async def _pick_template(self, ident: int | None) -> None:
        found = await self.try_to_ask(lambda asked: asked.templates.all())
        if found is None or self.project is None:
            return
        picker = Picker("Which template?", [_offer(one) for one in found], "Enter picks")
        offer = await self.app.push_screen_wait(picker)
        shelved = next((one for one in found if offer and one.name == offer.key), None)
        if shelved is not None and shelved.template is None:
            self.say(f"{shelved.name} can't be used: {shelved.trouble}", is_wrong=True)
        elif shelved is not None and shelved.template is not None:
            await self._open_form(shelved.template, ident)

    async def _open_form(self, template: Template, ident: int | None) -> None:
        from mlv_tui.tui.screens.template_form import (  # noqa: PLC0415 - not before the first frame
            TemplateForm,
        )

        forest, project = self.forest, self.project
        is_there = ident in forest.parent and ident not in forest.put_away
        parent = ident if is_there else None
        below = f"below {named(forest, [parent])}" if parent is not None else ""
        places = [one for one in (below, AT_THE_END, NEW_PLAN) if one]
        folder = project.roots[0].folder if project is not None and project.roots else "."

        async def apply(filled: Filled) -> None:
            if filled.where == NEW_PLAN:
                await self._write_plan(template, filled)
            else:
                await self._make_of(template, filled, parent if filled.where == below else None)

        path = str(Path(folder) / f"{template.name}.md")
        # Until it is there: what is typed right after the key belongs into it.
        await self.app.push_screen(TemplateForm(self, template, places, path, apply))

    async def _make_of(self, template: Template, filled: Filled, parent: int | None) -> None:
        """Make milestones of it, and go to the first of them."""
        if self.project is None:
            return
        project = self.project.id
        report = await self.edit_now(
            [],
            lambda asked: (
                asked.templates.apply(project, template, filled.given, parent=parent).report
            ),
        )
        first, more = report.added[0], len(report.added) - 1
        told = self.given_up_for(first)
        what = named(self.forest, [first]) + (f" and {more} below it" if more else "")
        self.the_tree.select(first)
        self.tell(report, lambda _, are: f"{what} {are} made of {quoted(template.title)}{told}")

    async def _write_plan(self, template: Template, filled: Filled) -> None:
        """Write it as a new plan; if that is one of the project's, show it."""
        if self.project is None:
            return
        project = self.project

        def write(asked: Workspace) -> tuple[NewPlan, int]:
            plan = asked.templates.write(project.id, template, filled.given, Path(filled.path))
            if not plan.is_followed:
                return plan, 0
            return plan, len(asked.read_changed(project.slug, frozenset({plan.path})).changes)

        plan, new = await self.workspace.ask(write)
        await self.take_over()
        if plan.is_followed:
            told = f", with {counted(new, 'milestone')}; undo doesn't take the file away"
        else:
            told = f"; the project reads no plans there, `mlv ingest {plan.path}` does"
        self.say(f"{plan.path} is written{told}", is_wrong=not plan.is_followed)


def _offer(one: Shelved) -> Offer:
    if one.template is None:
        return Offer(one.name, one.name, f"can't be used: {one.trouble}")
    own = "your own" if one.is_own else ""
    about = " · ".join(filter(None, (own, one.template.about)))
    return Offer(one.name, one.template.title, about)
