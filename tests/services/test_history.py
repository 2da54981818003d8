"""History: what was done is told, undone as a unit, and done again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from looking import by_title, forest, gone, read, rows, statuses, tree
from test_whole_stack_laws import desk, few, steps
from test_whole_stack_laws import statuses as some_status

from mlv_tui.domain.change_set import ChangeKind, Origin
from mlv_tui.domain.forest import Layout
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.plan_state import Hold
from mlv_tui.errors import Conflict, NotFound
from mlv_tui.services.history import History, UndoReport
from mlv_tui.storage.befores import KEPT

TRIP = "# Trip\n\n## Plan\n\nAsk three hotels for an offer.\n\n## Book\n\nStatus: active\n"
BOOKED = TRIP.replace("active", "done").replace("three", "four") + "\n## Pack\n"
gestures = st.lists(some_status, max_size=4)


def project_of(workspace):
    """Return the id of the project that all tests here are about."""
    return workspace.project("plans").id


def undo(workspace, change_set=None, **wanted):
    """Undo a change set, or the last gesture."""
    return workspace.history.undo(change_set, project_id=project_of(workspace), **wanted)


def redo(workspace, **wanted):
    """Bring back what was undone last."""
    return workspace.history.redo(project_of(workspace), **wanted)


def state(workspace, ids=None):
    """Return milestones, layouts and texts, but for what counts the writes."""
    seen = forest(workspace)
    wanted = seen.by_id if ids is None else ids
    ones = {at: replace(seen[at], version=0, changed_in=0, updated_at=0) for at in wanted}
    layouts = {one.plan: one for one in seen.layouts if one.ids}
    return ones, layouts, {at: workspace.text(at) for at in wanted}


def without_lines(found):
    """Return a state with what stands in each plan, whatever its line: no undo moves a text."""
    ones, layouts, texts = found
    return ones, {path: layout.ids for path, layout in layouts.items()}, texts


def lines(workspace):
    """Return, by plan and id, the line of each heading."""
    return {
        (layout.plan, ident): line
        for layout in forest(workspace).layouts
        for ident, line in zip(layout.ids, layout.lines, strict=True)
    }


def guided(workspace):
    """Return what people put on each milestone."""
    return {
        one.id: (dict(one.mine), one.notes, one.archived_at)
        for one in forest(workspace).by_id.values()
    }


@pytest.fixture
def trip(workspace, plans):
    """Three milestones, by title; the plan says that one is active."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


@pytest.fixture
def booked(workspace, plans, trip):
    """The same plan read again: one is done, one has another text, one is new."""
    assert len(trip) == 3
    plans.write("trip.md", BOOKED)
    return read(workspace).change_set


@few
@given(steps)
def test_undo_and_redo_of_a_reading_are_exact(done):
    """Whatever was read: its undo gives all back as it was, redo all as it became, ids too."""
    with desk() as one:
        for step in done:
            one.do(step)
        ids, before = one.forest.by_id.keys(), state(one.session)
        change_set = one.read().change_set
        assume(change_set is not None)
        after, there = state(one.session), lines(one.session)

        for _ in range(2):
            undo(one.session, change_set)

            assert without_lines(state(one.session, ids)) == without_lines(before)
            now = lines(one.session)
            assert {at: now[at] for at in now.keys() & there} == {
                at: there[at] for at in now.keys() & there
            }
            assert one.forest.by_id.keys() - ids <= set(one.forest.detached)

            redo(one.session)

            assert state(one.session) == after


@few
@given(steps, gestures)
def test_what_people_did_since_a_reading_stays(done, edits):
    """The undo of a reading takes back what the plan said, and nothing that a person did."""
    with desk() as one:
        for step in done:
            one.do(step)
        ids, before = one.forest.by_id.keys(), state(one.session)
        change_set = one.read().change_set
        assume(change_set is not None)
        as_read = guided(one.session)
        for step in edits:
            one.do(step)
        wanted = {at: own for at, own in guided(one.session).items() if own != as_read[at]}

        undo(one.session, change_set)

        found = guided(one.session)
        assert {at: found[at] for at in wanted} == wanted
        ones, layouts, texts = without_lines(state(one.session, ids))
        assert (layouts, texts) == without_lines(before)[1:]
        assert {at: each.says for at, each in ones.items()} == {
            at: each.says for at, each in before[0].items()
        }
        assert {at: each for at, each in ones.items() if at not in wanted} == {
            at: each for at, each in before[0].items() if at not in wanted
        }


