"""The preview of an ingest, and applying exactly what it showed."""

from __future__ import annotations

import json

import pytest
from databases import columns
from looking import by_title, forest, gone, read, rows, statuses, tree

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Status
from mlv_tui.errors import Conflict
from mlv_tui.services.agreement import MOST_NAMED

TRIP = "# Trip\n\nAll of it.\n\n## Plan\n\nWhere to.\n\n## Book\n\nSeats on the night train.\n"
LARGE = "# Core\n\n" + "".join(f"## Goal {n}\n\nBring {n} of them.\n\n" for n in range(30))


@pytest.fixture
def trip(workspace, plans):
    """A plan that was read, and is edited in many ways since, with another one gone and a third."""
    plans.write("trip.md", TRIP + "\n## Sleep\n\nAnywhere.\n")
    plans.write("old.md", "# Old\n\nNothing like it.\n")
    plans.write("notes.md", "# Notes\n\n## Moves away\n\nOver there, by and by.\n")
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.ACTIVE)
    (plans / "old.md").unlink()
    plans.write("notes.md", "# Notes\n")
    plans.write("new.md", "# New\n\n## Moves away\n\nOver there, by and by.\n")
    text = TRIP.replace("## Plan", "## [x] Plan").replace("## Book", "## Book early")
    return plans.write("trip.md", text + "\n## Brand new\n\nUnheard of.\n")


def activity(settings, change_set):
    """Return the changes of a change set as the database has them."""
    found = rows(settings.database)["change"]
    return [row for row in found if row[1] == change_set]


def told(change):
    """Return a change as the database has it, without what is known only when it is applied."""
    sides = [dict(side) for side in (change.before, change.after)]
    for side in sides:
        side.pop("detached_at", None)
        if (side.get("parent") or 0) < 0:
            side["parent"] = "new"
    ident = change.milestone_id if change.milestone_id > 0 else "new"
    return ident, change.kind, change.reason, change.score, json.loads(json.dumps(sides))


@pytest.mark.usefixtures("trip")
def test_what_the_preview_listed_is_what_the_activity_holds(workspace, settings):
    """Change by change: the preview, the report and the stored change set agree."""
    preview = read(workspace, preview=True)
    known = set(forest(workspace).by_id)

    report = read(workspace, expected=preview.token)

    listed = [told(one.change) for one in preview.foreseen]
    assert listed == [told(change) for change in preview.changes]
    assert {change.kind for change in preview.changes} >= {
        ChangeKind.NEW,
        ChangeKind.RENAMED,
        ChangeKind.MOVED,
        ChangeKind.EDITED,
        ChangeKind.DETACHED,
    }
    stored = activity(settings, report.change_set)
    assert len(stored) == len(listed)
    for row, (ident, kind, reason, score, (before, after)) in zip(stored, listed, strict=True):
        _, _, stored_id, stored_kind, stored_reason, stored_score, *_ = in_order(settings, row)
        sides = [json.loads(one) for one in in_order(settings, row)[6:8]]
        for side in sides:
            side.pop("detached_at", None)
            if side.get("parent") not in (None, *known):
                side["parent"] = "new"
        assert (stored_kind, stored_reason, stored_score) == (kind, reason, score)
        assert (stored_id if stored_id in known else "new") == ident
        assert sides == [before, after]


def in_order(settings, row):
    """Return a change's row in the order id, change set, milestone, kind, reason, score, sides."""
    names = columns(settings.database, "change")
    wanted = ("id", "change_set_id", "milestone_id", "kind", "reason", "score", "before", "after")
    return [row[names.index(name)] for name in wanted]


@pytest.mark.usefixtures("trip")
def test_a_preview_tells_where_each_milestone_stands_and_would_stand(workspace, plans):
    """From nowhere to somewhere for new ones, the other way round for those that go."""
    preview = read(workspace, preview=True)

    found = {one.title: one for one in preview.foreseen}
    new, lost = found["Brand new"], found["Old"]
    assert (new.before, new.after.plan, new.after.line) == (None, "trip.md", 13)
    assert (new.after.parent_title, new.after.title) == ("Trip", "Brand new")
    assert (lost.after, lost.before.source_key) == (None, "old.md#old~1")
    renamed, moved = found["Book"], found["Moves away"]
    assert (renamed.before.title, renamed.after.title) == ("Book", "Book early")
    assert (moved.before.plan, moved.after.plan) == ("notes.md", "new.md")
    assert moved.after.parent_id < 0
    assert (moved.after.parent_title, moved.is_held) == ("New", False)
    assert (plans / "new.md").exists()


