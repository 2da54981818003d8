"""`git checkout` between two branches of a plan folder, with a session that follows it."""

from __future__ import annotations

import asyncio
import os
import subprocess
from contextlib import aclosing

import pytest
from databases import rows_of
from looking import by_title, forest, gone, read, rows, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.services.following import follow
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace

SECONDS = 20
"""After which a condition that doesn't come true fails its test."""

AREAS = ("amber", "birch", "cedar", "daisy", "elder", "fern", "grass", "heath")
VOLATILE = ("version", "changed_in", "updated_at")


def goals(name, numbers):
    """Write sections that differ in title and text."""
    return "".join(
        f"## {name} goal {number} of {AREAS[number % 8]}\n\n"
        f"Bring {name} the {AREAS[number % 5]} of house {number}.\n\n"
        for number in numbers
    )


MAIN = {
    "core.md": "# Core\n\n" + goals("core", range(40)),
    "notes.md": "# Notes\n\n" + goals("notes", range(4)),
    "large.md": "# Large\n\n" + goals("large", range(10)),
    "sub/deep.md": "# Deep\n\n" + goals("deep", range(12)),
}
OTHER = {
    "core.md": "# Core\n\n"
    + goals("core", range(3, 40)).replace("goal 7 of heath", "goal 7 of heather")
    + "## Invoices\n\nSomebody has to pay.\n\n",
    "moved/deep.md": "# Deep\n\n" + goals("deep", reversed(range(12))),
    "extra.md": "# Weather\n\nRain, mostly.\n\n## Umbrellas\n\nBlack ones.\n",
}
"""Headings gone, renamed, moved, put in another order; a small plan and a large one removed."""


