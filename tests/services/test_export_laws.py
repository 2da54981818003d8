"""Laws of exporting everything and importing it into an empty database."""

from __future__ import annotations

import tempfile
from pathlib import Path

from databases import lay_new_database, new_database, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import MlvError
from mlv_tui.services.exporting import exported_lines
from mlv_tui.services.importing import bring_export, read_source
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings

few = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.integers(0, 9)
gestures = st.one_of(
    st.tuples(st.just("save"), st.lists(texts, max_size=4)),
    st.tuples(st.just("add"), texts, numbers),
    st.tuples(st.just("status"), numbers, st.sampled_from(Status)),
    st.tuples(st.just("notes"), numbers, texts),
    st.tuples(st.just("move"), numbers, numbers),
    st.tuples(st.just("remove"), numbers),
    st.tuples(st.just("undo")),
)


class Desk:
    """A session whose gestures may be refused."""

    def __init__(self, session, plan) -> None:
        self.session = session
        self.plan = plan
        self.save(["Goal", "Step"])
        self.project = session.projects()[0].id

    def save(self, titles) -> None:
        """Save the plan and read it."""
        self.plan.write_text("".join(f"# {title}\n\nText of {title}\n\n" for title in titles))
        self.session.read(ReadWanted((self.plan,)))

    def do(self, name, *args) -> None:
        """Make a gesture."""
        if name == "save":
            self.save(*args)
        elif name == "undo":
            self.session.history.undo(project_id=self.project)
        else:
            getattr(self, name)(*args)

    def ident(self, number) -> int:
        """Choose a milestone."""
        ids = sorted(self.session.forest(self.project).by_id)
        return ids[number % len(ids)]

    def add(self, title, number) -> None:
        """Add one below another."""
        self.session.edits.add(self.project, title, parent=self.ident(number))

    def status(self, number, status) -> None:
        """Set a status."""
        self.session.edits.set_status([self.ident(number)], status)

    def notes(self, number, text) -> None:
        """Set notes."""
        self.session.edits.set_notes(self.ident(number), text)

    def move(self, number, other) -> None:
        """Move one below another."""
        self.session.edits.move([self.ident(number)], parent=self.ident(other))

    def remove(self, number) -> None:
        """Remove one."""
        self.session.edits.remove([self.ident(number)])


@few
@given(steps=st.lists(gestures, max_size=8))
def test_an_export_holds_whatever_was_done(steps):
    """Every row of every table is the same in the database that it makes."""
    with tempfile.TemporaryDirectory() as name, new_database(Path(name, "a.db")) as address:
        folder = Path(name)
        session = Workspace(Settings(address, folder / "state", "ada"))
        desk = Desk(session, folder / "plan.md")
        for step in steps:
            try:
                desk.do(*step)
            except MlvError:
                continue
        session.close()
        file, target = folder / "all.json", folder / "b.db"
        file.write_text("\n".join(exported_lines(address, None)))
        lay_new_database(target)

        bring_export(read_source(str(file)), target)

        assert rows(target) == rows(address)
        assert "\n".join(exported_lines(target, None)) == file.read_text()
