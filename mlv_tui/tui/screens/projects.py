"""The projects screen: what a person does with projects and where their plans are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from mlv_tui.domain.project import Project, project_slug
from mlv_tui.errors import Conflict, MlvError
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.path_suggester import PathSuggester
from mlv_tui.tui.project_words import detached_by, detaches, done_there, lost_in
from mlv_tui.tui.screens.choice import Choice
from mlv_tui.tui.screens.project_typing import ProjectTyping
from mlv_tui.tui.sentences import quoted

if TYPE_CHECKING:
    from mlv_tui.services.report import IngestReport


class Projects(ProjectTyping):
    """Makes, renames, puts away, and says which plans are followed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "new", id="project.add", tooltip="Make a new project"),
        Binding("i", "rename", "rename", id="project.rename", tooltip="Rename this project"),
        Binding(
            "plus",
            "add_plans",
            "add plans",
            id="project.add_plans",
            tooltip="Have this project follow one more plan folder",
        ),
        Binding(
            "minus",
            "remove_plans",
            "drop plans",
            id="project.remove_plans",
            tooltip="Have this project follow a plan folder no more; asks first",
        ),
        Binding("d a", "archive", "archive", id="project.archive", tooltip="Put this project away"),
        Binding(
            "d r",
            "restore",
            "restore",
            id="project.restore",
            tooltip="Bring an archived project back",
            show=False,
        ),
    ]

    def action_add(self) -> None:
        """Type the name of a new project."""
        self.ask_then(self._take_name, "new project", hint="its name")

    async def _take_name(self, typed: str) -> str:
        """Go on with where its plans are."""
        name = " ".join(typed.split())
        if not name:
            raise MlvError("A project's name has at least one letter.")
        slug = project_slug(name)
        if any(one.project.slug == slug for one in self.overviews or ()):
            raise Conflict(f"There is a project {quoted(slug)} already.", "Take another name.")
        alone = f"{key_for('edit.store', 'Enter')} alone makes it without plans"
        self._ask_where(partial(self._make, name), f"plans of {name}", f"{_where()}; {alone}")
        return ""

    def _ask_where(self, then: Callable[[str], Awaitable[str]], label: str, hint: str) -> None:
        self.ask_then(then, label, hint=hint, suggester=PathSuggester())

    async def _make(self, name: str, typed: str) -> str:
        if typed.strip():
            said = done_there(await self._read(name, typed))
        else:
            await self.home.workspace.ask(lambda asked: asked.add_project(name))
            said = ""
        await self.take_overviews()
        self.rows.select(project_slug(name))
        return f"{quoted(name)} is made{said} · {key_for('list.choose', 'Enter')} opens it"

    async def _read(self, name: str, typed: str) -> IngestReport:
        """Have a project follow a path, and read it."""
        from mlv_tui.services.workspace import ReadWanted  # noqa: PLC0415 - after the first frame

        wanted = ReadWanted((Path(typed.strip()),), name)
        return await self.home.workspace.ask(lambda asked: asked.read(wanted))

    def action_rename(self) -> None:
        """Type the name of the cursor's project."""
        if (one := self.chosen) is not None:
            self.ask_then(partial(self._rename, one.project.slug), "name", one.project.name)

    async def _rename(self, slug: str, typed: str) -> str:
        named = await self.home.workspace.ask(lambda asked: asked.rename_project(slug, typed))
        await self.take_overviews()
        return f"It is called {quoted(named.name)} now; commands go on calling it {slug}."

    def action_add_plans(self) -> None:
        """Type where more plans are."""
        if (one := self.chosen) is not None:
            label = f"add plans to {one.project.name}"
            self._ask_where(partial(self._add_plans, one.project), label, _where())

    async def _add_plans(self, before: Project, typed: str) -> str:
        if not typed.strip():
            leaves = key_for("edit.cancel", "Esc")
            raise MlvError("An empty path names no plan.", f"Type one, or {leaves} leaves.")
        report = await self._read(before.slug, typed)
        await self.take_overviews()
        if len(report.project.roots) == len(before.roots):
            return f"{quoted(before.name)} follows that already{done_there(report)}"
        path = report.project.roots[-1].path
        return f"{quoted(before.name)} follows one more{done_there(report)} · {path}"

    @work(group="projects")
    async def action_remove_plans(self) -> None:
        """Ask which plans are followed no more, and what that detaches."""
        if (one := self.chosen) is None:
            return
        project, name = one.project, quoted(one.project.name)
        if not project.roots:
            self.say(f"{name} follows no plans.")
            return
        lost = await self.try_to_ask(partial(detached_by, project))
        if lost is None:
            return
        answers = [f"{root.path}\n  {detaches(lost[at])}" for at, root in enumerate(project.roots)]
        adds = key_for("project.add_plans", "+")
        question = f"Which plans shall {name} follow no more? {adds} with the same path goes back."
        first = 0 if len(answers) == 1 else len(answers)
        wanted = Choice(question, (*answers, "Keep all"), at=first)
        at = await self.app.push_screen_wait(wanted)
        if at is not None and at < len(answers):
            await self._remove_plans(project, Path(project.roots[at].path))

    async def _remove_plans(self, project: Project, path: Path) -> None:
        report = await self.try_to_ask(lambda asked: asked.remove_root(project.slug, path))
        if report is not None:
            await self.take_overviews()
            self.say(f"{detaches(lost_in(report))}: {path} is followed no more")

    def action_archive(self) -> None:
        """Put the cursor's project away."""
        self._archive(archived=True)

    def action_restore(self) -> None:
        """Bring the cursor's project back."""
        self._archive(archived=False)

    @work(group="projects")
    async def _archive(self, *, archived: bool) -> None:
        if (one := self.chosen) is None:
            return
        slug, name = one.project.slug, quoted(one.project.name)
        if one.project.is_archived is archived:
            self.say(f"{name} is archived already." if archived else f"{name} isn't archived.")
            return
        if await self.try_to_ask(lambda asked: asked.archive_project(slug, archived=archived)):
            await self.take_overviews()
            how = f"archived · {_way_back()}" if archived else "restored"
            self.say(f"{name} is {how}")


def _way_back() -> str:
    shows, restores = key_for("project.archived", "ga"), key_for("project.restore", "dr")
    return f"{shows} shows it, {restores} there brings it back"


def _where() -> str:
    return f"a folder or a plan; {key_for('edit.complete', 'Tab')} completes"
