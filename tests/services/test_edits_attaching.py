"""Attaching: a detached milestone gets a heading, and nobody loses anything."""

from __future__ import annotations

import pytest
from looking import by_title, forest, gone, read, rows, tree

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Mine, Status
from mlv_tui.errors import Conflict, NotDetached, NotFound
from mlv_tui.services.gesture import EditReport

TEXT = "Ask three providers for a price, compare what they say, and write it down.\n"
TRIP = f"# Trip\n\n## Collect the price sheets\nOwner: Mia\n\n{TEXT}\n## Book\n"
AFTER = """\
# Trip

## Offers {#offers}
Owner: Ada
Status: blocked

Something else altogether.

Prompt starter: Ask me.

### First one

## Book
"""


@pytest.fixture
def lost(workspace, plans):
    """A milestone that somebody owns and noted done, and whose heading is another one now."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    ident = by_title(workspace)["Collect the price sheets"]
    workspace.edits.set_status([ident], Status.DONE)
    workspace.edits.set_shared([ident], "owner", "Ben")
    plans.write("trip.md", AFTER)
    read(workspace)
    assert gone(workspace) == ["Collect the price sheets"]
    return ident


@pytest.fixture
def offers(workspace, lost):
    """The milestone at the heading that it shall have."""
    assert lost
    return by_title(workspace)["Offers"]


@pytest.fixture
def key(workspace, offers):
    """The source key of that heading."""
    return forest(workspace)[offers].source_key


def test_it_takes_the_heading_over(workspace, lost, offers, key):
    """It stands there now, says what the heading says, and keeps what is the person's."""
    before = forest(workspace)[offers]

    report = workspace.edits.attach(lost, key)

    seen = forest(workspace)
    one = seen[lost]
    assert report == EditReport((lost,), (), report.change_set, (offers,))
    assert tree(workspace) == ["Trip", "  Offers", "    First one", "  Book"]
    assert seen.order[1] == lost
    assert not one.is_detached
    assert (one.source_key, one.says, one.level) == (key, before.says, before.level)
    assert (one.body_digest, one.explicit_id) == (before.body_digest, before.explicit_id)
    assert (one.prompt_starters, workspace.text(lost)) == (1, workspace.text(offers))
    assert one.mine == {"status": Mine(Status.DONE, None), "owner": Mine("Ben", "Mia")}
    assert one.conflicts == ("status", "owner")


def test_the_one_that_stood_there_is_detached_with_all_it_has(workspace, lost, offers, key):
    """Nothing of it is lost: title, text and what people put on it."""
    workspace.edits.set_status([offers], Status.ACTIVE)
    before, text = forest(workspace)[offers], workspace.text(offers)

    workspace.edits.attach(lost, key)

    after = forest(workspace)[offers]
    assert after.is_detached
    assert (after.says, after.mine, after.source_key) == (before.says, before.mine, key)
    assert workspace.text(offers) == text
    assert forest(workspace).detached_shown == (offers,)


def test_what_the_heading_says_as_well_is_no_value_of_ones_own(workspace, lost, offers, key):
    """The plan agrees: the field follows it again."""
    workspace.edits.set_status([lost], Status.BLOCKED)
    assert forest(workspace)[offers].status is Status.BLOCKED

    workspace.edits.attach(lost, key)

    assert set(forest(workspace)[lost].mine) == {"owner"}


def test_an_id_names_the_heading_as_well(workspace, lost, offers):
    """Of the milestone that stands there."""
    workspace.edits.attach(lost, offers)

    assert forest(workspace).order[1] == lost


def test_the_next_reading_leaves_it_where_it_is(workspace, lost, offers, key, plans, settings):
    """Reading the same plan changes nothing; an edited one is followed by the attached one."""
    workspace.edits.attach(lost, key)
    before = rows(settings.database)

    read(workspace)
    assert rows(settings.database) == before
    plans.write("trip.md", "\n" + AFTER.replace("Something else", "Something new"))
    read(workspace)

    assert forest(workspace).order[1] == lost
    assert forest(workspace)[offers].is_detached


def test_attaching_is_one_change_set_that_tells_of_both(workspace, lost, offers, key):
    """History has the one that came back, and the one that went."""
    report = workspace.edits.attach(lost, key)

    changes = {one.milestone_id: one for one in workspace.history.changes(report.change_set)}
    assert set(changes) == {lost, offers}
    back, out = changes[lost], changes[offers]
    assert (back.kind, back.reason) == (ChangeKind.REATTACHED, "attached by hand")
    assert (out.kind, out.reason) == (ChangeKind.DETACHED, f"milestone {lost} stands there now")
    assert back.after["title"] == "Offers"


def test_attaching_can_be_undone(workspace, lost, key, settings):
    """Both stand where they stood, with the texts they had."""
    before = forest(workspace)
    texts = {ident: workspace.text(ident) for ident in before.by_id}
    report = workspace.edits.attach(lost, key)

    workspace.history.undo(report.change_set, project_id=workspace.project("plans").id)

    after = forest(workspace)
    assert (after.order, after.line, after.detached) == (before.order, before.line, before.detached)
    assert {ident: workspace.text(ident) for ident in after.by_id} == texts
    for ident, one in before.by_id.items():
        assert (after[ident].says, after[ident].mine) == (one.says, one.mine)
        assert after[ident].source_key == one.source_key
        assert after[ident].explicit_id == one.explicit_id
    assert rows(settings.database)["milestone"]


