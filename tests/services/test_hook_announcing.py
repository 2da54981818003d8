"""What hooks are owed: read from the log of change sets, so that nothing is lost or told twice."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mlv_tui.automation.proposed import PROPOSED, proposal_in
from mlv_tui.domain.milestone import Status
from mlv_tui.services import hook_ringing
from mlv_tui.services.hook_announcing import Announcing, Records
from mlv_tui.services.hook_files import hook_files
from mlv_tui.services.hooks import HookState, hooks_on, known_hooks, open_outbox, trust_of, untold
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import HookSettings

PLAN = "# Core\n## First\n## Second\nModule: Trips\n"
BELL = HookSettings("bell", ("done", "status", "created"), ("true",))
TRIPS = HookSettings("trips", ("done", "ingested"), ("true",), filter="module:Trips")
RECORDS = Records(
    lambda _, __, ids: [{"id": ident} for ident in ids],
    lambda one, changes: {"id": one.id, "label": one.label, "changes": len(changes)},
)


@pytest.fixture(autouse=True)
def rings(monkeypatch):
    """Whether somebody rang; nothing is started."""
    found: list[object] = []
    monkeypatch.setattr(hook_ringing, "begin_runner", found.append)
    return found


@pytest.fixture
def settings(settings):
    """A person with two hooks."""
    return replace(settings, hooks=(BELL, TRIPS))


@pytest.fixture
def look(settings):
    """Look at the log as the runner does; return what is owed since the last look."""

    def look_once(settings=settings):
        with closing(Workspace(settings)) as workspace, closing(open_outbox(settings)) as outbox:
            known = {one.seq for one in outbox.told(1_000)}
            hooks = hooks_on(settings, workspace.projects())
            Announcing(workspace, outbox, settings, RECORDS).announce(hooks)
            return [one for one in reversed(outbox.told(1_000)) if one.seq not in known]

    return look_once


def done(workspace, title, status=Status.DONE):
    """Set a milestone's status."""
    forest = workspace.forest(workspace.last_project().id)
    ident = next(one.id for one in forest.by_id.values() if one.title == title)
    workspace.edits.set_status([ident], status)
    return ident


def told(found):
    """Hook and event of some deliveries."""
    return [(one.owed.hook, one.owed.event) for one in found]


def test_each_hook_is_owed_what_it_asks_for(workspace, plans, look, rings):
    """By event and by filter; each change set once, its milestones with it."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    assert told(look()) == [("bell", "created"), ("trips", "ingested")]

    done(workspace, "First")
    second = done(workspace, "Second")
    found = look()

    assert told(found) == [("bell", "done"), ("bell", "done"), ("trips", "done")]
    content = json.loads(found[-1].owed.content)
    assert content["events"] == [{"event": "done", "milestones": [second]}]
    assert content["milestones"] == [{"id": second}]
    assert content["change_set"]["label"] == found[-1].owed.label
    assert look() == []
    assert rings


def test_what_was_before_the_first_hook_is_not_told(settings, plans, look):
    """A person who writes their first hook isn't told of last year."""
    with closing(Workspace(replace(settings, hooks=()))) as before:
        plans.write("core.md", PLAN)
        before.read(ReadWanted((plans.folder,)))
        done(before, "First")
    assert not hook_files(settings).outbox.exists()

    with closing(Workspace(settings)) as workspace:
        done(workspace, "Second")

    assert told(look()) == [("bell", "done"), ("trips", "done")]


def test_what_is_done_while_there_are_no_hooks_is_not_told_later(settings, workspace, plans, look):
    """Hooks that come back begin anew."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    with closing(Workspace(replace(settings, hooks=()))) as without:
        done(without, "First")

    with closing(Workspace(settings)) as again:
        done(again, "Second")

    assert told(look()) == [("bell", "done"), ("trips", "done")]


def test_what_others_do_is_theirs_to_announce(settings, workspace, plans, look, tmp_path):
    """Each person's hooks are told of what that person did."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    look()
    mia = replace(settings, actor="mia", hooks=(), state_folder=tmp_path / "mia")
    with closing(Workspace(mia)) as others:
        done(others, "First")

    assert look() == []


