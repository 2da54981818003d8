"""Reading plans: what becomes of their headings, and that nothing happens twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress

from databases import on_sqlite, written
from looking import by_title, forest, gone, read, rows, statuses, tree
from processes import Running, together

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.project import Project, Root
from mlv_tui.services.discovery import discover
from mlv_tui.services.gathering import Gathering
from mlv_tui.services.prepared import Prepared
from mlv_tui.services.workspace import Workspace
from mlv_tui.storage.store import Store

TRIP = "# Trip\n\nAll of it.\n\n## Plan\n\nWhere to.\n\n## Book\n\nSeats.\n"

READ = """
from pathlib import Path
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
import mlv_tui.readers.markdown
workspace = Workspace(Settings(address_of(sys.argv[1]), Path("/nowhere"), "ada"))
start()
print(workspace.read(ReadWanted((Path(sys.argv[2]),))).count("new"))
workspace.close()
"""

READ_UNCHANGED = """
import sys
from pathlib import Path
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
workspace = Workspace(Settings(address_of(sys.argv[1]), Path("/nowhere"), "ada"))
report = workspace.read(ReadWanted((Path(sys.argv[2]),)))
workspace.forest(report.project.id)
workspace.close()
print(report.changes, [name for name in ("mistletoe", "yaml") if name in sys.modules])
"""


def has_ended(process):
    """Wait a millisecond for the end of a process, without keeping a processor from it."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.001)
    return process.poll() is not None


def test_headings_become_milestones(workspace, plans):
    """The first read derives a tree of milestones from the headings, as one change set."""
    plans.write("trip.md", TRIP)

    report = read(workspace, plans.folder)

    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert (report.project.slug, report.plans, report.count(ChangeKind.NEW)) == ("plans", 1, 3)
    assert report.summary() == "3 new"
    assert (report.change_set, report.unchanged, report.troubles) == (1, 0, ())
    assert {change.milestone_id for change in report.changes} == set(forest(workspace).by_id)


def test_the_text_below_a_heading_is_kept_beside_it(workspace, plans):
    """Bodies are read on demand."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    text = workspace.text(by_title(workspace)["Plan"])

    assert text.body == "Where to."


def test_reading_again_changes_nothing_at_all(workspace, plans, settings):
    """A second read of the same plans leaves every row, version and number as it was."""
    plans.write("trip.md", TRIP)
    plans.write("sub/other.md", "# Other\n")
    read(workspace, plans.folder)
    before = rows(settings.database)
    heard = []
    workspace.listen(lambda *told: heard.append(told))

    report = read(workspace, plans.folder)

    assert rows(settings.database) == before
    assert (report.changes, report.change_set, report.unchanged) == ((), None, 4)
    assert heard == []


def test_saving_without_a_change_touches_nothing(workspace, plans, settings):
    """A plan that is written anew with the same bytes is no news."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = rows(settings.database)
    later = plans.write("trip.md", TRIP).stat().st_mtime + 1
    os.utime(plans.folder / "trip.md", (later, later))

    report = read(workspace)

    assert report.changes == ()
    assert rows(settings.database) == before