@few
@given(steps, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Status)), max_size=5))
def test_gestures_are_undone_one_by_one_and_brought_back(done, edits):
    """Any run of gestures: as many undos lead back to its start, as many redos to its end."""
    with desk() as one:
        for step in done:
            one.do(step)
        ids = sorted(one.forest.by_id)
        states = [state(one.session)]
        for at, status in edits:
            if one.session.edits.set_status([ids[at % len(ids)]], status).change_set:
                states.append(state(one.session))

        for before in reversed(states[:-1]):
            undo(one.session)
            assert state(one.session) == before
        for after in states[1:]:
            redo(one.session)
            assert state(one.session) == after


anything = st.lists(
    st.one_of(
        steps.map(lambda found: found[:3]),
        st.tuples(st.just("undo"), st.integers(0, 12)),
        st.just(("redo",)),
    ),
    max_size=8,
)


@few
@given(anything)
def test_after_any_undo_the_plans_can_be_read(done):
    """Undone or not, in any order: reading the plans brings all into step, and nothing is lost."""
    with desk() as one:
        known = set()
        for step in done:
            try_all(one, step)
            known |= one.forest.by_id.keys()

        one.plans.mkdir(exist_ok=True)
        report = read(one.session, one.plans, project="plans", again=True)
        assume(not report.held)

        seen = one.forest
        files = {str(file.relative_to(one.plans)) for file in one.plans.rglob("*.md")}
        assert {layout.plan for layout in seen.layouts if layout.ids} <= files
        assert set(seen.order) | set(seen.detached) == set(seen.by_id) >= known
        assert {at: seen[at].notes for at in one.noted if at in seen} == one.noted
        assert [plan.hold for plan in seen.plans if plan.hold is Hold.UNDONE] == []
        assert one.read().changes == ()


def try_all(one, step):
    """Do steps, or undo or redo something, refused or not."""
    if isinstance(step, list):
        for each in step:
            one.do(each)
        return
    what, *args = step
    # A refusal is as good as an undo here: what counts is what is stored.
    with suppress(Conflict, NotFound):
        if what == "redo":
            redo(one.session)
        else:
            told = one.session.history.activity(project_of(one.session))
            undo(one.session, told[args[0] % len(told)].id)
    # What was undone may be a note; the words that count are those that are there now.
    one.noted = {each.id: each.notes for each in one.forest.by_id.values() if each.notes}


@pytest.mark.usefixtures("booked")
def test_the_activity_tells_what_was_done_the_last_first(workspace, trip):
    """Readings, gestures and undos alike: who, what, how many, and what undid what."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    undo(workspace)

    told = workspace.history.activity(project_of(workspace))

    assert [(one.id, one.origin, one.label, one.undoes, one.undone_by) for one in told] == [
        (4, Origin.UNDO, "undo: done", 3, None),
        (3, Origin.USER, "done", None, 4),
        (2, Origin.INGEST, "read trip.md", None, None),
        (1, Origin.INGEST, "read trip.md", None, None),
    ]
    assert told[2].counts == {ChangeKind.EDITED: 2, ChangeKind.NEW: 1}
    assert {one.actor for one in told} == {"ada"}


@pytest.mark.usefixtures("trip", "booked")
def test_the_activity_is_told_page_by_page(workspace):
    """A page begins below the last one's end."""
    history, project = workspace.history, project_of(workspace)

    (last,) = history.activity(project, 1)

    assert [one.id for one in history.activity(project, 5, last.id)] == [1]
    assert history.activity(project, 5, 1) == ()


@pytest.mark.usefixtures("booked")
def test_a_milestone_s_history_is_told_the_last_first(workspace, trip):
    """Each time with the change set, and what was and what is."""
    told = workspace.history.of(trip["Book"])

    assert [(one.id, change.kind) for one, change in told] == [
        (2, ChangeKind.EDITED),
        (1, ChangeKind.NEW),
    ]
    assert told[0][1].before["status"] == "active"
    assert told[0][1] in workspace.history.changes(2)
    assert workspace.history.of(99) == ()


def test_undo_takes_the_last_gesture_and_not_a_reading(workspace, plans, trip):
    """What one did last oneself, though a plan was read since."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    plans.write("trip.md", BOOKED)
    read(workspace)

    report = undo(workspace)

    assert (report.undone.id, report.changed) == (2, (trip["Plan"],))
    assert statuses(workspace)["Plan"] == "open"
    assert "Pack" in statuses(workspace)


def test_somebody_else_s_gesture_is_undone_only_by_name(workspace, trip):
    """`u` never takes back what a colleague did; naming its change set does."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    workspace.history = History(workspace._store, "mia", workspace._now)

    with pytest.raises(NotFound, match="nothing of yours to undo"):
        undo(workspace)

    assert undo(workspace, 2).changed == (trip["Plan"],)