@pytest.mark.usefixtures("trip")
def test_a_preview_counts_and_tells_as_the_ingest(workspace, settings):
    """Nothing is written by it, and the same counts come of it."""
    before = rows(settings.database)

    preview = read(workspace, preview=True)

    assert rows(settings.database) == before
    report = read(workspace)
    assert (preview.counts, preview.unchanged) == (report.counts, report.unchanged)
    assert (preview.plans, preview.conflicts) == (report.plans, report.conflicts)


def test_the_preview_of_an_unchanged_tree_is_empty(workspace, plans):
    """Nothing to show, nothing to agree to."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    preview = read(workspace, preview=True)

    assert (preview.foreseen, preview.changes, preview.token) == ((), (), "")


def test_the_same_state_has_the_same_token(workspace, plans, open_workspace):
    """Whoever looks, and whenever; another state has another one."""
    plans.write("trip.md", TRIP)
    first = read(workspace, plans.folder, preview=True)

    assert read(open_workspace(), plans.folder, preview=True).token == first.token
    plans.write("trip.md", TRIP + "More.\n")
    assert read(workspace, plans.folder, preview=True).token != first.token


def test_a_plan_that_changed_since_the_preview_is_named(workspace, trip, plans, settings):
    """Nothing is applied then, of the other plans neither."""
    token = read(workspace, preview=True).token
    before = rows(settings.database)
    trip.write_text(trip.read_text() + "\n## Later\n")

    with pytest.raises(Conflict, match=r"^trip\.md isn't as that preview showed") as caught:
        read(workspace, expected=token)

    assert caught.value.exit_code == 5
    assert rows(settings.database) == before
    plans.write("later.md", "# Later\n")
    with pytest.raises(Conflict, match=r"^later\.md, trip\.md aren't as that preview showed"):
        read(workspace, expected=token)


@pytest.mark.usefixtures("trip")
def test_what_another_session_read_meanwhile_is_named(workspace, open_workspace):
    """The preview is no longer what would be applied."""
    token = read(workspace, preview=True).token
    read(open_workspace())

    with pytest.raises(Conflict, match=r"new\.md, notes\.md, old\.md and 1 more aren't as"):
        read(workspace, expected=token)


def test_a_plan_that_is_as_it_was_again_is_named(workspace, plans):
    """What was shown isn't there any more, though nothing new is."""
    plans.write("trip.md", TRIP)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    plans.write("trip.md", TRIP + "More.\n")
    token = read(workspace, preview=True).token
    plans.write("trip.md", TRIP)

    with pytest.raises(Conflict, match=r"^trip\.md isn't"):
        read(workspace, expected=token)


def test_a_token_of_many_plans_is_short_and_still_binds(workspace, plans):
    """Which of them changed can't be told then; that something did can."""
    for number in range(MOST_NAMED + 1):
        plans.write(f"plan-{number}.md", f"# Goal {number}\n")
    token = read(workspace, plans.folder, preview=True).token
    assert len(token) < 20
    plans.write("plan-3.md", "# Another\n")

    with pytest.raises(Conflict, match="What would be applied isn't what that preview showed"):
        read(workspace, plans.folder, expected=token)

    assert workspace.projects() == ()
    token = read(workspace, plans.folder, preview=True).token
    assert read(workspace, plans.folder, expected=token).count(ChangeKind.NEW) == MOST_NAMED + 1


