"""Laws of adding, moving, editing and removing, on a real database, with readings in between."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from databases import columns, new_database, rows, rows_of
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.entity_states import entity_states
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.placing import LAST, Before
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Address, Settings

few = trying(
    max_examples=trying.default.max_examples // 4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""Each example is a database of its own with a dozen writes."""

STATES = "SELECT kind, id, open, active, blocked, done, next_title, updated FROM milestone_state"

WRITTEN_ANEW = ("version", "changed_in", "updated_at")
"""What every write counts up, an undo too."""

PLANS = {
    "core/a.md": "# Goal\nOwner: mia\n\n## Step\nText.\n\n## Other\n\n### Deep\n\n# End\n",
    "core/b.md": "# Second\nStatus: active\nLink: trip:TR-1\n\n## Below\n",
    "web/w.md": "# Web\nLink: trip:TR-1\n\n## Page\n",
}
SAVES = (
    "# Goal\n\n### Deep\n\n## Step\nText.\n\n## Other\n\n# End\n",
    "# Goal\n\n## New\nLink: order:1\n\n## Other\n\n## Step\nText.\n\n### Deep\n\n# End\n",
    "# End\n\n## Goal\n\n## Step\nText.\n\n### Other\n\n## Deep\n",
    PLANS["core/a.md"],
)

SELDOM = 0.08

TRIP, OFFER = EntityRef("trip", "TR-1"), EntityRef("offer", "9")

some = st.lists(st.integers(0, 11), min_size=1, max_size=4)
one = st.integers(0, 11)
places = st.none() | st.just(LAST) | one | st.builds(Before, one)
fields = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(("Goal", "Anew")),
        "priority": st.none() | st.integers(0, 9),
        "owner": st.none() | st.sampled_from(("mia", "zoe")),
        "notes": st.sampled_from(("", "One.\nTwo.")),
    },
)
links = st.sampled_from(([TRIP], [OFFER], [OFFER, TRIP]))
gestures = st.one_of(
    st.tuples(st.sampled_from(("link", "unlink")), some, links),
    st.tuples(st.just("add"), st.none() | one, places),
    st.tuples(st.just("move"), some, st.none() | one, places),
    st.tuples(st.just("reorder"), some, st.sampled_from((-1, 1, 2))),
    st.tuples(st.sampled_from(("indent", "outdent", "archive", "restore", "remove")), some),
    st.tuples(st.just("edit"), some, fields.filter(bool)),
    st.tuples(st.just("wait"), some, some),
    st.tuples(st.just("set_status"), some, st.sampled_from(Status)),
    st.tuples(st.just("reset"), some, st.sampled_from(("owner", "title", "status", "place"))),
)
lively = st.lists(gestures, min_size=1, max_size=8)
between = st.lists(
    st.one_of(gestures, st.tuples(st.just("move_to_project"), some, st.booleans())), max_size=8
)
readings = st.lists(
    st.one_of(gestures, gestures, st.tuples(st.just("save"), st.sampled_from(SAVES))), max_size=10
)


