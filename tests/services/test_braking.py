"""The brake on real files: nothing is lost unasked, and what comes back finds all as it was."""

from __future__ import annotations

import pytest
from looking import by_title, forest, gone, read, rows, statuses, tree

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.plan_state import Hold

WORDS = ("amber", "birch", "cedar", "daisy", "elder", "fern", "grass", "heath", "ivy", "juniper")


def goals(name, numbers):
    """Write sections that differ in title and text."""
    return "".join(
        f"## {name} goal {number} of {WORDS[number % 10]}\n\n"
        f"Bring the {WORDS[number % 7]} of {name} to house {number}.\n\n"
        for number in numbers
    )


LARGE = "# Core\n\nAll of it.\n\n" + goals("core", range(199))
TWICE = LARGE + LARGE.replace("# Core", "# Copy")
HALF = LARGE[: LARGE.index("## core goal 100 ")]


def plan_state(workspace, path="core.md"):
    """Return what is known of a plan."""
    return next(plan for plan in forest(workspace).plans if plan.path == path)


def stored(settings):
    """Return all rows, but for how many writes there were."""
    found = rows(settings.database)
    found["project"] = [row[:3] + row[4:] for row in found["project"]]
    return found


def lasting(workspace):
    """Return the attached milestones where they stand."""
    now = forest(workspace)
    return [(now.parent[ident], now.line.get(ident), now[ident]) for ident in now.order]


@pytest.fixture
def core(workspace, plans):
    """A plan with 200 headings, half of them worked on, and a small one beside it."""
    file = plans.write("core.md", LARGE)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    ids = forest(workspace).order
    workspace.edits.set_status(ids[::2], Status.DONE)
    workspace.edits.set_status(ids[1::4], Status.BLOCKED)
    return file


def emptied(file):
    """Cut it to nothing."""
    file.write_bytes(b"")


def halved(file):
    """Cut it to half."""
    file.write_text(HALF)


def merging(file):
    """Leave it in the middle of a merge."""
    file.write_text(f"{HALF}\n<<<<<<< HEAD\n=======\n## Theirs\n>>>>>>> theirs\n")


def made_a_folder(file):
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


def deleted(file):
    """Remove it."""
    file.unlink()


def rewritten(file):
    """Have nothing of it left."""
    file.write_text("# Elsewhere\n\nNothing of before.\n")


DAMAGE = (emptied, halved, merging, made_a_folder, deleted, rewritten)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_plan_costs_no_status_and_mending_it_restores_every_row(
    workspace, core, settings, damage
):
    """Whatever happens to the file: milestones stay, the plan says why, then all is as before."""
    before, forest_before = stored(settings), forest(workspace)

    damage(core)
    report = read(workspace)

    assert (report.changes, len(report.troubles)) == ((), 1)
    assert forest(workspace).by_id == forest_before.by_id
    assert forest(workspace).order == forest_before.order
    assert plan_state(workspace).error == report.troubles[0].message
    assert stored(settings) != before
    if core.is_dir():
        core.rmdir()
    core.write_text(LARGE)
    assert read(workspace).troubles == ()
    assert stored(settings) == before


@pytest.mark.parametrize("damage", [halved, deleted, rewritten])
def test_a_held_plan_says_how_much_is_at_stake(workspace, core, damage):
    """The report and the plan count; looking again writes nothing and says the same."""
    damage(core)

    report = read(workspace)

    lost = 99 if damage is halved else 200
    (held,) = report.held
    assert (held.plan, held.detaching, held.live) == ("core.md", lost, 200)
    assert report.troubles[0].message == (
        f"core.md would detach {lost} of its 200 milestones, so it is held back."
    )
    assert "--force" in report.troubles[0].hint
    assert plan_state(workspace).hold is Hold.BRAKE
    number = workspace.project("plans").number
    assert read(workspace).held == report.held
    assert workspace.project("plans").number == number