def test_guidance_that_changes_what_would_be_applied_is_told(workspace, plans):
    """A person took the plan's value meanwhile: the plan is the same, the change isn't."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.BLOCKED)
    plans.write("trip.md", TRIP.replace("## Plan\n", "## Plan\nStatus: done\n"))
    token = read(workspace, preview=True).token
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.DONE)

    with pytest.raises(Conflict, match="What would be applied isn't"):
        read(workspace, expected=token)

    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.BLOCKED)
    assert read(workspace, expected=token).summary() == "1 edited"


def test_guidance_that_has_nothing_to_do_with_it_is_no_conflict(workspace, trip):
    """People go on working while somebody looks at a preview."""
    token = read(workspace, preview=True).token
    workspace.edits.set_status([by_title(workspace)["Trip"]], Status.BLOCKED)

    report = read(workspace, expected=token)

    assert report.change_set is not None
    assert statuses(workspace)["Trip"] == "blocked"
    assert trip.exists()


def test_a_held_plan_is_shown_with_what_going_ahead_would_do(workspace, plans):
    """Marked as held, after what is applied anyway; one token applies either, as told."""
    plans.write("core.md", LARGE)
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    plans.write("core.md", LARGE[: LARGE.index("## Goal 12")])
    plans.write("trip.md", TRIP.replace("Where to.", "To Rome."))

    preview = read(workspace, preview=True)

    assert preview.summary() == "1 edited"
    assert (preview.foreseen[0].title, preview.foreseen[0].is_held) == ("Plan", False)
    held = [one.change.kind for one in preview.foreseen if one.is_held]
    assert held.count(ChangeKind.DETACHED) == preview.held[0].detaching == 18
    report = read(workspace, expected=preview.token)
    assert (report.summary(), report.held) == ("1 edited", preview.held)
    token = read(workspace, preview=True).token
    assert read(workspace, expected=token, as_it_is=True).held == ()
    assert len(gone(workspace)) == 18


def test_a_preview_writes_no_hold(workspace, plans, settings):
    """Only an ingest notes on the plan that it is held back."""
    plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    before = rows(settings.database)
    plans.write("core.md", "# Core\n")

    preview = read(workspace, preview=True)

    assert preview.troubles[0].message.startswith("core.md would detach 30 of its 31")
    assert rows(settings.database) == before
    assert len(tree(workspace)) == 31


TASKS = "# Tasks\n\n## Pay\nPriority: 2\nOwner: ada\n\n## Pack\n\n## Post\n"


@pytest.fixture
def torn(workspace, plans):
    """A plan that is about to say something else than a person does, and one that they archived."""
    file = plans.write("tasks.md", TASKS)
    read(workspace, plans.folder)
    ids = by_title(workspace)
    workspace.edits.set_shared([ids["Pay"], ids["Post"]], "priority", 1)
    workspace.edits.set_shared([ids["Pay"]], "owner", "gus")
    workspace.edits.archive([ids["Post"]])
    text = TASKS.replace("Priority: 2", "Priority: 3").replace("## Post", "## Post\nPriority: 4")
    file.write_text(text)
    return ids


def test_a_preview_lists_each_conflict_that_it_would_make(workspace, torn):
    """On the change's own line with both values; the counts are the ingest's."""
    preview = read(workspace, preview=True)
    report = read(workspace, expected=preview.token)

    made = {one.title: one.conflicts for one in preview.foreseen}
    (priority,) = made["Pay"]
    assert (priority.name, priority.base, priority.mine, priority.plan) == ("priority", 2, 1, 3)
    assert made["Post"] == ()
    assert (preview.conflicts, preview.new_conflicts) == (1, (torn["Pay"],))
    assert (report.conflicts, report.new_conflicts) == (1, (torn["Pay"],))
    again = read(workspace)
    assert (again.conflicts, again.new_conflicts) == (1, ())


def test_a_conflict_that_goes_on_is_no_new_one(workspace, torn, plans):
    """Another value of the plan's, and another field: only the field is new."""
    read(workspace)
    text = TASKS.replace("Priority: 2", "Priority: 5").replace("Owner: ada", "Owner: hal")
    plans.write("tasks.md", text)

    preview = read(workspace, preview=True)

    (pay,) = [one for one in preview.foreseen if one.change.milestone_id == torn["Pay"]]
    assert [each.name for each in pay.conflicts] == ["owner"]
    assert (preview.conflicts, preview.new_conflicts) == (1, (torn["Pay"],))


