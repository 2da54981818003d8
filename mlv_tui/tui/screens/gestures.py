"""What a person does with plans, prompts and projects from a screen with a tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.folding import counted
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.visible import visible
from mlv_tui.tui.clipboard import copy
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.outside import Outside
from mlv_tui.tui.troubles import done_by, first_of, troubles_told
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail


class Gestures(Outside):
    """The editor, copying, reading again, projects, quitting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "E",
            "edit_plan",
            "editor",
            id="milestone.edit_plan",
            tooltip="Open the plan at its line in $EDITOR",
        ),
        Binding(
            "Y",
            "copy_prompt",
            "prompt",
            id="milestone.copy_prompt",
            tooltip="Copy a prompt starter",
        ),
        Binding(
            "P",
            "pick_project",
            "projects",
            id="app.projects",
            tooltip="Show the projects: open, make, rename, archive, add plans",
            show=False,
        ),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Quit", show=False),
        Binding(
            "r",
            "read_again",
            "read",
            id="app.read",
            tooltip="Read all plans again",
            show=False,
        ),
    ]

    def action_edit_plan(self) -> None:
        """Open the plan at the milestone's line in the person's editor, then read it."""
        ident = self.cursor_id
        plan = None if ident is None else self.forest[ident].plan
        file = next((one.file for one in self.forest.plans if one.path == plan), None)
        if ident is None or file is None:
            self.say("No plan stands behind this row.", is_wrong=True)
            return
        self.do(partial(self._edit, file, self.forest.line.get(ident, 1)))

    async def _edit(self, file: str, line: int) -> None:
        trouble = await self.edit_file(file, line)
        self.refresh()
        await self._read()
        if trouble:
            self.say(trouble, is_wrong=True)

    def action_copy_prompt(self) -> None:
        """Copy the prompt starter of the milestone that is shown; ask which of several."""
        self.do(partial(self._copy_prompt, self.query_one(MilestoneDetail).prompt_starters))

    async def _copy_prompt(self, starters: Sequence[PromptStarter]) -> None:
        at: int | None = 0 if starters else None
        if len(starters) > 1:
            offers = tuple(visible(one.text.strip().split("\n")[0]) for one in starters)
            at = await self.app.push_screen_wait(Choice("Which prompt starter?", offers))
        if at is not None:
            self.say(f"Prompt starter: {await copy(self.app, starters[at].text)}")
        elif not starters:
            self.say("This milestone has no prompt starter.", is_wrong=True)

    def action_read_again(self) -> None:
        """Read all plans of the project."""
        self.do(self._read)

    async def _read(self) -> None:
        slug = self.project.slug if self.project else ""
        report = await self.try_to_ask(lambda asked: asked.read_changed(slug, again=True))
        if report is None:
            return
        await self.take_over()
        trouble = first_of(troubles_told(report))
        said = f"read {counted(report.plans, 'plan')}: {done_by(report) or 'nothing changed'}"
        self.say(trouble or said, is_wrong=bool(trouble))

    def action_pick_project(self) -> None:
        """Show the projects."""
        from mlv_tui.tui.screens.projects import Projects  # noqa: PLC0415 - not before the first frame

        self.app.push_screen(Projects(self))