def test_the_other_plans_go_on_while_one_is_held(workspace, core, plans):
    """The brake holds what loses too much, nothing else."""
    halved(core)
    plans.write("other.md", "# Other\n\n## More\n")

    report = read(workspace)

    assert report.summary() == "1 new"
    assert "  More" in tree(workspace)
    assert [held.plan for held in report.held] == ["core.md"]
    assert report.change_set is not None


def test_going_ahead_detaches_and_keeps_everything(workspace, core):
    """Told to take it as it is, the plan is followed; the statuses wait on the detached ones."""
    before = statuses(workspace)
    halved(core)
    read(workspace)

    report = read(workspace, as_it_is=True)

    assert (report.count(ChangeKind.DETACHED), report.held, report.troubles) == (99, (), ())
    assert plan_state(workspace).hold is None
    assert (len(gone(workspace)), statuses(workspace)) == (99, before)
    core.write_text(LARGE)
    assert read(workspace).count(ChangeKind.REATTACHED) == 99
    assert (gone(workspace), statuses(workspace)) == ([], before)


def test_a_hold_goes_when_a_later_save_needs_none(workspace, core):
    """Most of it put back: the rest is an ordinary edit."""
    halved(core)
    read(workspace)

    core.write_text(LARGE.replace(goals("core", range(190, 199)), ""))
    report = read(workspace)

    assert (report.summary(), report.troubles, report.held) == ("9 detached", (), ())
    assert plan_state(workspace).hold is None


def test_what_is_cut_here_and_pasted_there_in_another_save_is_a_move(workspace, core, plans):
    """The cut is held; with the paste, though only that file is named, nothing is lost."""
    before = by_title(workspace)
    halved(core)
    assert workspace.read_changed("plans", frozenset({core})).held

    other = plans.write("other.md", "# Other\n\n" + LARGE[len(HALF) :])
    report = workspace.read_changed("plans", frozenset({other}))

    assert (report.held, report.troubles) == ((), ())
    assert by_title(workspace) == before
    assert gone(workspace) == []


def test_a_new_plan_that_takes_from_a_held_one_waits_with_it(workspace, core, plans):
    """A file that was split, and lost half on the way, is held on both sides; mended, it moves."""
    before = by_title(workspace)
    taken = goals("core", range(150, 199))
    core.write_text(LARGE.replace(taken, "").replace(goals("core", range(50, 150)), ""))
    new = plans.write("new.md", "# New\n\n" + taken)

    report = read(workspace)

    assert [held.plan for held in report.held] == ["core.md", "new.md"]
    assert (report.changes, by_title(workspace)) == ((), before)
    assert plan_state(workspace, "new.md").hold is Hold.BRAKE
    core.write_text(LARGE.replace(taken, ""))
    report = workspace.read_changed("plans", frozenset({core}))
    assert (report.held, report.troubles, gone(workspace)) == ((), (), [])
    assert before.items() <= by_title(workspace).items()
    assert new.exists()


def test_a_renamed_large_plan_needs_no_brake(workspace, core, plans):
    """All its milestones go along."""
    before = by_title(workspace)
    core.rename(plans / "renamed.md")

    report = read(workspace)

    assert (report.held, report.troubles, by_title(workspace)) == ((), (), before)


def test_a_rename_that_is_seen_in_two_steps_needs_no_one(workspace, core, plans):
    """The old name goes first: held; the new one comes: the milestones go along."""
    before = by_title(workspace)
    core.rename(plans.folder / "core.txt")
    assert workspace.read_changed("plans", frozenset({core})).held

    new = (plans.folder / "core.txt").rename(plans / "renamed.md")
    report = workspace.read_changed("plans", frozenset({new}))

    assert (report.held, report.troubles) == ((), ())
    assert by_title(workspace) == before


def test_small_losses_in_many_plans_are_one_large_one(workspace, plans, settings):
    """A folder that is emptied detaches nobody, though each of its plans is small."""
    for number in range(6):
        plans.write(f"plan-{number}.md", goals(f"plan {number}", range(4)))
    read(workspace, plans.folder)
    before = stored(settings)

    for number in range(5):
        (plans / f"plan-{number}.md").unlink()
    report = read(workspace)

    assert [held.among for held in report.held] == [(20, 24)] * 5
    assert gone(workspace) == []
    for number in range(5):
        plans.write(f"plan-{number}.md", goals(f"plan {number}", range(4)))
    assert read(workspace).held == ()
    assert stored(settings) == before