class Desk:
    """Two projects, and a person who changes them."""

    def __init__(self, folder: Path, database: Address) -> None:
        self.folder = folder
        for name, text in PLANS.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        self.settings = Settings(database, folder / "state", "ada")
        self.session = Workspace(self.settings)
        self.sets: list[int] = []
        self.core = self.read("core")
        self.web = self.read("web")

    def read(self, slug: str) -> int:
        """Read a project's plans."""
        return self.session.read(ReadWanted((self.folder / slug,), slug)).project.id

    def forest(self, project: int | None = None):
        """What the session knows of a project."""
        return self.session.forest(project or self.core)

    def ids(self, numbers):
        """Choose milestones, whatever became of them."""
        known = sorted(self.forest().by_id)
        return [known[at % len(known)] for at in numbers]

    def do(self, gesture) -> None:
        """Do one gesture; one that names a place in no tree does nothing."""
        what, *args = gesture
        with suppress(NotFound):
            report = getattr(self, f"_{what}", self._plain(what))(*args)
            if report is not None and report.change_set is not None:
                self.sets.append(report.change_set)

    def _plain(self, what):
        edit = getattr(self.session.edits, what, None)
        return lambda numbers, *args: edit(self.ids(numbers), *args)

    def _place(self, parent, after):
        if isinstance(after, Before):
            after = Before(self.ids([after.sibling])[0])
        elif isinstance(after, int):
            after = self.ids([after])[0]
        return {"parent": None if parent is None else self.ids([parent])[0], "behind": after}

    def _add(self, parent, after):
        place = self._place(parent, after)
        return self.session.edits.add(self.core, f"By hand {len(self.sets)}", **place)

    def _move(self, numbers, parent, after):
        return self.session.edits.move(self.ids(numbers), **self._place(parent, after))

    def _wait(self, numbers, others):
        return self.session.edits.edit(self.ids(numbers), {"waits_for": tuple(self.ids(others))})

    def _move_to_project(self, numbers, is_below):
        parent = (
            self.forest(self.web).order[0] if is_below and self.forest(self.web).order else None
        )
        return self.session.edits.move_to_project(self.ids(numbers), "web", parent=parent)

    def assert_states(self):
        """See that what is kept of each entity is what the forest says, of all projects too."""
        wanted = {}
        for project in (self.core, self.web):
            states = entity_states(self.forest(project))
            assert self.session.entity_states(self._project(project)) == tuple(
                sorted(states.values(), key=lambda one: one.ref)
            )
            for ref, state in states.items():
                wanted.setdefault(ref, []).append(state)
        view = {row[:2]: row[2:] for row in rows_of(self.settings.database, STATES)}
        assert view == {(ref.kind, ref.id): _sum(states) for ref, states in wanted.items()}

    def _project(self, ident):
        return next(one for one in self.session.projects() if one.id == ident)

    def _save(self, text):
        (self.folder / "core/a.md").write_text(text)
        self.session.read_changed("core")

    def stored(self):
        """Return the milestones and their texts as they are stored, by id."""
        found = {}
        stored = rows(self.settings.database)
        texts = {row[0]: row[1:] for row in stored["milestone_text"]}
        names = columns(self.settings.database, "milestone")
        for row in stored["milestone"]:
            values = dict(zip(names, row, strict=True))
            values |= {"mine": json.loads(values["mine"]), "texts": texts.get(values["id"])}
            found[values["id"]] = {k: at for k, at in values.items() if k not in WRITTEN_ANEW}
        return found


def _sum(states):
    """Add the states of one entity up, as people would."""
    counts = [
        sum(getattr(one.progress, name) for one in states)
        for name in ("open", "active", "blocked", "done")
    ]
    step = next((one.next for one in states if one.next is not None), None)
    return (*counts, step and step.title, max(one.updated_at for one in states))


