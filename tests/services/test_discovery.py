"""Which files are a project's plans, below one root or several."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from looking import by_title, forest, gone, read, statuses, tree
from processes import alone

from mlv_tui.domain.milestone import Status
from mlv_tui.domain.project import Root
from mlv_tui.errors import NoPlans
from mlv_tui.services.discovery import covers, root_at

READ_AS_NOBODY = """
import os
from pathlib import Path
from mlv_tui.services.discovery import discover
from mlv_tui.services.sight import glance
from mlv_tui.domain.forest import Layout, PlanState
from mlv_tui.domain.project import Plan, Root
start()
if os.getuid() == 0:
    os.seteuid(65534)
root = Root(1, sys.argv[1])
known = [
    Plan(at, 1, name, PlanState(name, f"{root.folder}/{name}"), Layout(name))
    for at, name in enumerate(["top.md", "sub/deep/below.md", "missing.md"])
]
found = discover([root], known)
print(len(glance([root]).lost_roots), len(found.lost),
      sorted(plan.file for plan in found.plans), [plan.file for plan in found.missing])
"""


def test_one_file_may_be_a_project(workspace, plans):
    """A plan that is named alone is read alone, and names the project."""
    plans.write("trip.md", "# Trip\n")
    plans.write("other.md", "# Other\n")

    report = read(workspace, plans / "trip.md")

    assert (report.project.slug, report.plans) == ("trip", 1)
    assert tree(workspace, "trip") == ["Trip"]


def test_a_removed_file_root_detaches_its_milestones(workspace, plans):
    """A plan that was named alone and is deleted is gone, until it is back."""
    plans.write("trip.md", "# Trip\n")
    read(workspace, plans / "trip.md")
    plans.write("other.md", "# Other\n")

    (plans / "trip.md").unlink()
    read(workspace)

    assert (tree(workspace, "trip"), gone(workspace, "trip")) == ([], ["Trip"])
    plans.write("trip.md", "# Trip\n")
    assert read(workspace).summary() == "1 reattached"


def test_a_relative_path_and_a_link_lead_to_the_same_root(plans, monkeypatch, tmp_path):
    """However a folder is named, it is one root."""
    plans.write("trip.md", "# Trip\n")
    (tmp_path / "link").symlink_to(plans.folder)
    monkeypatch.chdir(tmp_path)

    roots = {root_at(plans.folder), *map(root_at, [type(plans.folder)("plans"), tmp_path / "link"])}

    assert roots == {Root(0, str(plans.folder))}


def test_a_path_with_nothing_there_is_told(workspace, plans):
    """A slip in a path makes no project."""
    with pytest.raises(NoPlans, match="There is nothing at"):
        read(workspace, plans / "no.md")

    assert workspace.projects() == ()


def test_a_file_that_is_no_plan_is_told(workspace, plans):
    """Pictures are not plans."""
    with pytest.raises(NoPlans, match="is not a plan"):
        read(workspace, plans.write("trip.png", "x"))


def test_a_folder_without_plans_is_told(workspace, plans):
    """An empty folder makes no project."""
    plans.write("notes.txt", "x")

    with pytest.raises(NoPlans, match="There are no plans in"):
        read(workspace, plans.folder)

    assert workspace.projects() == ()


def test_two_roots_may_hold_plans_of_one_name(workspace, plans, tmp_path):
    """Plans that are called the same below their roots stay two plans."""
    plans.write("trip.md", "# Trip\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "trip.md").write_text("# Trip\n")

    read(workspace, plans.folder, tmp_path / "more", project="both")

    seen = forest(workspace, "both")
    assert {one.source_key for one in seen.by_id.values()} == {
        "trip.md#trip~1",
        "more/trip.md#trip~1",
    }
    assert read(workspace, project="both").changes == ()
    (tmp_path / "more" / "trip.md").write_text("# Trip\n\n## Second\n")
    read(workspace)
    assert tree(workspace, "both") == ["Trip", "Trip", "  Second"]


def test_a_folder_above_a_file_counts_the_file_once(workspace, plans):
    """Adding the folder of a plan that is in the project already adds the others."""
    plans.write("trip.md", "# Trip\n")
    plans.write("other.md", "# Other\n")
    read(workspace, plans / "trip.md", project="all")
    before = by_title(workspace, "all")

    read(workspace, plans.folder, project="all")

    assert sorted(tree(workspace, "all")) == ["Other", "Trip"]
    assert by_title(workspace, "all")["Trip"] == before["Trip"]
    assert len(workspace.project("all").roots) == 2


@pytest.mark.parametrize("inner_first", [True, False])
def test_a_root_inside_another_counts_its_plans_once(workspace, plans, inner_first):
    """Nested roots, added in any order, give each heading one milestone."""
    plans.write("sub/trip.md", "# Trip\n")
    plans.write("other.md", "# Other\n")
    paths = [plans / "sub", plans.folder]

    for path in paths if inner_first else reversed(paths):
        read(workspace, path, project="all")
    plans.write("sub/later.md", "# Later\n")
    read(workspace)

    assert sorted(tree(workspace, "all")) == ["Later", "Other", "Trip"]


def test_a_path_that_a_project_has_already_leads_to_it(workspace, plans):
    """Naming a plan inside a known folder opens that project, and adds no root."""
    plans.write("sub/trip.md", "# Trip\n")
    read(workspace, plans.folder)

    report = read(workspace, plans / "sub" / "trip.md")

    assert (report.project.slug, len(report.project.roots)) == ("plans", 1)


@pytest.mark.parametrize("name", [".hidden.md", ".git/trip.md", "node_modules/trip.md"])
def test_a_plan_that_its_folder_leaves_out_is_read_when_it_is_named(workspace, plans, name):
    """What is passed over below a folder counts when a person names it."""
    plans.write("other.md", "# Other\n")
    plans.write(name, "# Hidden\n")
    read(workspace, plans.folder)
    assert tree(workspace) == ["Other"]

    read(workspace, plans / name, project="plans")

    assert sorted(tree(workspace)) == ["Hidden", "Other"]


def test_a_folder_covers_what_is_found_below_it(plans):
    """A root has the folders and files that a look at it finds, and no others."""
    plans.write("sub/trip.md", "# Trip\n")
    plans.write(".git/trip.md", "# Trip\n")
    whole = Root(1, str(plans.folder))

    assert covers(whole, root_at(plans / "sub"))
    assert covers(whole, root_at(plans / "sub/trip.md"))
    assert not covers(whole, root_at(plans / ".git"))
    assert not covers(root_at(plans / "sub/trip.md"), root_at(plans / "sub"))
    assert not covers(root_at(plans / "sub"), whole)


NAMES = [
    "a plan.md",
    "多言語 café.md",
    "A.MARKDOWN",
    "100%.md",
    "it's #1~2.md",
    "two\nlines.md",
    "-.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_plans_may_be_called_anything(workspace, plans, name):
    """Spaces, other scripts, marks and even line breaks in a file's name do no harm."""
    plans.write(f"sub folder/{name}", "# Trip\n")

    read(workspace, plans.folder)

    (one,) = forest(workspace).by_id.values()
    assert one.plan == f"sub folder/{name}"
    assert read(workspace).changes == ()