def test_undos_and_redos_take_turns(workspace, trip):
    """Two gestures back, two forth, and back again, each undone only once."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    workspace.edits.set_status([trip["Trip"]], Status.ACTIVE)

    seen = []
    for step in (undo, undo, redo, redo, undo, redo, undo, undo, redo):
        step(workspace)
        seen.append((statuses(workspace)["Plan"], statuses(workspace)["Trip"]))

    both, one, none = ("done", "active"), ("done", "open"), ("open", "open")
    assert seen == [one, none, one, both, one, both, one, none, one]


def test_redo_ends_with_the_next_gesture(workspace, trip):
    """What was undone before something else was done doesn't come back behind one's back."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    undo(workspace)
    workspace.edits.set_status([trip["Trip"]], Status.DONE)

    with pytest.raises(NotFound, match="nothing to redo"):
        redo(workspace)

    undo(workspace)
    redo(workspace)
    assert statuses(workspace) == {"Trip": "done", "Plan": "open", "Book": "active"}
    with pytest.raises(NotFound, match="nothing to redo"):
        redo(workspace)


def test_a_field_that_was_changed_since_is_not_undone(workspace, trip):
    """It is skipped, and told with what changed it; the others are as they were."""
    workspace.edits.set_status([trip["Plan"], trip["Trip"]], Status.DONE)
    workspace.edits.set_status([trip["Plan"]], Status.BLOCKED)

    told = undo(workspace, 2, dry_run=True)
    report = undo(workspace, 2)

    assert (report.changed, [one.id for one in report.skipped]) == ((trip["Trip"],), [2])
    assert told.skipped == report.skipped
    assert report.skipped[0].message == "“Plan” (2) was changed since (change set 3): status."
    assert (statuses(workspace)["Trip"], statuses(workspace)["Plan"]) == ("open", "blocked")
    redo(workspace)
    assert (statuses(workspace)["Trip"], statuses(workspace)["Plan"]) == ("done", "blocked")


def test_an_undo_of_which_nothing_is_left_is_refused(workspace, trip, settings):
    """It says by what, and changes nothing at all; undoing that first helps."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    workspace.edits.set_status([trip["Plan"]], Status.BLOCKED)
    before = rows(settings.database)

    with pytest.raises(Conflict, match=r"“Plan” \(2\) was changed since \(change set 3\): status"):
        undo(workspace, 2)

    assert rows(settings.database) == before
    undo(workspace, 3)
    undo(workspace, 2)
    assert statuses(workspace)["Plan"] == "open"


@pytest.mark.usefixtures("plans")
def test_a_reading_is_undone_whole(workspace, trip, booked):
    """Statuses, texts and lines are as before; what was new is detached, not deleted."""
    report = undo(workspace, booked)

    assert report == UndoReport(3, report.undone, report.changed)
    assert (report.undone.id, len(report.changed)) == (booked, 3)
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert gone(workspace) == ["Pack"]
    assert statuses(workspace)["Book"] == "active"
    assert "three" in workspace.text(trip["Plan"]).body


@pytest.mark.usefixtures("plans", "trip")
def test_an_undone_reading_is_set_aside_until_the_plan_changes(workspace, booked):
    """Watching and a restart leave it so; the next save, or asking for it, reads the plan."""
    undo(workspace, booked)

    report = workspace.read_changed("plans")

    assert (report.changes, tree(workspace)) == ((), ["Trip", "  Plan", "  Book"])
    (plan,) = forest(workspace).plans
    assert (plan.hold, plan.error) == (
        Hold.UNDONE,
        "The last reading of trip.md was undone; its milestones are as before.",
    )
    assert read(workspace, again=True).change_set
    assert (tree(workspace), forest(workspace).plans[0].error) == (
        ["Trip", "  Plan", "  Book", "  Pack"],
        "",
    )


@pytest.mark.usefixtures("plans", "trip")
def test_redo_of_a_reading_leaves_the_plan_followed(workspace, booked):
    """Nothing is left of the undo: the plan's row is what it was."""
    before = forest(workspace).plans
    undo(workspace, booked)

    redo(workspace)

    assert forest(workspace).plans == before
    assert workspace.read_changed("plans").changes == ()