def test_unchanged_plans_are_not_even_parsed(workspace, plans, settings):
    """Reading what is known already doesn't load the Markdown reader."""
    plans.write("trip.md", "---\nowner: ada\n---\n" + TRIP)
    read(workspace, plans.folder)

    printed = subprocess.run(
        [sys.executable, "-c", READ_UNCHANGED, written(settings.database), str(plans.folder)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed == "() []\n"


def test_one_edit_touches_one_milestone(workspace, plans):
    """An edit of one heading's text leaves the versions of all others alone."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = forest(workspace).by_id

    plans.write("trip.md", TRIP.replace("Where to.", "To Rome,\nby train."))
    report = read(workspace)

    after = forest(workspace).by_id
    changed = [ident for ident, one in after.items() if one.version != before[ident].version]
    assert changed == [by_title(workspace)["Plan"]]
    assert report.summary() == "1 edited"
    assert workspace.text(changed[0]).body == "To Rome,\nby train."
    assert forest(workspace).line[by_title(workspace)["Book"]] == 10


def test_the_plan_decides_what_it_says(workspace, plans):
    """Statuses, priorities and owners that stand in the plan arrive, and go with it."""
    plans.write("trip.md", "# Trip\n\n## [x] Plan\nOwner: ada\nPriority: 2\n")
    read(workspace, plans.folder)
    (_, done) = forest(workspace).order
    assert forest(workspace)[done].status is Status.DONE

    plans.write("trip.md", "# Trip\n\n## Plan\n")
    read(workspace)

    assert forest(workspace).order[1] == done
    assert statuses(workspace) == {"Trip": "open", "Plan": "open"}


def test_what_a_person_set_survives_every_edit_of_the_plan(workspace, plans):
    """A status outlives edits, moves, new headings above, and a heading that goes and returns."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    book = by_title(workspace)["Book"]
    workspace.edits.set_status([book], Status.DONE)

    for text in (
        TRIP.replace("Seats.", "Seats and beds."),
        "# New\n\n" + TRIP,
        "# Trip\n\n## Book\n\nSeats.\n\n## Plan\n\nWhere to.\n",
        "# Trip\n",
        TRIP,
        "",
        TRIP,
    ):
        plans.write("trip.md", text)
        read(workspace)
        assert forest(workspace)[book].status is Status.DONE

    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert by_title(workspace)["Book"] == book


def test_a_renamed_plan_keeps_its_milestones(workspace, plans):
    """A plan whose file has another name is the same plan to its milestones."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = by_title(workspace)
    workspace.edits.set_status([before["Book"]], Status.ACTIVE)

    (plans / "trip.md").rename(plans / "journey.md")
    report = read(workspace)

    assert by_title(workspace) == before
    assert statuses(workspace)["Book"] == "active"
    assert report.summary() == "3 moved"
    assert {one.plan for one in forest(workspace).by_id.values()} == {"journey.md"}


def test_a_rename_is_recognised_when_only_the_new_file_is_named(workspace, plans):
    """While following, the new name is heard of first: that is enough."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = by_title(workspace)

    (plans / "trip.md").rename(plans / "journey.md")
    workspace.read_changed("plans", frozenset({plans / "journey.md"}))
    workspace.read_changed("plans", frozenset({plans / "trip.md"}))

    assert by_title(workspace) == before
    assert gone(workspace) == []


def test_a_removed_plan_detaches_its_milestones_and_its_return_brings_them_back(workspace, plans):
    """A plan that is deleted takes nothing a person did with it."""
    plans.write("trip.md", TRIP)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    before = by_title(workspace)
    workspace.edits.set_status([before["Book"]], Status.BLOCKED)

    (plans / "trip.md").unlink()
    report = read(workspace)

    assert report.summary() == "3 detached"
    assert (tree(workspace), gone(workspace)) == (["Other"], ["Book", "Plan", "Trip"])
    assert read(workspace).changes == ()
    plans.write("trip.md", TRIP)
    assert read(workspace).summary() == "3 reattached"
    assert by_title(workspace) == before
    assert statuses(workspace)["Book"] == "blocked"


def test_a_plan_that_opts_out_has_no_milestones(workspace, plans):
    """`mlv: false` in the front matter takes a plan out; without it, it is back."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    plans.write("trip.md", "---\nmlv: false\n---\n" + TRIP)
    read(workspace)

    assert tree(workspace) == []
    plans.write("trip.md", TRIP)
    read(workspace)
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]
    assert gone(workspace) == []


def test_a_section_that_moves_to_another_plan_keeps_its_milestone(workspace, plans):
    """Cut here, paste there, save both: the milestone goes along."""
    plans.write("trip.md", TRIP)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)
    before = by_title(workspace)

    plans.write("trip.md", TRIP.replace("## Book\n\nSeats.\n", ""))
    plans.write("other.md", "# Other\n\n## Book\n\nSeats.\n")
    read(workspace)

    assert by_title(workspace) == before
    assert tree(workspace) == ["Other", "  Book", "Trip", "  Plan"]


def test_equal_headings_that_are_replaced_give_way(workspace, plans):
    """Where two headings of one title become another one, it takes their address at once."""
    plans.write("trip.md", "# Step\n\nOne.\n\n# Step\n\nTwo.\n")
    read(workspace, plans.folder)

    plans.write("trip.md", "# Step\n\nThree.\n")
    report = read(workspace)

    assert tree(workspace) == ["Step"]
    assert report.count(ChangeKind.AMBIGUOUS) == len(gone(workspace))
    assert report.unchanged == 0


def test_a_preview_tells_what_the_ingest_then_does(workspace, plans, settings):
    """A preview writes nothing, and is right."""
    plans.write("trip.md", TRIP)
    plans.write("old.md", "# Old\n")
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.ACTIVE)
    plans.write("trip.md", TRIP.replace("## Plan", "## [x] Plan").replace("## Book", "## Ship"))
    plans.write("new.md", "# New\n")
    (plans / "old.md").unlink()
    before = rows(settings.database)

    preview = read(workspace, preview=True)

    assert rows(settings.database) == before
    assert preview.change_set is None
    report = read(workspace)
    assert (preview.counts, preview.unchanged) == (report.counts, report.unchanged)
    assert (preview.conflicts, preview.plans) == (report.conflicts, report.plans)
    assert [told(change) for change in preview.changes] == [told(one) for one in report.changes]


def told(change):
    """Leave out the id, which a new milestone has not before it is stored."""
    ident = max(change.milestone_id, 0) if change.kind is not ChangeKind.NEW else None
    return ident, change.kind, change.reason, len(change.before), set(change.after)


def test_a_preview_tells_the_conflicts_to_come(workspace, plans):
    """What the plan is about to say against a person's own value is counted before."""
    plans.write("trip.md", "# Trip\n\n## Plan\nStatus: open\n")
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.ACTIVE)
    plans.write("trip.md", "# Trip\n\n## Plan\nStatus: done\n")

    preview = read(workspace, preview=True)

    assert preview.conflicts == 1
    assert read(workspace).conflicts == 1
    assert statuses(workspace)["Plan"] == "active"


def test_a_preview_of_new_plans_makes_no_project(workspace, plans):
    """Looking at what a folder would give leaves no project behind."""
    plans.write("trip.md", TRIP)

    report = read(workspace, plans.folder, preview=True)

    assert report.summary() == "3 new"
    assert workspace.projects() == ()


def test_many_plans_are_one_change_set(workspace, plans, settings):
    """One ingest is one gesture in history, however many plans it read."""
    for number in range(20):
        plans.write(f"plan-{number}.md", f"# Goal {number}\n")

    report = read(workspace, plans.folder)

    assert report.plans == 20
    assert tree(workspace) == [f"Goal {number}" for number in range(20)]
    stored = rows(settings.database)
    assert [row[5] for row in stored["change_set"]] == [
        "read plan-0.md, plan-1.md, plan-10.md and 17 more"
    ]
    assert workspace.project("plans").number == 1


@on_sqlite
def test_a_program_killed_while_it_reads_leaves_all_or_nothing(plans, settings, open_workspace):
    """Pulling the plug in the midst of a large ingest leaves no half of it."""
    for number in range(60):
        headings = "".join(f"## Goal {number}-{each}\n\nDo it.\n\n" for each in range(50))
        plans.write(f"plan-{number}.md", f"# Plan {number}\n\n{headings}")
    counts = set()
    log = settings.database.with_name("mlv.db-wal")
    Workspace(settings).close()

    for wanted_bytes in (0, 1, 300_000, 600_000):
        running = Running(READ, settings.database, plans.folder)
        running.until_ready()
        running.sign()
        deadline = time.monotonic() + 20
        while not has_ended(running.process) and time.monotonic() < deadline:
            if log.exists() and log.stat().st_size >= wanted_bytes:
                running.process.kill()
                break
        running.process.communicate()
        session = open_workspace()
        counts.add(sum(one.total.all for one in session.overview()))

    assert counts <= {0, 60 * 51}
    assert read(session, plans.folder).project.slug == "plans"
    assert len(tree(session)) == 60 * 51


def test_two_sessions_that_read_the_same_new_plans_at_once_agree(plans, settings):
    """Threads that ingest together give each heading one milestone."""
    for number in range(10):
        plans.write(f"plan-{number}.md", TRIP.replace("Trip", f"Trip {number}"))

    def work(_):
        session = Workspace(settings)
        report = read(session, plans.folder)
        session.close()
        return report.count(ChangeKind.NEW)

    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        counts = [first.submit(work, 0), second.submit(work, 1)]
        found = sorted(count.result() for count in counts)

    assert found == [0, 30]
    session = Workspace(settings)
    assert len(session.projects()) == 1
    assert (len(tree(session)), gone(session)) == (30, [])
    session.close()


def test_programs_that_read_the_same_new_plans_at_once_agree(plans, settings, open_workspace):
    """Three terminals opened on one new folder give each heading one milestone."""
    for number in range(10):
        plans.write(f"plan-{number}.md", TRIP.replace("Trip", f"Trip {number}"))

    printed = together(READ, [[written(settings.database), plans.folder]] * 3)

    assert sorted(map(int, printed)) == [0, 0, 30]
    session = open_workspace()
    assert [project.slug for project in session.projects()] == ["plans"]
    assert len(tree(session)) == 30


def test_a_session_that_was_overtaken_looks_at_the_plan_again(plans, settings, open_workspace):
    """Whoever read an older state of a plan than is stored meanwhile takes the newest one."""
    plans.write("trip.md", "# Old\n")
    open_workspace()
    other = Store(settings.database)
    pool = ThreadPoolExecutor(1)

    def work():
        session = Workspace(settings)
        read(session, plans.folder)
        session.close()

    def overtake(snapshot, writing):
        slow = pool.submit(work)
        wait([slow], timeout=0.3)  # it has read the plan, and waits to write
        plans.write("trip.md", "# Newer\n")
        roots = (Root(-1, str(plans.folder)),)
        found = Gathering(roots, 1 << 20, as_it_is=False).read(discover(roots, ()).plans)
        Prepared.of(snapshot, found, 5, lambda _: {}, lambda _: {}).write(writing, roots, "grace")
        plans.write("trip.md", "# Newest\n")
        return slow

    other.write_new(Project(0, "plans", "plans"), 5, overtake).result(timeout=20)
    other.close()

    session = open_workspace()
    assert [project.slug for project in session.projects()] == ["plans"]
    assert tree(session) == ["Newest"]