def test_copies_of_editors_and_hidden_files_are_left_out(workspace, plans):
    """Back-ups, swap files and what git keeps are no plans."""
    plans.write("trip.md", "# Trip\n")
    for name in (".trip.md", "trip.md~", "#trip.md#", "trip.md.orig", ".git/x.md", "venv/x.md"):
        plans.write(name, "# Copy\n")

    assert read(workspace, plans.folder).plans == 1


def test_plans_stand_in_the_order_people_count_in(workspace, plans):
    """`plan-2` comes before `plan-10`, a folder's own plans before those of its subfolders."""
    for name in ("plan-10.md", "plan-2.md", "a/plan-1.md", "Plan-1.md"):
        plans.write(name, f"# {name}\n")

    read(workspace, plans.folder)

    assert tree(workspace) == ["Plan-1.md", "plan-2.md", "plan-10.md", "a/plan-1.md"]


def test_a_folder_that_vanished_detaches_nobody(workspace, plans, tmp_path):
    """An unmounted disk is told, and its milestones wait for it; the other roots go on."""
    plans.write("trip.md", "# Trip\n\n## Plan\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "other.md").write_text("# Other\n")
    read(workspace, plans.folder, tmp_path / "more", project="both")
    workspace.edits.set_status([by_title(workspace, "both")["Plan"]], Status.DONE)
    shutil.move(plans.folder, tmp_path / "away")
    (tmp_path / "more" / "other.md").write_text("# Other\n\n## More\n")

    report = read(workspace)

    assert sorted(tree(workspace, "both")) == ["  More", "  Plan", "Other", "Trip"]
    (trouble,) = report.troubles
    assert trouble.message.startswith(f"The folder {plans.folder} isn't there")
    shutil.move(tmp_path / "away", plans.folder)
    assert (read(workspace).changes, read(workspace).troubles) == ((), ())
    assert statuses(workspace, "both")["Plan"] == "done"


def test_a_file_in_place_of_the_folder_detaches_nobody(workspace, plans):
    """A root that is no folder any more counts as not there."""
    plans.write("trip.md", "# Trip\n")
    read(workspace, plans.folder)
    shutil.rmtree(plans.folder)
    plans.folder.write_text("x")

    assert len(read(workspace).troubles) == 1
    assert tree(workspace) == ["Trip"]


def test_a_removed_subfolder_detaches_its_milestones(workspace, plans):
    """What a person deletes below a root that is there is gone, until it is back."""
    plans.write("trip.md", "# Trip\n")
    plans.write("sub/deep/other.md", "# Other\n")
    read(workspace, plans.folder)

    shutil.rmtree(plans / "sub")
    read(workspace)

    assert (tree(workspace), gone(workspace)) == (["Trip"], ["Other"])


@pytest.fixture
def shared_folder():
    """Make a folder that everybody may look into, on a path that everybody may go."""
    folder = Path(tempfile.mkdtemp())
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / "top.md").write_text("# Top\n")
    (folder / "sub" / "deep" / "below.md").write_text("# Below\n")
    folder.chmod(0o755)
    yield folder
    for path in (folder, folder / "sub", folder / "sub" / "deep"):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("mode", [0o000, 0o311, 0o644])
