"""The project picker: all projects, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mlv_tui.domain.forest import Progress
from mlv_tui.domain.project import Project
from mlv_tui.domain.visible import visible


class ProjectPicker(ModalScreen[str | None]):
    """Gives the slug of the chosen project, None if it was left."""

    DEFAULT_CSS = """
    ProjectPicker {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 72;
            max-width: 95%;
            height: auto;
            max-height: 80%;
            padding: 1 2;
            background: $panel;
        }
        & Input {
            height: 1;
            border: none;
            padding: 0;
            background: $panel;
            &:focus { border: none; }
        }
        & OptionList {
            height: auto;
            border: none;
            padding: 0;
            margin: 1 0;
            background: $panel;
        }
        & .hint { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="picker.cancel", tooltip="Cancel"),
        Binding("down", "move('down')", "Down", id="picker.down", tooltip="Down", show=False),
        Binding("up", "move('up')", "Up", id="picker.up", tooltip="Up", show=False),
    ]

    def __init__(self, projects: Sequence[tuple[Project, Progress]]) -> None:
        """Offer projects with how far they are."""
        super().__init__()
        self._projects = projects

    def compose(self) -> ComposeResult:
        """Lay out the input above the projects."""
        with Vertical():
            yield Input(placeholder="type to narrow the projects down")
            yield OptionList(*self._options(""))
            yield Static(Content("Enter opens · Esc leaves"), classes="hint")

    def _options(self, typed: str) -> list[Option]:
        wanted = typed.casefold()
        return [
            Option(_label(project, progress), id=f"project-{project.id}")
            for project, progress in self._projects
            if wanted in f"{project.slug} {project.name}".casefold()
        ]

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        offers = self.query_one(OptionList)
        offers.clear_options()
        offers.add_options(self._options(event.value))
        offers.highlighted = 0 if offers.option_count else None

    @on(Input.Submitted)
    def _choose_highlighted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        slugs = {f"project-{project.id}": project.slug for project, _ in self._projects}
        self.dismiss(slugs.get(event.option_id or ""))

    def action_move(self, way: str) -> None:
        """Move among the projects while the input keeps the focus."""
        offers = self.query_one(OptionList)
        if way == "down":
            offers.action_cursor_down()
        else:
            offers.action_cursor_up()


def _label(project: Project, progress: Progress) -> Content:
    counts = f"  {progress.done}/{progress.all} done"
    slug = "" if project.slug == project.name else f"  {visible(project.slug)}"
    return Content.assemble((visible(project.name), "bold"), counts, (slug, "dim"))