def test_what_a_hook_does_is_not_announced(settings, workspace, plans, look, monkeypatch):
    """It is in the log, and told of as passed over; so no hook can call itself round and round."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    look()
    monkeypatch.setenv("MLV_HOOK_DEPTH", "1")
    with closing(Workspace(settings)) as inside:
        done(inside, "First")
        done(inside, "First", Status.OPEN)
    monkeypatch.delenv("MLV_HOOK_DEPTH")
    done(workspace, "Second")

    found = look()

    assert [one.said for one in found if one.owed.hook == "-"] == [
        "a hook did this itself, so none is told of it"
    ] * 2
    assert told(found)[2:] == [("bell", "done"), ("trips", "done")]


def test_a_hook_whose_doing_can_t_be_noted_may_not_write(settings, workspace, plans, monkeypatch):
    """Better refused than told round and round."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    monkeypatch.setenv("MLV_HOOK_DEPTH", "1")
    with closing(Workspace(settings)) as inside:
        hook_files(settings).outbox.write_bytes(b"no database" * 100)
        with pytest.raises(Exception, match="can't be used"):
            done(inside, "First")

    assert workspace.forest(workspace.last_project().id).total.done == 0


def test_a_queue_that_can_t_be_used_stops_no_gesture(settings, plans):
    """Hooks are beside the work, never in its way."""
    hook_files(settings).outbox.parent.mkdir(parents=True)
    hook_files(settings).outbox.write_bytes(b"no database" * 100)
    plans.write("core.md", PLAN)

    with closing(Workspace(settings)) as workspace:
        workspace.read(ReadWanted((plans.folder,)))
        done(workspace, "First")
        assert workspace.forest(workspace.last_project().id).total.done == 1


def test_a_hostile_plan_folder_executes_nothing(settings, workspace, plans, look, tmp_path):
    """Neither front matter nor a proposed file is a hook, until a person trusts what it says."""
    mark = tmp_path / "pwned"
    run = f'run = ["touch", "{mark}"]'
    plans.write("core.md", f"---\nhooks:\n- {{on: [done], run: [touch, {mark}]}}\n---\n{PLAN}")
    file = plans.write(PROPOSED, f'[[hooks]]\nname = "pwn"\non = ["done"]\n{run}\n')
    workspace.read(ReadWanted((plans.folder,)))
    look()

    done(workspace, "First")

    assert told(look()) == [("bell", "done")]
    (project,) = workspace.projects()
    proposed = known_hooks(settings, [project])[-1]
    assert (proposed.name, proposed.state) == (f"{project.slug}:pwn", HookState.PROPOSED)
    assert [str(file) in one for one in untold(settings, project)] == [True]
    assert untold(settings, project) == ()
    assert not hook_files(settings).trust.exists()

    trust_of(settings).add(proposal_in(plans.folder))
    assert proposed.name in hooks_on(settings, [project])
    Path(file).write_text(file.read_text() + "\n")
    assert proposed.name not in hooks_on(settings, [project])
    assert known_hooks(settings, [project])[-1].state is HookState.CHANGED
    assert "is changed" in untold(settings, project)[0]
    assert not mark.exists()


def test_a_restored_backup_is_looked_at_from_where_it_ends(settings, workspace, plans, look):
    """Numbers that come again are news again."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    (project,) = workspace.projects()
    look()
    with closing(open_outbox(settings)) as outbox:
        outbox.take(project.id, project.number + 50, ())

    assert look() == []
    done(workspace, "First")
    assert told(look()) == [("bell", "done")]


def test_late_is_told_as_it_was(workspace, plans, look):
    """What was done and taken back before anybody looked is told as both."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    look()
    done(workspace, "First")
    done(workspace, "First", Status.OPEN)

    assert told(look()) == [("bell", "done"), ("bell", "status")]


def test_one_person_may_write_under_several_names(settings, workspace, plans, look):
    """What they do in a browser is theirs as well, whichever session looks at the log."""
    plans.write("core.md", PLAN)
    workspace.read(ReadWanted((plans.folder,)))
    look()
    with closing(Workspace(replace(settings, actor="ada (web)"))) as browser:
        done(browser, "First")
    done(workspace, "Second")

    assert told(look()) == [("bell", "done"), ("bell", "done"), ("trips", "done")]
