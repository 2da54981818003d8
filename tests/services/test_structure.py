"""Adding, moving, removing and giving away: one gesture, one change set, all undone at once."""

from __future__ import annotations

import json

import pytest
from looking import by_title, forest, gone, read, rows, tree

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Mine, Placed, Status
from mlv_tui.domain.placing import LAST, Before
from mlv_tui.domain.refusals import REMOVED, Refusal
from mlv_tui.errors import Conflict, MlvError, NotFound
from mlv_tui.services.gesture import EditReport
from mlv_tui.services.history import History
from mlv_tui.services.workspace import Workspace

TRIP = """\
# Trip

## Plan
Owner: Mia

## Book
Status: active
Link: trip:TR-1

Seats.

## Pack
"""


@pytest.fixture
def trip(workspace, plans):
    """Four milestones, by title."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


@pytest.fixture
def core(workspace, trip):
    """The project's id."""
    assert trip
    return workspace.project("plans").id


@pytest.fixture
def other(workspace, core, tmp_path):
    """Another project, with one milestone; its id."""
    assert core
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "web.md").write_text("# Web\n")
    return read(workspace, tmp_path / "web", project="web").project.id


def undo(workspace, project=None):
    """Undo the last gesture."""
    return workspace.history.undo(project_id=project or workspace.project("plans").id)


def test_a_milestone_is_added_where_it_was_wanted(workspace, trip, core):
    """At the end of the project, below another one, or beside it; with what was set at once."""
    edits = workspace.edits

    last = edits.add(core, " By  hand ", values={"owner": "zoe", "notes": "One.\nTwo."})
    first = edits.add(core, "First", parent=trip["Trip"], behind=None)
    edits.add(core, "Before", behind=Before(trip["Pack"]))
    behind = edits.add(core, "Behind", parent=trip["Trip"], behind=trip["Plan"])

    assert tree(workspace) == [
        "Trip",
        "  First",
        "  Plan",
        "  Behind",
        "  Book",
        "  Before",
        "  Pack",
        "By hand",
    ]
    one = forest(workspace)[last.added[0]]
    assert (one.title, one.shown("owner"), one.notes) == ("By hand", "zoe", "One.\nTwo.")
    assert (one.plan, one.level, one.source_key, one.is_by_hand) == (None, 0, None, True)
    assert behind == EditReport((), (), 5, added=(8,))
    (told,) = workspace.history.changes(first.change_set)
    assert (told.kind, told.after["my_title"]["value"]) == (ChangeKind.NEW, "First")


@pytest.mark.parametrize(
    ("title", "where", "error"),
    [
        (" ", {}, "at least one letter"),
        ("x", {"parent": 99}, "no milestone 99"),
        ("x", {"behind": 99}, "no milestone 99"),
        ("x", {"behind": Before(99)}, "no milestone 99"),
    ],
)
def test_what_can_t_be_added_is_refused(workspace, core, settings, title, where, error):
    """Nothing is written, nor an id used up."""
    before = rows(settings.database)

    with pytest.raises(MlvError, match=error):
        workspace.edits.add(core, title, **where)

    assert rows(settings.database) == before


def test_nothing_is_put_below_what_is_not_shown(workspace, trip, plans):
    """It says what became of the place."""
    plans.write("trip.md", TRIP.replace("## Pack\n", ""))
    read(workspace)
    workspace.edits.remove([trip["Plan"]])

    with pytest.raises(NotFound, match="was removed"):
        workspace.edits.move([trip["Book"]], parent=trip["Plan"])
    with pytest.raises(NotFound, match="is detached"):
        workspace.edits.move([trip["Book"]], parent=trip["Pack"])


def test_many_are_moved_in_one_gesture(workspace, trip):
    """What can't go is told with the reason; the others go, in tree order."""
    ids = [trip["Pack"], trip["Trip"], trip["Plan"], trip["Pack"]]

    report = workspace.edits.move(ids, parent=trip["Book"])

    refused = (Refusal(trip["Trip"], "it can't stand below itself"),)
    assert report == EditReport((trip["Plan"], trip["Pack"]), (), 2, refused=refused)
    assert tree(workspace) == ["Trip", "  Book", "    Plan", "    Pack"]
    assert workspace.edits.move(ids[:1], parent=trip["Book"]).unchanged == (trip["Pack"],)


def test_what_goes_with_one_above_it_is_no_stranger(workspace, trip):
    """Asked for with its parent it went along, and wasn't so already; unless that can't go."""
    workspace.edits.move([trip["Pack"]], parent=trip["Book"])

    report = workspace.edits.reorder([trip["Book"], trip["Pack"]], -1)

    assert (report.edited, report.unchanged) == ((trip["Book"],), ())
    assert report.along == (trip["Pack"],)
    first = workspace.edits.reorder([trip["Book"], trip["Pack"]], -1)
    assert [one.id for one in first.refused] == [trip["Book"]]
    assert (first.unchanged, first.along) == ((trip["Pack"],), ())