@pytest.mark.usefixtures("trip")
def test_a_reading_that_was_followed_by_another_is_undone_after_it(workspace, plans, booked):
    """The last first: it names the one that stands in the way."""
    plans.write("trip.md", BOOKED + "\n## Return\n")
    last = read(workspace).change_set

    with pytest.raises(Conflict, match=rf"trip.md was .* since \(change set {last}\)") as refused:
        undo(workspace, booked)

    assert refused.value.hint == f"Undo that first: `mlv undo {last}`."
    undo(workspace, last)
    undo(workspace, booked)
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


@pytest.mark.usefixtures("trip")
def test_a_reading_of_another_plan_stands_in_nobody_s_way(workspace, plans, booked):
    """Plans that have nothing to do with each other are undone on their own."""
    plans.write("food.md", "# Food\n")
    read(workspace)

    undo(workspace, booked)

    assert tree(workspace) == ["Food", "Trip", "  Plan", "  Book"]


def test_a_milestone_that_came_back_elsewhere_is_not_torn_away(workspace, plans, trip):
    """Its heading went from one plan and came back in another: the last reading goes first."""
    plans.write("trip.md", TRIP.partition("## Plan")[0])
    lost = read(workspace).change_set
    plans.write("more.md", TRIP[TRIP.index("## Plan") :])
    found = read(workspace).change_set
    assert forest(workspace)[trip["Plan"]].plan == "more.md"

    with pytest.raises(Conflict, match=rf"was changed since \(change set {found}\)"):
        undo(workspace, lost)

    undo(workspace, found)
    undo(workspace, lost)
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


@pytest.mark.usefixtures("trip")
def test_what_was_undone_already_is_not_undone_twice(workspace, booked):
    """It says by what, and how to bring it back."""
    undo(workspace, booked)

    with pytest.raises(Conflict, match=r"undone already \(by change set 3\)") as refused:
        undo(workspace, booked)

    assert refused.value.hint == "`mlv undo 3` brings it back."


@pytest.mark.usefixtures("trip")
def test_a_reading_can_be_undone_done_and_undone_again(workspace, booked):
    """By name each time, and each is a change set with a name that can be read."""
    for change_set in (booked, 3, booked, 5):
        undo(workspace, change_set)

    told = workspace.history.activity(project_of(workspace))
    assert [one.label for one in told[:4]] == [
        "redo: read trip.md",
        "undo: read trip.md",
        "redo: read trip.md",
        "undo: read trip.md",
    ]
    assert "  Pack" in tree(workspace)


@pytest.mark.usefixtures("trip")
def test_the_undo_of_a_renamed_plan_sets_both_names_aside(workspace, plans):
    """The milestones stand in the plan that is gone, as before; redo moves them again."""
    (plans / "trip.md").rename(plans / "tour.md")
    moved = read(workspace).change_set
    after = state(workspace)

    undo(workspace, moved)

    assert {one.plan for one in forest(workspace).by_id.values()} == {"trip.md"}
    assert workspace.read_changed("plans").changes == ()
    redo(workspace)
    assert state(workspace) == after


@pytest.mark.usefixtures("trip")
def test_a_plan_that_changed_without_a_change_set_is_not_redone(workspace, plans, booked):
    """The plan was saved as it had been: what the redo would bring is not what it says."""
    undo(workspace, booked)
    plans.write("trip.md", TRIP)
    assert read(workspace).change_set is None

    with pytest.raises(Conflict, match=r"trip\.md was read again since"):
        redo(workspace)


@pytest.mark.usefixtures("trip")
def test_a_dry_run_tells_and_changes_nothing(workspace, booked, settings):
    """The same report, without a change set; refused where the undo would be."""
    before = rows(settings.database)

    told = undo(workspace, booked, dry_run=True)

    assert rows(settings.database) == before
    did = undo(workspace, booked)
    assert told == replace(did, change_set=None)
    again = redo(workspace, dry_run=True)
    assert (again.change_set, again.undone.id) == (None, did.change_set)
    with pytest.raises(Conflict):
        undo(workspace, booked, dry_run=True)


@pytest.mark.usefixtures("plans", "trip")
def test_a_change_set_of_another_project_is_none_of_this_one(workspace, tmp_path):
    """As is one that never was."""
    (tmp_path / "other.md").write_text("# Other\n")
    read(workspace, tmp_path / "other.md", project="other")

    for ident in (2, 99, 0):
        with pytest.raises(NotFound, match=f"There is no change set {ident}"):
            undo(workspace, ident)

    with pytest.raises(NotFound, match="There is no change set 99"):
        workspace.history.project_of(99)


