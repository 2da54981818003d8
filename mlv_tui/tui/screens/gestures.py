"""What a person does to milestones and plans from a screen with a tree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.visible import visible
from mlv_tui.errors import MlvError
from mlv_tui.tui.clipboard import copy
from mlv_tui.tui.editor import TerminalGone, edit, editor_command
from mlv_tui.tui.feed import Start
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.project_picker import ProjectPicker
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.troubles import first_of, troubles_told
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.next_line import NextLine

TITLE_LIMIT = 40


class Gestures(Queued):
    """Done and reopened, next, the editor, copying, reading again, projects, help."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "toggle_done", "done", id="milestone.done", tooltip="Complete, or open again"),
        Binding(
            "w",
            "go_next",
            "next",
            id="go.next",
            tooltip="Go to the next action; again: the one after",
        ),
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
        Binding("P", "pick_project", "project", id="app.projects", tooltip="Open another project"),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Quit", show=False),
        Binding("r", "read_again", "read", id="app.read", tooltip="Read all plans again"),
    ]

    @property
    def cursor_id(self) -> int | None:
        """The milestone under the cursor."""
        return self.query_one(MilestoneTree).cursor_id

    def action_toggle_done(self) -> None:
        """Complete the milestone under the cursor, or open it again."""
        if self.cursor_id is not None:
            self.do(partial(self._toggle_done, self.cursor_id))

    async def _toggle_done(self, ident: int) -> None:
        if ident not in self.forest:
            return
        if self.forest[ident].status is Status.DONE:
            await self._set_status([ident], Status.OPEN)
            return
        ids = await self._with_open_ones_below(ident)
        if ids:
            await self._set_status(ids, Status.DONE)

    async def _with_open_ones_below(self, ident: int) -> list[int]:
        """Ask what is meant if something open is below; nothing cascades silently."""
        forest = self.forest
        open_below = [
            one
            for one in forest.order
            if ident in forest.ancestors(one)
            and one not in forest.put_away
            and forest[one].status is not Status.DONE
        ]
        if not open_below:
            return [ident]
        count = len(open_below)
        answer = await self.app.push_screen_wait(
            Choice(
                f"{self.title_of(ident)} has {count} open below it.",
                ("Only this one", f"This and the {count} below it"),
            )
        )
        return [] if answer is None else [ident, *(open_below if answer else [])]

    async def _set_status(self, ids: list[int], status: Status) -> None:
        what = self.title_of(ids[0]) if len(ids) == 1 else f"{len(ids)} milestones"
        if await self.edit_own(ids, lambda asked: asked.edits.set_status(ids, status)) is None:
            return
        self.say(f"{what} {'is' if len(ids) == 1 else 'are'} {status} · u undoes it")

    def title_of(self, ident: int) -> str:
        """Name a milestone within a sentence."""
        title = self.forest[ident].title
        return f"“{title if len(title) <= TITLE_LIMIT else title[:TITLE_LIMIT] + '…'}”"

    def action_go_next(self) -> None:
        """Go to the next action; from one of them to the one after."""
        ids = [action.id for action in self.query_one(NextLine).actions]
        if not ids:
            return
        at = ids.index(self.cursor_id) + 1 if self.cursor_id in ids else 0
        self.query_one(MilestoneTree).select(ids[at % len(ids)], center=True)

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
        try:
            trouble = await edit(self.app, editor_command(file, line))
        except TerminalGone:
            # Nothing can be drawn any more; what was done is stored.
            self.workspace.close()
            os._exit(TerminalGone.exit_code)
        except MlvError as error:
            trouble = str(error)
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
        plans = "1 plan" if report.plans == 1 else f"{report.plans} plans"
        said = f"read {plans}: {report.summary() or 'nothing changed'}"
        self.say(trouble or said, is_wrong=bool(trouble))

    def action_pick_project(self) -> None:
        """Open another project."""
        self.do(self._pick_project)

    async def _pick_project(self) -> None:
        projects = await self.try_to_ask(lambda asked: asked.overview())
        slug = await self.app.push_screen_wait(ProjectPicker(projects)) if projects else None
        if slug is not None:
            self.open(Start(project=slug))