def test_a_move_stays_when_the_plan_is_saved(workspace, trip, plans):
    """The plan still says what it says; a new heading comes where the plan has it."""
    workspace.edits.move([trip["Pack"]], parent=trip["Plan"], behind=LAST)
    workspace.edits.reorder([trip["Book"]], -1)

    plans.write("trip.md", TRIP.replace("## Book", "## Call\n\n## Book"))
    read(workspace)

    assert tree(workspace) == ["Trip", "  Book", "  Plan", "    Pack", "  Call"]
    assert forest(workspace).plan_parent[trip["Pack"]] == trip["Trip"]
    workspace.edits.reset([trip["Pack"], trip["Book"]], "place")
    assert tree(workspace) == ["Trip", "  Plan", "  Call", "  Book", "  Pack"]


def test_what_the_plan_puts_below_a_moved_one_goes_with_it(workspace, trip, plans):
    """A circle that a save makes opens where somebody moved last, and closes no more."""
    workspace.edits.move([trip["Book"]], parent=trip["Plan"])
    plans.write(
        "trip.md", TRIP.replace("## Plan", "## Later").replace("## Book", "## Book\n\n### Plan")
    )
    read(workspace)

    seen = forest(workspace)
    assert set(seen.order) | set(seen.detached) == set(seen.by_id)
    plans.write("trip.md", TRIP)
    read(workspace)
    assert tree(workspace) == ["Trip", "  Plan", "    Book", "  Pack"]


def test_what_was_removed_does_not_come_back_by_reading(workspace, trip, plans):
    """Its heading is recognised, renamed or gone and back; undo brings it back as it is then."""
    report = workspace.edits.remove([trip["Book"]])

    for text in (
        TRIP.replace("## Book", "## Book them"),
        TRIP,
        TRIP.replace("## Book\n", "").replace("Seats.\n", ""),
        TRIP,
    ):
        plans.write("trip.md", text)
        read(workspace, as_it_is=True)

    assert tree(workspace) == ["Trip", "  Plan", "  Pack"]
    assert (gone(workspace), len(forest(workspace))) == ([], 4)
    undo(workspace)
    assert tree(workspace) == ["Trip", "  Plan", "  Book", "  Pack"]
    assert report == EditReport((trip["Book"],), (), report.change_set)


def test_removing_takes_along_what_is_below(workspace, trip, settings):
    """A dry run tells how many; one undo brings all back."""
    told = workspace.edits.remove([trip["Trip"]], dry_run=True)
    assert told == EditReport((1, 2, 3, 4), (), None, along=(2, 3, 4))

    done = workspace.edits.remove([trip["Trip"]])

    assert (tree(workspace), done.along) == ([], (2, 3, 4))
    assert forest(workspace).total.all == 0
    assert undo(workspace).changed == (1, 2, 3, 4)
    assert tree(workspace) == ["Trip", "  Plan", "  Book", "  Pack"]
    assert rows(settings.database)["milestone"][0][3] == 1


def test_a_new_heading_below_a_removed_one_is_seen(workspace, trip, plans):
    """Only what was there was removed."""
    workspace.edits.remove([trip["Book"]])

    plans.write("trip.md", TRIP.replace("Seats.\n", "Seats.\n\n### Night train\n"))
    read(workspace)

    assert tree(workspace) == ["Trip", "  Plan", "  Night train", "  Pack"]


def test_every_gesture_leaves_removed_ones_alone(workspace, trip):
    """And says so, milestone by milestone; the others are changed."""
    workspace.edits.remove([trip["Book"]])
    ids = [trip["Book"], trip["Pack"]]

    for do in (
        lambda edits: edits.set_status(ids, Status.DONE),
        lambda edits: edits.archive(ids),
        lambda edits: edits.restore(ids),
        lambda edits: edits.reorder(ids, -1),
        lambda edits: edits.remove(ids),
    ):
        report = do(workspace.edits)
        assert (report.edited, report.refused) == (
            (trip["Pack"],),
            (Refusal(trip["Book"], REMOVED),),
        )


def test_several_fields_are_one_gesture(workspace, trip):
    """Set, cleared, and given back to the plan."""
    report = workspace.edits.edit(
        [trip["Plan"], trip["Book"]],
        {"priority": 1, "notes": "Ask.", "waits_for": (trip["Pack"],)},
        ["owner"],
    )

    one = forest(workspace)[trip["Plan"]]
    assert (report.edited, one.shown("priority"), one.notes) == ((2, 3), 1, "Ask.")
    assert (one.waits_for, one.shown("owner")) == ((trip["Pack"],), "Mia")
    label = workspace.history.activity(workspace.project("plans").id)[0].label
    assert label == "edit: priority, notes, waits for, owner"
    undo(workspace)
    assert forest(workspace)[trip["Plan"]].waits_for == ()


