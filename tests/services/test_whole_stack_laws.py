"""Laws of reading, editing and reading again, on real files and a real database."""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from databases import new_database
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlv_tui.domain.brake import is_too_much
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.outline import parents, text_digest
from mlv_tui.readers import read_outline
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Address, Settings
from mlv_tui.storage.store import Store

NAMES = ("a.md", "b.md", "sub/c.md")
TITLES = ("Goal", "Step", "Step", "[x] Step", "Ship it", "Über")
BODIES = ("", "One.", "Two.\n\nMore.", "Status: active", "Priority: 1\nText.")

few = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

headings = st.tuples(st.integers(1, 3), st.sampled_from(TITLES), st.sampled_from(BODIES))
texts = st.lists(headings, min_size=1, max_size=6).map(
    lambda found: "".join(f"{'#' * level} {title}\n\n{body}\n\n" for level, title, body in found)
)
saves = st.tuples(st.just("save"), st.sampled_from(NAMES), texts)
removals = st.tuples(st.just("remove"), st.sampled_from(NAMES))
renames = st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES))
ingests = st.tuples(st.just("read"))
statuses = st.tuples(st.just("set"), st.integers(0, 30), st.sampled_from(Status))
steps = st.lists(
    st.one_of(saves, saves, removals, renames, ingests, ingests, statuses), max_size=10
)


class Desk:
    """A folder of plans, and a session that reads them."""

    def __init__(self, folder: Path, database: Address) -> None:
        self.settings = Settings(database, folder / "state", "ada")
        self.plans = folder / "plans"
        self.session = Workspace(self.settings)
        self.noted: dict[int, str] = {}
        self.said: dict[str, list[str]] = {}
        self.save("a.md", "# Goal\n")
        self.read()

    def save(self, name: str, text: str) -> None:
        """Save a plan."""
        (self.plans / name).parent.mkdir(parents=True, exist_ok=True)
        (self.plans / name).write_text(text)
        self.said.setdefault(name, []).append(text)

    def is_back(self, name: str) -> bool:
        """Tell whether a plan is gone, or says what it said before."""
        file = self.plans / name
        return not file.exists() or file.read_text() in self.said.get(name, ())[:-1]

    def remove(self, name: str) -> None:
        """Remove a plan."""
        (self.plans / name).unlink(missing_ok=True)

    def rename(self, old: str, new: str) -> None:
        """Rename a plan, over another one if there is one."""
        if (self.plans / old).exists():
            (self.plans / new).parent.mkdir(parents=True, exist_ok=True)
            (self.plans / old).replace(self.plans / new)

    def read(self, **wanted):
        """Ingest."""
        self.plans.mkdir(exist_ok=True)
        return self.session.read(ReadWanted((self.plans,), "plans", **wanted))

    def set_one(self, at: int, status: Status) -> None:
        """Set the status of some milestone, and note that."""
        ids = sorted(self.forest.by_id)
        ident = ids[at % len(ids)]
        self.session.edits.set_status([ident], status)
        self.noted[ident] = f"{status} {len(self.noted)}"
        self.session.edits.set_notes(ident, self.noted[ident])

    def do(self, step) -> None:
        """Do one step."""
        what, *args = step
        {"set": self.set_one}.get(what, getattr(self, what, None))(*args)

    @property
    def forest(self):
        """What the session knows."""
        return self.session.forest(self.session.project("plans").id)


@contextmanager
def desk():
    """Give a desk on a folder of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_database(Path(folder, "mlv.db")) as database,
    ):
        one = Desk(Path(folder), database)
        try:
            yield one
        finally:
            one.session.close()


@few
@given(steps)
def test_the_forest_says_what_the_files_say(done):
    """After any saves, removals and renames, one read that goes ahead brings all into step."""
    with desk() as one:
        for step in done:
            one.do(step)

        one.read(as_it_is=True)

        forest = one.forest
        for layout in forest.layouts:
            file = one.plans / layout.plan
            expected = (
                read_outline(layout.plan, file.read_bytes()).headings if file.exists() else ()
            )
            found = [forest[ident] for ident in layout.ids]
            assert [(each.level, each.says) for each in found] == [
                (each.level, each.says) for each in expected
            ]
            above = parents([each.level for each in expected])
            assert [forest.parent[ident] for ident in layout.ids] == [
                None if at is None else layout.ids[at] for at in above
            ]
            assert layout.lines == tuple(each.line for each in expected)
            bodies = [text_digest(one.session.text(ident).body) for ident in layout.ids]
            assert bodies == [text_digest(each.body) for each in expected]
        assert {layout.plan for layout in forest.layouts} >= {
            str(file.relative_to(one.plans)) for file in one.plans.rglob("*.md")
        }
        assert set(forest.order) | set(forest.detached) == set(forest.by_id)
        assert set(forest.order).isdisjoint(forest.detached)


@few
@given(steps)
def test_what_a_person_set_survives_everything(done):
    """No save, removal or rename ever loses a milestone or the notes that a person made."""
    with desk() as one:
        known = set()
        for step in done:
            one.do(step)
            known |= one.forest.by_id.keys()

        one.read()

        assert known <= one.forest.by_id.keys()
        assert {ident: one.forest[ident].notes for ident in one.noted} == one.noted


@few
@given(steps)
def test_reading_often_is_reading_once(done):
    """However often one state of the files is read, the first time is the last change."""
    with desk() as one:
        for step in done:
            one.do(step)
        one.read()
        before = one.forest

        reports = [one.read() for _ in range(2)]

        assert [(report.changes, report.change_set) for report in reports] == [((), None)] * 2
        assert one.forest is before


@few
@given(steps)
def test_reading_what_changed_equals_reading_all(done):
    """A session that followed each write knows the same as one that is opened at the end."""
    with desk() as one:
        other = Store(one.settings.database)
        ident = other.project("plans").id
        for step in done:
            one.do(step)
            other.snapshot(ident)

        fresh = Store(one.settings.database)
        assert other.snapshot(ident) == fresh.snapshot(ident)
        assert one.forest.by_id == fresh.snapshot(ident).milestones
        for store in (other, fresh):
            store.close()


@few
@given(steps)
def test_a_preview_is_right(done):
    """Whatever was done to the files, a preview counts just what the read then does."""
    with desk() as one:
        for step in done:
            one.do(step)

        told = one.session.read(ReadWanted(project="plans", preview=True))
        did = one.session.read(ReadWanted(project="plans", expected=told.token))

        assert (told.counts, told.unchanged, told.conflicts, told.held) == (
            did.counts,
            did.unchanged,
            did.conflicts,
            did.held,
        )
        assert [str(one) for one in told.troubles] == [str(one) for one in did.troubles]


@few
@given(steps)
def test_reading_never_costs_too_much_at_once(done):
    """No read detaches more than five and three tenths of a plan's or the project's milestones.

    What nobody touched doesn't count where its plan is gone, or as it was before.
    """
    with desk() as one:
        for step in done:
            before = one.forest
            one.do(step)
            gone = [before[ident] for ident in before.order if one.forest[ident].is_detached]
            lost = Counter(
                each.plan for each in gone if each.is_touched or not one.is_back(each.plan)
            )
            live = Counter(before[ident].plan for ident in before.order)

            assert not is_too_much(lost.total(), live.total())
            assert not [plan for plan in lost if is_too_much(lost[plan], live[plan])]