class Repository:
    """A folder of plans under git."""

    def __init__(self, folder) -> None:
        self.folder = folder
        who = {"GIT_AUTHOR_NAME": "ada", "GIT_AUTHOR_EMAIL": "ada@example.org"}
        them = {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
        self._environment = os.environ | who | them | {"GIT_CONFIG_GLOBAL": os.devnull}
        self.git("init", "-q", "-b", "main")

    def git(self, *args) -> None:
        """Run git."""
        subprocess.run(["git", *args], cwd=self.folder, env=self._environment, check=True)

    def commit(self, files) -> None:
        """Have a branch hold these files and no others."""
        self.git("rm", "-rqf", "--ignore-unmatch", ".")
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-qm", "Plans")


@pytest.fixture
def repository(plans):
    """A repository with two branches, the first checked out."""
    one = Repository(plans.folder)
    one.commit(MAIN)
    one.git("checkout", "-q", "-b", "other")
    one.commit(OTHER)
    one.git("checkout", "-q", "main")
    return one


@pytest.fixture
def worked_on(workspace, repository):
    """The milestones of the first branch, many of them with a status of their own."""
    read(workspace, repository.folder)
    ids = forest(workspace).order
    workspace.edits.set_status(ids[::2], Status.DONE)
    workspace.edits.set_status(ids[1::4], Status.BLOCKED)
    return ids


@pytest.fixture
def threaded(settings):
    """A workspace on its own thread."""
    one = ThreadedWorkspace(lambda: Workspace(settings))
    yield one
    one.close()


def lasting(workspace, settings, ids):
    """Return everything stored of some milestones and of the plans, but for when it was written."""
    forest_now = forest(workspace)
    milestones = {
        ident: {
            name: getattr(forest_now[ident], name)
            for name in forest_now[ident].__dataclass_fields__
            if name not in VOLATILE
        }
        for ident in ids
    }
    texts = [row for row in rows(settings.database)["milestone_text"] if row[0] in milestones]
    plans = {plan.path: plan for plan in forest_now.plans if plan.path in MAIN}
    layouts = [layout for layout in forest_now.layouts if layout.ids]
    return milestones, texts, plans, layouts


def stored_rows(settings, ids):
    """Return the rows of some milestones, their texts and plans, but for when they were written."""
    found = rows(settings.database)
    milestones = [row for row in found["milestone"] if row[0] in ids]
    texts = [row for row in found["milestone_text"] if row[0] in ids]
    columns = "path, digest, error, hint, error_line, is_gone, hold, ids, lines"
    plans = rows_of(settings.database, f"SELECT {columns} FROM plan ORDER BY id")  # noqa: S608 - our own names
    return milestones, texts, [plan for plan in plans if plan[0] in MAIN]


def on_other_branch(workspace):
    """Tell whether the second branch arrived, but for what the brake holds back."""
    titles = tree(workspace)
    return "  Invoices" in titles and "  Umbrellas" in titles


async def until(stream, condition):
    """Follow until a condition holds."""
    async with asyncio.timeout(SECONDS):
        while not condition():
            await anext(stream)


async def test_a_checkout_there_and_back_changes_nothing(
    threaded, workspace, repository, worked_on, settings
):
    """While the screen follows: every milestone, text, plan and place is as at the start."""
    before = lasting(workspace, settings, worked_on)

    async with aclosing(follow(threaded, "plans")) as stream:
        await anext(stream)
        await anext(stream)
        repository.git("checkout", "-q", "other")
        await until(stream, lambda: on_other_branch(workspace))
        kept = {one.id: one.status for one in forest(workspace).by_id.values()}
        repository.git("checkout", "-q", "main")
        await until(stream, lambda: lasting(workspace, settings, worked_on) == before)

    assert (
        kept.items()
        >= {
            ident: milestone["mine"]["status"].value
            for ident, milestone in before[0].items()
            if milestone["mine"]
        }.items()
    )
    assert set(forest(workspace).order) == set(worked_on)
    assert gone(workspace) == ["Invoices", "Umbrellas", "Weather"]


def test_on_the_other_branch_only_the_large_loss_waits(workspace, repository, worked_on):
    """What moved, was renamed or is a small loss is applied; a large plan that went is held."""
    before = by_title(workspace)
    repository.git("checkout", "-q", "other")

    report = read(workspace)

    assert [held.plan for held in report.held] == ["large.md"]
    after = by_title(workspace)
    assert after["core goal 7 of heather"] == before["core goal 7 of heath"]
    assert [forest(workspace)[before[f"deep goal {n} of {AREAS[n % 8]}"]].plan for n in (0, 9)] == [
        "moved/deep.md"
    ] * 2
    assert "notes goal 0 of amber" in gone(workspace)
    assert "  large goal 0 of amber" in tree(workspace)
    assert set(worked_on) <= forest(workspace).by_id.keys()


def test_many_checkouts_are_as_one(workspace, repository, worked_on, settings):
    """There and back, again and again, read at each stop: nothing wears off, nothing piles up."""
    before = lasting(workspace, settings, worked_on)
    said = statuses(workspace)
    counts = []

    for _ in range(4):
        repository.git("checkout", "-q", "other")
        read(workspace)
        repository.git("checkout", "-q", "main")
        read(workspace)
        counts.append(len(forest(workspace)))

    assert lasting(workspace, settings, worked_on) == before
    assert statuses(workspace).items() >= said.items()
    assert len(set(counts)) == 1


@pytest.fixture
def with_more(repository):
    """A third branch: the first one, with a large plan more and headings more in another."""
    repository.git("checkout", "-q", "-b", "more")
    more = {"new.md": "# New\n\n" + goals("new", range(8))}
    more["notes.md"] = MAIN["notes.md"] + goals("more notes", range(12))
    repository.commit(MAIN | more)
    repository.git("checkout", "-q", "main")
    return repository


def test_a_branch_with_more_leaves_nothing_behind(workspace, with_more, worked_on, settings):
    """A plan and headings that nobody touched go as they came: nothing is held, no key needed."""
    before, total = stored_rows(settings, worked_on), forest(workspace).total
    shown, said = tree(workspace), statuses(workspace)

    for _ in range(2):
        with_more.git("checkout", "-q", "more")
        assert len(read(workspace).changes) == 21
        with_more.git("checkout", "-q", "main")
        report = read(workspace)
        assert (report.summary(), report.held, report.troubles) == ("21 detached", (), ())

    now = forest(workspace)
    assert stored_rows(settings, worked_on) == before
    assert (tree(workspace), now.total, now.detached_shown) == (shown, total, ())
    assert statuses(workspace).items() >= said.items()
    assert len(now) == len(worked_on) + 21
    assert read(workspace).change_set is None


def test_what_was_begun_on_a_branch_waits_for_it(workspace, with_more, worked_on):
    """Six milestones of the new plan with a status: leaving the branch is held until agreed to."""
    with_more.git("checkout", "-q", "more")
    read(workspace)
    begun = [one.id for one in forest(workspace).by_id.values() if one.plan == "new.md"][:6]
    workspace.edits.set_status(begun, Status.ACTIVE)

    with_more.git("checkout", "-q", "main")
    report = read(workspace)

    assert [(held.plan, held.detaching, held.live) for held in report.held] == [("new.md", 9, 9)]
    assert report.summary() == "12 detached"
    assert read(workspace, as_it_is=True).summary() == "9 detached"
    assert set(forest(workspace).detached_shown) == set(begun)
    assert set(forest(workspace).order) == set(worked_on)