def test_nothing_waits_for_itself_or_for_what_is_not_there(workspace, trip):
    """The first is refused for that one; the second altogether."""
    report = workspace.edits.edit([2, 3], {"waits_for": (3,)})

    assert (report.edited, [one.id for one in report.refused]) == ((2,), [3])
    with pytest.raises(NotFound, match="no milestone 99"):
        workspace.edits.edit([trip["Plan"]], {"waits_for": (99,)})
    with pytest.raises(KeyError):
        workspace.edits.edit([trip["Plan"]], {"level": 3})


def test_a_field_follows_the_plan_again(workspace, trip, core):
    """What was added by hand keeps its title and its place: no plan has others."""
    workspace.edits.set_shared([trip["Plan"]], "owner", "Ben")
    hand = workspace.edits.add(core, "By hand", values={"owner": "zoe"}).added[0]

    report = workspace.edits.reset([trip["Plan"], trip["Book"], hand], "owner")

    assert (report.edited, report.unchanged) == ((trip["Plan"], hand), (trip["Book"],))
    assert forest(workspace)[trip["Plan"]].shown("owner") == "Mia"
    for field in ("title", "place"):
        assert [one.id for one in workspace.edits.reset([hand], field).refused] == [hand]
    with pytest.raises(KeyError):
        workspace.edits.reset([hand], "notes")


def test_notes_are_kept_as_they_were_written(workspace, trip):
    """Lines, blanks and all."""
    workspace.edits.set_notes(trip["Plan"], "  One.\n\nTwo. ")

    assert forest(workspace)[trip["Plan"]].notes == "  One.\n\nTwo. "


def test_undo_skips_a_place_that_somebody_changed_since(workspace, trip, settings):
    """And puts back the others of the same gesture."""
    workspace.edits.move([trip["Book"], trip["Pack"]], parent=trip["Plan"])
    ben = Workspace(type(settings)(settings.database, settings.state_folder, "ben"))
    ben.edits.outdent([trip["Pack"]])
    ben.close()

    report = undo(workspace)

    assert (report.changed, [one.fields for one in report.skipped]) == (
        (trip["Book"],),
        [("placed",)],
    )
    assert tree(workspace) == ["Trip", "  Plan", "  Pack", "  Book"]


def test_a_move_is_undone_though_its_sibling_went_away_since(workspace, trip, core):
    """Following another sibling is no change of the place."""
    workspace.edits.move([trip["Plan"]], behind=trip["Pack"])
    workspace.edits.edit([trip["Book"]], {"notes": "x"})
    workspace.edits.move([trip["Pack"]], parent=None)

    workspace.history.undo(2, project_id=core)

    assert tree(workspace) == ["Trip", "  Plan", "  Book", "Pack"]


def test_an_undo_that_would_close_a_circle_is_skipped(workspace, trip, core):
    """What was above came below meanwhile."""
    moved = workspace.edits.outdent([trip["Plan"]])
    workspace.edits.move([trip["Trip"]], parent=trip["Plan"])

    with pytest.raises(Conflict, match="was changed since"):
        workspace.history.undo(moved.change_set, project_id=core)

    assert tree(workspace) == ["Plan", "  Trip", "    Book", "    Pack"]


def test_undoing_an_addition_removes_it_and_redoing_brings_it_back(workspace, core):
    """With what was below it staying in sight."""
    above = workspace.edits.add(core, "Above")
    workspace.edits.add(core, "Below", parent=above.added[0])

    workspace.history.undo(above.change_set, project_id=core)

    assert tree(workspace)[-1] == "Below"
    workspace.history.redo(core)
    assert tree(workspace)[-2:] == ["Above", "  Below"]


def test_an_addition_that_somebody_works_on_is_not_undone(workspace, core):
    """It was changed since; that is undone first."""
    added = workspace.edits.add(core, "By hand")
    workspace.edits.set_status(added.added, Status.DONE)

    with pytest.raises(Conflict, match="status"):
        workspace.history.undo(added.change_set, project_id=core)