@contextmanager
def desk():
    """Give a desk on a folder of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_database(Path(folder, "mlv.db")) as database,
    ):
        made = Desk(Path(folder), database)
        try:
            yield made
        finally:
            made.session.close()


def assert_undone(before, after):
    """See that all is as before; what was made by hand since is removed."""
    assert {ident: after[ident] for ident in before} == before
    for ident in after.keys() - before.keys():
        assert after[ident]["removed_at"] is not None
        assert after[ident]["plan_id"] is None


@few
@given(lively)
def test_undoing_everything_leaves_nothing_of_it_and_redoing_all_of_it(done):
    """Every row is as at the start, then as at the end, and each gesture is one undo."""
    with desk() as one:
        before = one.stored()
        for gesture in done:
            one.do(gesture)
        end = one.stored()

        undos = [one.session.history.undo(project_id=one.core) for _ in one.sets]
        assert_undone(before, one.stored())
        assert [report.undone.id for report in undos] == one.sets[::-1]
        assert [report.skipped for report in undos] == [()] * len(undos)

        for _ in one.sets:
            one.session.history.redo(one.core)
        assert one.stored() == end


def test_a_long_day_of_gestures_is_undone_and_done_again():
    """Many of them, each on top of the last, at random but always the same."""
    luck = Random(4)  # noqa: S311 - always the same, and no secret
    with desk() as one:
        before = one.stored()
        while len(one.sets) < trying.default.max_examples:
            one.do(_lucky(luck))
        end = one.stored()

        for _ in one.sets:
            one.session.history.undo(project_id=one.core)
        assert_undone(before, one.stored())

        for _ in one.sets:
            one.session.history.redo(one.core)
        assert one.stored() == end


def _lucky(luck):
    """Draw a gesture, seldom one that takes milestones away."""
    numbers = [luck.randrange(100) for _ in range(luck.choice((1, 1, 2, 5)))]
    one = luck.randrange(100)
    place = luck.choice((None, LAST, one, Before(one)))
    usual = (
        ("add", luck.choice((None, one)), place),
        ("add", one, LAST),
        ("move", numbers, luck.choice((None, one)), place),
        ("reorder", numbers, luck.choice((-1, 1, 3))),
        ("indent", numbers),
        ("outdent", numbers),
        (luck.choice(("link", "unlink")), numbers, [luck.choice((TRIP, OFFER))]),
        ("edit", numbers, {"owner": luck.choice(("mia", None)), "notes": str(numbers)}),
        ("set_status", numbers, luck.choice(tuple(Status))),
        ("reset", numbers, luck.choice(("owner", "place"))),
    )
    seldom = (
        ("archive", numbers),
        ("restore", numbers),
        ("remove", numbers[:1]),
        ("move_to_project", numbers[:1], True),
    )
    return luck.choice(seldom if luck.random() < SELDOM else usual)


@few
@given(between)
def test_a_gesture_on_two_projects_is_undone_in_both(done):
    """What went comes back, with its id where it was made by hand."""
    with desk() as one:
        before = one.stored()
        for gesture in done:
            one.do(gesture)
        end = one.stored()

        for _ in one.sets:
            one.session.history.undo(project_id=one.core)
        assert_undone(before, one.stored())

        for _ in one.sets:
            one.session.history.redo(one.core)
        assert one.stored() == end


@few
@given(readings)
def test_reading_never_touches_what_people_did_nor_brings_a_removed_one_back(done):
    """Places, what waits for what, removals and notes stay; a second reading changes nothing."""
    with desk() as one:
        for gesture in done:
            before = one.forest()
            one.do(gesture)
            after = one.forest()
            if gesture[0] == "save":
                for ident in before.by_id:
                    assert _peoples(after[ident]) == _peoples(before[ident])
                again = one.session.read_changed("core")
                assert (again.changes, one.forest()) == ((), after)
            _assert_a_forest(after)
            one.assert_states()


def _peoples(one):
    marks = (one.removed_at, one.archived_at, one.notes)
    return one.placed, one.waits_for, one.links_by_hand, *marks


def _assert_a_forest(forest):
    seen = {None}
    for ident in forest.order:
        assert forest.parent[ident] in seen
        assert not forest[ident].is_removed
        seen.add(ident)
    standing = {one.id for one in forest.by_id.values() if not (one.is_removed or one.is_detached)}
    assert seen - {None} == standing


@few
@given(lively, st.data())
def test_undoing_in_any_order_leaves_a_forest(done, data):
    """What somebody changed since is skipped or refused; nothing ever stands below itself."""
    with desk() as one:
        for gesture in done:
            one.do(gesture)
        known = set(one.forest().by_id)

        for ident in data.draw(st.permutations(one.sets)):
            with suppress(Conflict, NotFound):
                one.session.history.undo(ident, project_id=one.core)
            forest = one.forest()
            _assert_a_forest(forest)
            one.assert_states()
            assert not forest.places.ignored
            assert known <= set(forest.by_id)


@few
@given(between)
def test_another_session_sees_the_same(done):
    """What was read bit by bit is what is read at once, in both projects."""
    with desk() as one:
        other = Workspace(one.settings)
        for gesture in done:
            one.do(gesture)
            for project in (one.core, one.web):
                other.forest(project)
            one.assert_states()

        fresh = Workspace(one.settings)
        for project in (one.core, one.web):
            seen = [each.forest(project) for each in (one.session, other, fresh)]
            assert seen[0].by_id == seen[1].by_id == seen[2].by_id
            assert seen[0].order == seen[1].order == seen[2].order
        other.close()
        fresh.close()


def test_an_entity_is_back_when_what_hid_its_milestones_is():
    """Nothing that is linked was written then: only what stands above it."""
    with desk() as one:
        top = next(ident for ident in one.forest().order if one.forest()[ident].title == "End")
        linked = next(ident for ident in one.forest().order if one.forest()[ident].links)
        one.session.edits.move([linked], parent=top)
        one.session.edits.archive([top])
        one.assert_states()

        one.session.edits.restore([top])

        one.assert_states()
        assert one.session.entity_states(one._project(one.core))
