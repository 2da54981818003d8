"""The options that every command takes, and the workspace they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.domain.project import project_slug
from mlv_tui.errors import NoPlans, NotFound
from mlv_tui.settings import Settings, read_settings

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.workspace import Workspace


WITH_VALUE: Final = ("--db", "--project")
COMMON: Final = (*WITH_VALUE, "--json")


@dataclass(frozen=True, slots=True)
class Common:
    """What every command is told.

    Attributes:
        settings: From the config, the environment and `--db`.
        project: A slug, or "" for that of the current folder, or the last one.
        as_json: Whether to print JSON.
    """

    settings: Settings
    project: str
    as_json: bool

    def open_workspace(self) -> Workspace:
        """Open the workspace."""
        from mlv_tui.services.workspace import Workspace  # noqa: PLC0415 - not for `--help`

        return Workspace(self.settings)

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Open the workspace, and close it at the end; say it if no own hook is told of it."""
        workspace = self.open_workspace()
        if self.settings.hooks_off:
            from mlv_tui.cli.output import print_warning  # noqa: PLC0415 - only for this

            print_warning(f"Your own hooks are off: {self.settings.hooks_off}")
        try:
            yield workspace
        finally:
            workspace.close()

    @contextmanager
    def known_workspace(self) -> Iterator[Workspace]:
        """Open the workspace on a database that is there; none is made.

        Raises:
            NoPlans: If it isn't there.
        """
        self.check_database()
        with self.workspace() as workspace:
            yield workspace

    @contextmanager
    def trial_workspace(self) -> Iterator[Workspace]:
        """Open the workspace for a preview: where no database is, on one that is thrown away."""
        if self.has_database():
            with self.workspace() as workspace:
                yield workspace
            return
        from tempfile import TemporaryDirectory  # noqa: PLC0415 - only for this

        with TemporaryDirectory() as folder:
            settings = replace(self.settings, database=Path(folder, "mlv.db"))
            with replace(self, settings=settings).workspace() as workspace:
                yield workspace

    def check_database(self) -> None:
        """Look whether there is a database, before one is made.

        Raises:
            NoPlans: If there is none.
        """
        if not self.has_database():
            other = ""
            if "database" in self.settings.origins:
                other = f" Or name another database: {self.settings.database} isn't there."
            raise NoPlans("There are no projects yet.", f"Name some plans: `mlv PLANS...`.{other}")

    def has_database(self) -> bool:
        """Tell whether there is a database, or something in its way that opening it tells of."""
        address = self.settings.database
        if not isinstance(address, Path):
            return True
        try:
            address.stat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def chosen(self, workspace: Workspace) -> Project:
        """Return the project that was named, or that of this folder, or the last one.

        Raises:
            NotFound: If there is none.
        """
        if self.project:
            return workspace.project(project_slug(self.project))
        return workspace.project_here(current_folder())

    def holding(self, workspace: Workspace, ident: int) -> Project:
        """Return the project that a milestone is in.

        Raises:
            NotFound: If there is no such milestone, or not in the project that was named.
        """
        project = workspace.project_of(ident)
        if self.project and project.slug != self.chosen(workspace).slug:
            raise NotFound(
                f"Milestone {ident} is in the project {project.slug}.",
                "Name that one, or leave out --project.",
            )
        return project


def current_folder() -> Path | None:
    """Return the folder that `mlv` is started in; None if it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--db`, `--project` and `--json`, handed on as one `Common`."""

    @click.option(
        "--db", metavar="FILE", help="The database.  [default: MLV_DB, or the user's own]"
    )
    @click.option(
        "--project",
        metavar="SLUG",
        default="",
        help="The project.  [default: that of this folder, or the one written to last]",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, errors too.")
    @wraps(command)
    def with_common(db: str | None, project: str, as_json: bool, **others: Any) -> Any:  # noqa: FBT001 - click hands a flag over as a bool
        return command(Common(read_settings(database=db), project, as_json), **others)

    return with_common