@pytest.mark.usefixtures("other")
def test_milestones_go_to_another_project(workspace, trip, core):
    """What has a heading is removed here and made there; what was made by hand goes itself."""
    hand = workspace.edits.add(core, "By hand", parent=trip["Book"], values={"owner": "zoe"})
    workspace.edits.edit([trip["Book"]], {"priority": 1, "notes": "Ask."})
    workspace.edits.edit(hand.added, {"waits_for": (trip["Book"], trip["Pack"])})
    web = forest(workspace, "web").order[0]

    report = workspace.edits.move_to_project([trip["Book"]], "web", parent=web)

    assert report == EditReport(
        (trip["Book"], *hand.added), (), 7, added=(7,), along=hand.added, other_change_set=6
    )
    assert tree(workspace) == ["Trip", "  Plan", "  Pack"]
    assert tree(workspace, "web") == ["Web", "  Book", "    By hand"]
    there = forest(workspace, "web")
    book, by_hand = there[7], there[hand.added[0]]
    assert (book.status, book.shown("priority"), book.notes) == (Status.ACTIVE, 1, "Ask.")
    assert (book.says.links, workspace.text(7).body.strip()) == (("trip:TR-1",), "Seats.")
    assert (by_hand.shown("owner"), by_hand.waits_for) == ("zoe", (7,))
    assert by_hand.mine["owner"] == Mine("zoe", None)


@pytest.mark.parametrize("slug", ["plans", "web"])
def test_giving_away_is_undone_from_either_side(workspace, trip, core, other, slug):
    """Both projects are as before, and redo gives it away again."""
    hand = workspace.edits.add(core, "By hand", parent=trip["Book"])
    before = (tree(workspace), tree(workspace, "web"))
    workspace.edits.move_to_project([trip["Book"]], "web")
    after = (tree(workspace), tree(workspace, "web"))

    undo(workspace, workspace.project(slug).id)

    assert (tree(workspace), tree(workspace, "web")) == before
    assert workspace.project_of(hand.added[0]).id == core
    workspace.history.redo(workspace.project(slug).id)
    assert (tree(workspace), tree(workspace, "web")) == after
    assert workspace.project_of(hand.added[0]).id == other


@pytest.mark.usefixtures("other")
def test_an_undo_of_another_project_than_it_looked_at_is_refused(workspace, trip, core, tmp_path):
    """The same person gives something to a third project, just before the locks are taken."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "app.md").write_text("# App\n")
    read(workspace, tmp_path / "app", project="app")

    class Overtaken(History):
        def _projects(self, target, project_id):
            found = super()._projects(target, project_id)
            workspace.edits.move_to_project([trip["Pack"]], "app")
            return found

    workspace.edits.move_to_project([trip["Book"]], "web")

    with pytest.raises(Conflict, match="done meanwhile; nothing was undone"):
        Overtaken(workspace._store, "ada", lambda: 1).undo(project_id=core)
    assert tree(workspace, "web") == ["Web", "Book"]
    assert tree(workspace, "app") == ["App", "Pack"]


@pytest.mark.usefixtures("other")
def test_giving_away_is_told_once_in_a_milestone_s_history(workspace, core):
    """Though it stands in the activity of both projects."""
    hand = workspace.edits.add(core, "By hand").added[0]
    workspace.edits.move_to_project([hand], "web")

    told = [one.label for one, _ in workspace.history.of(hand)]

    assert told == ["move to web", "add: By hand"]
    assert workspace.history.activity(workspace.project("web").id)[0].label == "move from plans"


@pytest.mark.usefixtures("other")
def test_giving_away_tells_first_what_it_would_do(workspace, trip, settings):
    """And to the same project it is a move."""
    before = rows(settings.database)

    told = workspace.edits.move_to_project([trip["Book"]], "web", dry_run=True)

    assert (told.edited, told.added, told.change_set) == ((trip["Book"],), (-1,), None)
    assert rows(settings.database) == before
    assert workspace.edits.move_to_project([trip["Book"]], "plans").edited == (trip["Book"],)
    with pytest.raises(NotFound):
        workspace.edits.move_to_project([trip["Book"]], "nowhere")
    with pytest.raises(NotFound):
        workspace.edits.move_to_project([trip["Book"]], "web", parent=trip["Plan"])


@pytest.mark.usefixtures("other")
def test_a_heading_left_behind_stays_this_project_s(workspace, trip, plans):
    """Saving its plan changes nothing: neither comes it back here, nor goes anything there."""
    workspace.edits.move_to_project([trip["Book"]], "web")

    plans.write("trip.md", TRIP.replace("Status: active", "Status: done"))
    read(workspace, project="plans")

    assert tree(workspace) == ["Trip", "  Plan", "  Pack"]
    assert forest(workspace, "web").total.done == 0


def test_one_move_among_many_writes_one_row(workspace, core, settings):
    """Whatever the number of siblings."""
    for at in range(5):
        workspace.edits.add(core, f"By hand {at}")

    report = workspace.edits.reorder([9], -3)

    changes = [row for row in rows(settings.database)["change"] if row[1] == report.change_set]
    assert [row[2] for row in changes] == [9]
    assert json.loads(changes[0][6])["placed"] == {"parent": None, "after": 5, "number": 7}
    assert forest(workspace)[9].placed == Placed(None, 5, 7)