def test_a_folder_that_may_not_be_looked_into_proves_nothing(shared_folder, mode):
    """Plans below a folder without the right to list it are not taken for removed."""
    (shared_folder / "sub").chmod(mode & 0o077 if os.getuid() == 0 else mode)

    said = alone(READ_AS_NOBODY, shared_folder)

    assert said.split(maxsplit=2)[2].strip() == "['sub/deep/below.md', 'top.md'] ['missing.md']"


def test_a_root_that_may_not_be_looked_into_detaches_nobody(shared_folder):
    """A plan folder whose rights were taken away counts none of its plans as removed."""
    shared_folder.chmod(0o000)

    said = alone(READ_AS_NOBODY, shared_folder)

    assert said.split(maxsplit=2)[2].strip().endswith(" []")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("~nobody-of-this-name/x", "There is no such home folder"),
        ("x" * 5000, "File name too long"),
        ("circle.md", "can't be looked at"),
        ("dangling.md", "is a link to nowhere"),
        ("trip.md/below", "There is nothing at"),
        ("caf\udce9.md", "is not UTF-8"),
        ("a\0b", "is no path"),
        ("notes.txt", "is not a plan"),
    ],
)
def test_a_path_that_leads_to_no_plan_ends_in_a_sentence(plans, monkeypatch, name, words):
    """Whatever is wrong with it, the person learns what, and what to name instead."""
    monkeypatch.chdir(plans.folder)
    for real in ("trip.md", "notes.txt", "caf\udce9.md"):
        plans.write(real, "# Trip\n")
    (plans / "circle.md").symlink_to("circle.md")
    (plans / "dangling.md").symlink_to("gone.md")

    with pytest.raises(NoPlans, match=words) as error:
        root_at(Path(name))

    assert error.value.hint