def test_a_small_plan_may_lose_all_it_has(workspace, plans):
    """Five milestones are no catastrophe."""
    plans.write("trip.md", goals("trip", range(5)))
    plans.write("other.md", goals("other", range(20)))
    read(workspace, plans.folder)

    (plans / "trip.md").unlink()

    assert read(workspace).summary() == "5 detached"


def test_the_brake_holds_in_every_session(workspace, core, open_workspace):
    """What one session held back another one doesn't apply."""
    halved(core)
    read(workspace)
    other = open_workspace()

    report = read(other)

    assert (report.changes, [held.plan for held in report.held]) == ((), ["core.md"])


def test_a_plan_held_back_and_then_unreadable_tells_the_latter(workspace, core):
    """What is wrong with the file now is what people need to know."""
    halved(core)
    read(workspace)
    core.write_bytes(b"\xff\xfe")

    report = read(workspace)

    assert report.held == ()
    assert plan_state(workspace).hold is None
    assert "would detach" not in report.troubles[0].message


def test_a_plan_saved_twice_over_and_given_its_bytes_back_is_as_before(workspace, core):
    """What came with the copy goes with it, unasked; a preview foresees it."""
    before = lasting(workspace)
    core.write_text(TWICE)
    assert read(workspace).summary() == "200 new"

    core.write_text(LARGE)
    told = read(workspace, preview=True)
    report = read(workspace, expected=told.token)

    assert (told.held, told.counts) == ((), {ChangeKind.DETACHED: 200})
    assert (report.held, report.troubles, report.counts) == ((), (), told.counts)
    assert lasting(workspace) == before
    assert forest(workspace).detached_shown == ()


def test_what_somebody_worked_on_in_the_copy_holds_it(workspace, core):
    """86 with guidance of 286 that count are too many; 85 wait on the detached ones."""
    known = set(forest(workspace).order)
    core.write_text(TWICE)
    read(workspace)
    came = [ident for ident in forest(workspace).order if ident not in known]
    workspace.edits.set_status(came[:86], Status.DONE)

    core.write_text(LARGE)
    (held,) = read(workspace).held

    assert (held.plan, held.detaching, held.live) == ("core.md", 200, 400)
    workspace.edits.reset(came[:1], "status")
    assert read(workspace).held == ()
    assert set(forest(workspace).detached_shown) == set(came[1:86])


def test_half_of_a_plan_that_nobody_touched_is_held_the_first_time(workspace, plans):
    """Agreed to once, and mended, the same half is a state that the plan had."""
    file = plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    halved(file)
    assert [held.detaching for held in read(workspace).held] == [99]
    read(workspace, as_it_is=True)
    file.write_text(LARGE)
    read(workspace)

    halved(file)

    assert read(workspace).summary() == "99 detached"


def test_a_state_that_was_undone_is_none_that_the_plan_had(workspace, plans):
    """Whoever took the loss back is asked again, with the same bytes and after others."""
    file = plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    halved(file)
    forced = read(workspace, as_it_is=True)
    workspace.history.undo(forced.change_set, project_id=forced.project.id)

    assert [held.detaching for held in read(workspace, again=True).held] == [99]
    file.write_text(LARGE + "## More\n")
    read(workspace)
    halved(file)
    assert [held.detaching for held in read(workspace).held] == [100]


def test_a_plan_of_the_first_reading_does_not_go_unasked(workspace, plans):
    """Nobody touched it, but the project never was without it; one that came later was."""
    first = plans.write("core.md", LARGE)
    read(workspace, plans.folder)
    later = plans.write("later.md", "# Later\n\n" + goals("later", range(20)))
    read(workspace)

    first.unlink()
    later.unlink()
    report = read(workspace)

    assert [held.plan for held in report.held] == ["core.md"]
    assert (report.summary(), len(gone(workspace))) == ("21 detached", 21)
