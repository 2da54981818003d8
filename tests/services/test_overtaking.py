"""Two people at one milestone: what nobody saw isn't written over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from databases import written
from looking import by_title, forest, read
from processes import together

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace

TRIP = "# Trip\n\n## Plan\n\n## Book\n"

RACE = """
from pathlib import Path
from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
name = sys.argv[2]
session = Workspace(Settings(address_of(sys.argv[1]), Path("/nowhere"), name))
project = session.last_project()
displayed = session.forest(project.id).by_id
start()
for ident in map(int, sys.argv[3:]):
    with session.edits.on(displayed):
        report = session.edits.edit([ident], {"owner": name})
    if report.edited:
        print(ident, name)
    else:
        assert "changed its owner meanwhile" in report.refused[0].reason, report
session.close()
"""


@pytest.fixture
def ids(workspace, plans):
    """The ids by title."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    return by_title(workspace)


@pytest.fixture
def ben(settings):
    """Somebody else on the same database."""
    other = Workspace(replace(settings, actor="ben"))
    yield other
    other.close()


def test_a_field_that_somebody_else_changed_is_left_to_them(workspace, ben, ids):
    """The gesture is refused for that milestone, with the other's name; the rest of it goes."""
    displayed = forest(workspace).by_id
    ben.edits.set_status([ids["Plan"]], Status.BLOCKED)

    with workspace.edits.on(displayed):
        report = workspace.edits.set_status([ids["Plan"], ids["Book"]], Status.DONE)

    assert report.edited == (ids["Book"],)
    assert [(one.id, one.reason) for one in report.refused] == [
        (ids["Plan"], "ben changed its status meanwhile")
    ]
    assert forest(workspace)[ids["Plan"]].status is Status.BLOCKED


def test_a_look_ahead_refuses_the_same(workspace, ben, ids):
    """What would be left to somebody else is told before, too."""
    displayed = forest(workspace).by_id
    ben.edits.set_status([ids["Plan"]], Status.BLOCKED)

    with workspace.edits.on(displayed):
        report = workspace.edits.set_status([ids["Plan"]], Status.DONE, dry_run=True)

    assert [one.reason for one in report.refused] == ["ben changed its status meanwhile"]


def test_other_fields_merge(workspace, ben, ids):
    """Whoever changed something else is in nobody's way."""
    displayed = forest(workspace).by_id
    ben.edits.set_notes(ids["Plan"], "ask Ada")

    with workspace.edits.on(displayed):
        workspace.edits.set_status([ids["Plan"]], Status.DONE)

    plan = forest(workspace)[ids["Plan"]]
    assert (plan.status, plan.notes) == (Status.DONE, "ask Ada")


def test_what_others_changed_beside_is_told_with_their_names(workspace, ben, ids):
    """Since the person began, however often the screen was drawn anew meanwhile."""
    seen = forest(workspace).by_id
    ben.edits.edit([ids["Plan"]], {"notes": "ask Ada", "priority": 1})
    workspace.edits.set_shared([ids["Plan"]], "owner", "mia")
    displayed = forest(workspace).by_id

    with workspace.edits.on(displayed, {ids["Plan"]: seen[ids["Plan"]]}):
        report = workspace.edits.set_status([ids["Plan"]], Status.DONE)

    assert [str(one) for one in report.merged] == ["ben changed its notes and priority meanwhile"]


def test_what_both_want_is_no_quarrel(workspace, ben, ids):
    """Two people complete the same milestone: it is complete."""
    displayed = forest(workspace).by_id
    ben.edits.set_status([ids["Plan"]], Status.DONE)

    with workspace.edits.on(displayed):
        report = workspace.edits.set_status([ids["Plan"]], Status.DONE)

    assert (report.unchanged, report.refused) == ((ids["Plan"],), ())


def test_the_plan_s_word_is_not_written_over_unseen_either(workspace, ids, plans):
    """A status that the plan says since is a change of the status, too."""
    displayed = forest(workspace).by_id
    plans.write("trip.md", TRIP.replace("## Plan", "## Plan\nStatus: blocked"))
    read(workspace)

    with workspace.edits.on(displayed):
        report = workspace.edits.set_status([ids["Plan"]], Status.DONE)

    assert [one.reason for one in report.refused] == ["the plan changed its status meanwhile"]


def test_without_a_display_a_gesture_is_made_on_what_is_stored(workspace, ben, ids):
    """A script says what is to be, whatever it was."""
    ben.edits.set_status([ids["Plan"]], Status.BLOCKED)

    workspace.edits.set_status([ids["Plan"]], Status.DONE)

    assert forest(workspace)[ids["Plan"]].status is Status.DONE


def test_a_race_for_one_field_has_one_winner_each(workspace, plans, settings):
    """Programs that saw the same want the same milestones: each goes to one, the others know."""
    plans.write("many.md", "".join(f"# Goal {number}\n\n" for number in range(20)))
    read(workspace, plans.folder)
    wanted = sorted(forest(workspace).by_id)

    printed = together(RACE, [[written(settings.database), name, *wanted] for name in "abcd"])

    won = [line.split() for lines in printed for line in lines.splitlines()]
    assert sorted(int(ident) for ident, _ in won) == wanted
    owners = {ident: one.shown("owner") for ident, one in forest(workspace).by_id.items()}
    assert owners == {int(ident): name for ident, name in won}


def test_two_people_link_one_milestone(workspace, ben, ids):
    """Both links stay, though neither person saw the other's; each takes back their own."""
    trip, offer = EntityRef("trip", "1"), EntityRef("offer", "2")
    displayed = forest(workspace).by_id
    ben.edits.link([ids["Plan"]], [trip])

    with workspace.edits.on(displayed):
        report = workspace.edits.link([ids["Plan"]], [offer])

    assert (report.edited, report.refused) == ((ids["Plan"],), ())
    assert forest(workspace)[ids["Plan"]].links == (trip, offer)
    ben.edits.unlink([ids["Plan"]], [trip])
    assert forest(workspace)[ids["Plan"]].links == (offer,)