def test_a_forgotten_milestone_can_t_be_brought_back(workspace, plans, trip, settings):
    """One that nobody touched was deleted long after it was detached: that is said."""
    plans.write("trip.md", TRIP.partition("## Book")[0])
    change_set = read(workspace).change_set
    workspace._store.write(project_of(workspace), lambda _, writing: writing.delete([trip["Book"]]))
    before = rows(settings.database)

    with pytest.raises(NotFound, match=rf"Milestone {trip['Book']}, .* is forgotten by now"):
        undo(workspace, change_set)

    assert rows(settings.database) == before


@pytest.mark.usefixtures("plans")
def test_an_old_reading_is_too_old_and_an_old_gesture_is_not(workspace, trip, booked):
    """What a reading overwrote is kept for a while; a gesture tells all by itself."""
    workspace.edits.set_status([trip["Plan"]], Status.DONE)
    for at in range(KEPT):
        status = Status.ACTIVE if at % 2 else Status.DONE
        workspace.edits.set_status([trip["Trip"]], status)

    with pytest.raises(NotFound, match=f"Change set {booked} is too old"):
        undo(workspace, booked)

    assert undo(workspace, 3).changed == (trip["Plan"],)


@pytest.mark.usefixtures("trip")
def test_a_listener_hears_of_an_undo_as_of_any_commit(workspace, open_workspace, booked):
    """Other screens follow an undo the same way."""
    heard = []
    workspace.listen(lambda *told: heard.append(told))
    other = open_workspace()
    forest(other)

    undo(workspace, booked)

    assert len(heard) == 1
    assert state(other) == state(workspace)


def test_attaching_is_undone_with_what_both_had(workspace, plans, trip):
    """The detached one is detached again, the other stands where it stood."""
    workspace.edits.set_status([trip["Book"]], Status.DONE)
    plans.write("trip.md", TRIP.replace("## Book\n\nStatus: active\n", "## Rent a bus\n"))
    read(workspace)
    before = state(workspace)
    bus = by_title(workspace)["Rent a bus"]
    workspace.edits.attach(trip["Book"], bus)
    after = state(workspace)
    plans.write("trip.md", "\n\n" + (plans / "trip.md").read_text())
    assert read(workspace).change_set is None

    undo(workspace)

    ones, layouts, texts = state(workspace)
    assert (ones, texts) == (before[0], before[2])
    assert layouts["trip.md"].ids == before[1]["trip.md"].ids
    assert layouts["trip.md"].lines == tuple(at + 2 for at in before[1]["trip.md"].lines)
    assert workspace.read_changed("plans").changes == ()
    redo(workspace)
    assert state(workspace)[::2] == after[::2]


def test_a_milestone_never_stands_in_two_places(workspace, plans, trip, settings):
    """Should another plan have it by whatever way, the undo leaves it there."""
    plans.write("food.md", "# Food\n")
    read(workspace)
    plans.write("trip.md", TRIP.partition("## Book")[0])
    lost = read(workspace).change_set

    def take(snapshot, writing):
        food = next(plan for plan in snapshot.plans if plan.state.path == "food.md")
        layout = Layout("food.md", (*food.layout.ids, trip["Book"]), (1, 2))
        writing.plan(replace(food, layout=layout), 9)

    workspace._store.write(project_of(workspace), take)
    before = rows(settings.database)

    with pytest.raises(Conflict, match=f"What change set {lost} changed was changed since"):
        undo(workspace, lost)

    assert rows(settings.database) == before


def test_an_undone_reading_leaves_every_heading_at_its_line(workspace, plans, trip):
    """The file is as it was saved: what still stands there is where it is, also after a redo."""
    moved = "Some words before it.\n\n" + TRIP.replace("## Plan", "## Ride\n\n## Plan")
    plans.write("trip.md", moved)
    change_set = read(workspace).change_set
    there = {"Trip": 3, "Plan": 7, "Book": 11}

    undo(workspace, change_set)

    seen = forest(workspace)
    assert {seen[at].title: seen.line[at] for at in trip.values()} == there
    redo(workspace)
    seen = forest(workspace)
    assert {seen[at].title: seen.line[at] for at in trip.values()} == there


def test_a_heading_that_only_the_undo_has_keeps_its_old_line(workspace, plans, trip):
    """It is nowhere in the file; the others are where the file has them."""
    plans.write("trip.md", "\n\n" + TRIP.partition("## Book")[0])
    change_set = read(workspace).change_set

    undo(workspace, change_set)

    seen = forest(workspace)
    assert [seen.line[trip[title]] for title in ("Trip", "Plan", "Book")] == [3, 5, 7]