def test_what_is_held_back_tells_its_conflicts_and_counts_none(workspace, plans):
    """They are made only where somebody goes ahead."""
    plans.write("core.md", LARGE + "## Pay\nPriority: 2\n")
    read(workspace, plans.folder)
    workspace.edits.set_shared([by_title(workspace)["Pay"]], "priority", 1)
    plans.write("core.md", LARGE[: LARGE.index("## Goal 12")] + "## Pay\nPriority: 3\n")

    preview = read(workspace, preview=True)

    (pay,) = [one for one in preview.foreseen if one.title == "Pay"]
    assert (pay.is_held, [each.name for each in pay.conflicts]) == (True, ["priority"])
    assert (preview.conflicts, preview.new_conflicts) == (0, ())


def test_what_is_archived_is_no_loss_in_the_brake_and_in_the_preview(workspace, plans):
    """Both count what is attached and not archived; the rest is in a group of its own."""
    plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    workspace.edits.archive([by_title(workspace)[f"Goal {n}"] for n in range(20, 26)])
    plans.write("core.md", LARGE[: LARGE.index("## Goal 12")])

    preview = read(workspace, preview=True)

    groups = [one.group for one in preview.foreseen]
    assert preview.held[0].detaching == groups.count(ChangeKind.DETACHED) == 12
    assert groups.count("archived") == 6


@pytest.fixture
def held(workspace, plans):
    """A plan that is held back, one that is empty, and one whose reading was undone."""
    for name in ("core.md", "empty.md", "undone.md"):
        plans.write(name, LARGE.replace("Core", name).replace("Goal", f"{name} goal"))
    read(workspace, plans.folder)
    plans.write("undone.md", "# undone.md, and more\n" + (plans / "undone.md").read_text())
    report = read(workspace)
    workspace.history.undo(report.change_set, project_id=report.project.id)
    plans.write("core.md", "# core.md\n")
    plans.write("empty.md", "")
    return frozenset({"core.md"})


def test_going_ahead_takes_what_is_held_back_and_nothing_else(workspace, held):
    """Neither the empty plan nor what was undone; the preview of it shows just that."""
    assert [one.plan for one in read(workspace).held] == ["core.md"]
    preview = read(workspace, preview=True, ahead=held)
    assert {one.before.plan for one in preview.foreseen} == held

    report = read(workspace, ahead=held, expected=preview.token)

    assert report.summary() == preview.summary() == "30 detached"
    assert (report.held, report.again) == ((), ())
    seen = forest(workspace)
    assert {seen[ident].plan for ident in seen.detached if seen[ident].detached_at} >= held
    assert sum(1 for ident in seen.order if seen[ident].plan == "empty.md") == 31
    assert [plan.hold for plan in seen.plans if plan.path == "undone.md"] == ["undone"]


def test_a_held_plan_that_is_emptied_meanwhile_is_not_taken_at_its_word(workspace, held, plans):
    """Going ahead isn't agreeing to whatever the file says by then."""
    token = read(workspace, preview=True, ahead=held).token
    plans.write("core.md", "")

    with pytest.raises(Conflict, match=r"^core\.md isn't as that preview showed"):
        read(workspace, ahead=held, expected=token)

    report = read(workspace, ahead=held)
    assert (report.changes, report.held) == ((), ())
    assert "core.md is empty" in " ".join(map(str, report.troubles))


def test_going_ahead_with_a_deleted_plan_takes_what_is_held_beside_it_along(workspace, plans):
    """A plan was split, half of it lost, and its file is gone: both are read together."""
    plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    before = by_title(workspace)
    (plans / "core.md").unlink()
    plans.write("new.md", "# New\n\n" + LARGE[LARGE.index("## Goal 20") :])
    report = read(workspace)
    held = frozenset(one.plan for one in report.held)
    assert (held, report.changes) == ({"core.md", "new.md"}, ())
    preview = read(workspace, preview=True, ahead=held)

    report = read(workspace, ahead=held, expected=preview.token)

    assert (report.held, report.troubles) == ((), ())
    assert report.count(ChangeKind.DETACHED) == 21
    assert before.items() <= by_title(workspace).items()
    assert forest(workspace)[before["Goal 25"]].plan == "new.md"