def test_a_dry_run_attaches_nothing(workspace, lost, offers, key, settings):
    """It tells which one would get a heading, and which one would lose it."""
    before = rows(settings.database)

    told = workspace.edits.attach(lost, key, dry_run=True)

    assert told == EditReport((lost,), (), None, (offers,))
    assert rows(settings.database) == before


def test_an_archived_one_stays_archived(workspace, lost, key):
    """A heading doesn't bring back what a person put away."""
    workspace.edits.archive([lost])

    workspace.edits.attach(lost, key)

    assert forest(workspace)[lost].is_archived


def test_what_can_t_be_attached_is_refused(workspace, lost, offers, settings, tmp_path):
    """One sentence each, and nothing is written."""
    key = forest(workspace)[offers].source_key
    other = tmp_path / "other"
    other.mkdir()
    (other / "far.md").write_text("# Far\n")
    read(workspace, other, project="Far away")
    far = by_title(workspace, "far-away")["Far"]
    book = by_title(workspace)["Book"]
    before = rows(settings.database)

    def refused(kind, words, *args):
        for dry_run in (True, False):
            with pytest.raises(kind, match=words) as told:
                workspace.edits.attach(*args, dry_run=dry_run)
            assert told.value.hint

    refused(NotFound, "There is no milestone 99", 99, key)
    refused(NotFound, "The project plans has no milestone 99", lost, 99)
    refused(NotFound, f"The project plans has no milestone {far}", lost, far)
    refused(NotFound, "source key trip.md#nothing~1", lost, "trip.md#nothing~1")
    refused(NotFound, "source key far.md#far~1", lost, "far.md#far~1")
    refused(NotFound, f"Milestone {lost} has no heading to give", lost, lost)
    refused(NotDetached, f"Milestone {offers} isn't detached: it stands at trip.md#", offers, book)
    with pytest.raises(NotDetached):
        workspace.edits.proposals(offers)
    with pytest.raises(NotFound):
        workspace.edits.proposals(99)
    assert rows(settings.database) == before


def test_its_own_old_key_is_no_heading(workspace, lost):
    """A detached milestone remembers an address where nothing stands any more."""
    with pytest.raises(NotFound):
        workspace.edits.attach(lost, forest(workspace)[lost].source_key)


def test_another_session_may_read_meanwhile(workspace, lost, key, plans, open_workspace):
    """The layout that counts is the one stored at that moment."""
    plans.write("trip.md", "# Before\n\n" + AFTER)
    read(open_workspace())

    workspace.edits.attach(lost, key)

    assert tree(workspace) == ["Before", "Trip", "  Offers", "    First one", "  Book"]
    assert forest(workspace).order[2] == lost


def test_the_headings_that_it_may_be_are_proposed(workspace, plans):
    """By title and text; what somebody works on isn't offered."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    ident = by_title(workspace)["Collect the price sheets"]
    workspace.edits.set_status([ident], Status.DONE)
    plans.write("trip.md", "# Trip\n\n## Book\n")
    read(workspace)
    twins = ("Collect price sheets of hotels", "Collect price sheets of trains")
    plans.write("trip.md", "# Trip\n\n## Book\n" + "".join(f"\n## {one}\n" for one in twins))
    read(workspace)
    seen = by_title(workspace)
    assert forest(workspace)[ident].is_detached

    found = workspace.edits.proposals(ident)

    assert {one.milestone_id for one in found} == {seen[one] for one in twins}
    assert all(0 < one.score < 1 and one.reason for one in found)
    workspace.edits.set_status([seen[twins[0]]], Status.ACTIVE)
    (left,) = workspace.edits.proposals(ident)
    assert left.milestone_id == seen[twins[1]]
    assert workspace.edits.proposals(ident, count=0) == ()


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_heading_that_somebody_works_on_since_it_was_offered_is_refused(
    workspace, lost, offers, open_workspace, settings, dry_run
):
    """Looked at within the write: the colleague's milestone stays where it is."""
    assert offers
    open_workspace().edits.set_status([offers], Status.ACTIVE)
    before = rows(settings.database)

    with pytest.raises(Conflict, match=rf"^Somebody worked on “Offers” \({offers}\)") as told:
        workspace.edits.attach(lost, offers, untouched=True, dry_run=dry_run)

    assert told.value.hint == f"`mlv attach {lost} --to {offers}` attaches all the same."
    assert rows(settings.database) == before
    workspace.edits.set_status([offers], Status.BLOCKED)
    assert not forest(workspace)[offers].is_touched
    assert workspace.edits.attach(lost, offers, untouched=True, dry_run=dry_run).edited == (lost,)


def test_a_key_that_is_none_names_those_like_it(workspace, lost):
    """Or says where all of them are."""
    for typed, hint in (
        ("ofers", "The nearest is trip.md#offers~1."),
        ("nokey", "An id from `mlv list` does as well"),
    ):
        with pytest.raises(NotFound, match=rf"has the source key {typed}\.") as told:
            workspace.edits.attach(lost, typed)
        assert told.value.hint.startswith(hint)
