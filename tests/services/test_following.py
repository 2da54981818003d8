"""Following a project on real files: saves arrive by themselves, trouble detaches nobody."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from contextlib import asynccontextmanager, suppress

import pytest
from databases import on_sqlite
from looking import by_title, read, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NotFound
from mlv_tui.services.following import (
    Others,
    follow,
    keep_following,
    others,
    watch_project,
)
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace

SECONDS = 20
"""After which a condition that doesn't come true fails its test."""

TRIP = "# Trip\n\n## Plan\n\nWhere to.\n"


class Followed:
    """Gathers the news of one project."""

    def __init__(self) -> None:
        self.news = []
        self._came = asyncio.Condition()

    async def gather(self, stream) -> None:
        """Note whatever comes, for ever."""
        async for one in stream:
            async with self._came:
                self.news.append(one)
                self._came.notify_all()

    async def until(self, condition) -> None:
        """Wait until the news fulfil a condition."""
        async with asyncio.timeout(SECONDS), self._came:
            await self._came.wait_for(condition)


@pytest.fixture
def threaded(settings):
    """A workspace on its own thread."""
    one = ThreadedWorkspace(lambda: Workspace(settings))
    yield one
    one.close()


@asynccontextmanager
async def gathering(stream):
    """Gather a stream's news while the body runs; then end it."""
    followed = Followed()
    task = asyncio.create_task(followed.gather(stream))
    try:
        yield followed
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def following(threaded, slug="plans", **options):
    """Follow a project while the body runs, from its first two news on."""
    async with gathering(follow(threaded, slug, **options)) as followed:
        await followed.until(lambda: len(followed.news) >= 2)
        yield followed


def summaries(followed):
    """Return what the ingests said, those without a change left out."""
    said = [one.report.summary() for one in followed.news if one.report is not None]
    return [one for one in said if one]


async def test_the_plans_are_read_at_the_start(threaded, workspace, plans):
    """What was edited while nobody looked is the first news."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    plans.write("trip.md", TRIP + "\n## Book\n")

    async with following(threaded) as followed:
        assert followed.news[0].report.summary() == "1 new"

    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


@pytest.mark.parametrize("polling", [False, True])
async def test_a_save_is_seen_and_stored(threaded, workspace, plans, polling):
    """Saving a plan is all a person does; what they set stays."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Plan"]], Status.ACTIVE)

    async with following(threaded, polling=polling) as followed:
        plans.write("trip.md", TRIP + "\n## Book\n")
        await followed.until(lambda: summaries(followed) == ["1 new"])

        assert tree(workspace) == ["Trip", "  Plan", "  Book"]
        assert followed.news[-1].is_polling is polling
    assert statuses(workspace)["Plan"] == "active"


async def test_a_save_by_replacing_is_seen(threaded, workspace, plans):
    """Editors that write beside and move into place are followed, save after save."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        for number in range(3):
            plans.write(".trip.md.new", f"{TRIP}\n## Step {number}\n").replace(plans / "trip.md")
            await followed.until(lambda number=number: len(summaries(followed)) > number)

    assert tree(workspace)[-1] == "  Step 2"


async def test_new_plans_and_folders_are_seen(threaded, workspace, plans):
    """A plan in a folder that was made just now is read, too."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        plans.write("new/deep/other.md", "# Other\n")
        await followed.until(lambda: summaries(followed) == ["1 new"])

    assert tree(workspace) == ["Trip", "  Plan", "Other"]


async def test_a_save_during_the_first_read_is_not_lost(threaded, workspace, plans):
    """What is saved between the first look and the first answer is read next."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    is_held, may_go_on = threading.Event(), threading.Event()

    def hold(_):
        is_held.set()
        may_go_on.wait(SECONDS)

    stream = follow(threaded, "plans")
    first = asyncio.ensure_future(anext(stream))
    await first
    held = asyncio.ensure_future(threaded.ask(hold))
    await asyncio.to_thread(is_held.wait, SECONDS)
    plans.write("trip.md", TRIP + "\n## Book\n")
    may_go_on.set()
    await held

    async with gathering(stream) as followed:
        await followed.until(lambda: summaries(followed) == ["1 new"])

    assert tree(workspace)[-1] == "  Book"


async def test_a_plan_renamed_while_followed_keeps_its_milestones(threaded, workspace, plans):
    """Renaming a plan in the file manager costs nobody their statuses."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = by_title(workspace)
    workspace.edits.set_status([before["Plan"]], Status.DONE)

    async with following(threaded) as followed:
        (plans / "trip.md").rename(plans / "journey.md")
        await followed.until(lambda: summaries(followed) == ["2 moved"])

    assert by_title(workspace) == before
    assert statuses(workspace)["Plan"] == "done"
    assert tree(workspace) == ["Trip", "  Plan"]


async def test_a_removed_plan_is_believed_after_a_while(threaded, workspace, plans):
    """A plan that stays away detaches its milestones; its return brings them back."""
    plans.write("trip.md", TRIP)
    plans.write("other.md", "# Other\n")
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        (plans / "trip.md").unlink()
        await followed.until(lambda: summaries(followed) == ["2 detached"])
        plans.write("trip.md", TRIP)
        await followed.until(lambda: summaries(followed) == ["2 detached", "2 reattached"])


async def test_a_bad_save_is_told_and_the_mended_one_read(threaded, workspace, plans):
    """Merge markers appear as trouble, and go with the next save."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        plans.write("trip.md", "<<<<<<< HEAD\n# Trip\n=======\n# Tour\n>>>>>>> theirs\n")
        await followed.until(lambda: followed.news[-1].report and troubles(followed) == 1)
        assert tree(workspace) == ["Trip", "  Plan"]
        plans.write("trip.md", TRIP)
        await followed.until(lambda: followed.news[-1].report and troubles(followed) == 0)


def troubles(followed):
    """Count what the last ingest couldn't read."""
    return len(followed.news[-1].report.troubles)


async def test_a_structured_plan_is_followed_like_any_other(threaded, workspace, plans):
    """It counts once it says that it is one; a broken save is told, the mended one read."""
    plans.write("trip.md", TRIP)
    plans.write("ci.yaml", "jobs: []\n")
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        plans.write("ci.yaml", "mlv: 1\nmilestones:\n- {id: a, title: Build}\n")
        await followed.until(lambda: summaries(followed) == ["1 new"])
        plans.write("ci.yaml", "mlv: 1\nmilestones:\n- {id: a, title: Build, priority: 12}\n")
        await followed.until(lambda: followed.news[-1].report and troubles(followed) == 1)
        assert (followed.news[-1].report.troubles[0].line, tree(workspace)[0]) == (3, "Build")
        plans.write("ci.yaml", "mlv: 1\nmilestones:\n- {id: a, title: Built}\n")
        await followed.until(lambda: followed.news[-1].report and troubles(followed) == 0)

    assert tree(workspace)[0] == "Built"


async def test_a_removed_folder_is_trouble_and_its_return_is_news(
    threaded, workspace, plans, tmp_path
):
    """An unmounted disk detaches nobody; when it is back, its saves are followed again."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    async with following(threaded) as followed:
        shutil.move(plans.folder, tmp_path / "away")
        await followed.until(lambda: followed.news[-1].trouble)
        assert followed.news[-1].trouble.startswith(f"{plans.folder} isn't there")
        assert tree(workspace) == ["Trip", "  Plan"]
        shutil.move(tmp_path / "away", plans.folder)
        await followed.until(lambda: not followed.news[-1].trouble)
        plans.write("trip.md", TRIP + "\n## Book\n")
        await followed.until(lambda: summaries(followed) == ["1 new"])

    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


async def test_an_unknown_project_is_not_followed(threaded):
    """A slip in the slug is told at once."""
    with pytest.raises(NotFound):
        await anext(follow(threaded, "planz"))


async def test_another_sessions_write_is_announced(threaded, workspace, plans):
    """What a colleague sets is news within moments; one's own writes are not."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    ids = list(by_title(workspace).values())
    await threaded.ask(lambda asked: asked.others_wrote())

    async with gathering(others(threaded)) as heard:
        await threaded.ask(lambda asked: asked.edits.set_status(ids[:1], Status.DONE))
        workspace.edits.set_status(ids[1:], Status.DONE)
        await heard.until(lambda: len(heard.news) == 1)


@on_sqlite
async def test_a_lost_database_is_told_once_and_so_is_its_return(threaded, settings):
    """A database that was moved away is told with a sentence; when it is back, that too."""
    await threaded.ask(lambda asked: asked.add_project("alpha"))
    away = settings.database.with_name("away")

    async with gathering(others(threaded)) as heard:
        settings.database.rename(away)
        await heard.until(lambda: len(heard.news) == 1)
        away.rename(settings.database)
        await heard.until(lambda: len(heard.news) == 2)

    assert "was removed or replaced" in heard.news[0].trouble
    assert heard.news[1] == Others(wrote=False)


def test_ending_is_prompt_and_leaves_no_thread(settings, workspace, plans):
    """Quitting waits for no poll and leaves nothing running."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    before = set(threading.enumerate())

    async def session():
        threaded = ThreadedWorkspace(lambda: Workspace(settings))
        async with gathering(others(threaded)), following(threaded) as followed:
            assert followed.news[0].report.changes == ()
            until = time.monotonic()
        threaded.close()
        return until

    ended = asyncio.run(session())

    assert time.monotonic() - ended < 2
    for thread in set(threading.enumerate()) - before:
        thread.join(SECONDS)
    assert set(threading.enumerate()) == before


async def test_watching_without_a_screen_tells_each_news(settings, workspace, plans):
    """`mlv watch` tells of each save, and closes its database when it is ended."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)
    workspace.close()
    told = []
    has_come = asyncio.Event()

    def tell(news):
        told.append(news)
        has_come.set()

    watching = asyncio.create_task(watch_project(settings, "plans", tell))
    async with asyncio.timeout(SECONDS):
        while len(told) < 2:
            await has_come.wait()
            has_come.clear()
        plans.write("trip.md", TRIP + "\n## Book\n")
        while not (told[-1].report and told[-1].report.summary() == "1 new"):
            await has_come.wait()
            has_come.clear()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


@on_sqlite
async def test_a_database_that_was_away_is_written_again(threaded, workspace, plans, settings):
    """What was saved meanwhile is stored as soon as the database is back."""
    plans.write("trip.md", TRIP)
    read(workspace, plans.folder)

    async with gathering(keep_following(threaded, "plans")) as followed:
        await followed.until(lambda: len(followed.news) >= 2)
        settings.database.rename(settings.database.with_name("away"))
        plans.write("trip.md", TRIP + "\n## Book\n")
        await followed.until(lambda: "was removed or replaced" in followed.news[-1].trouble)
        settings.database.with_name("away").rename(settings.database)
        await followed.until(lambda: summaries(followed) == ["1 new"])

    assert not followed.news[-1].trouble
    assert tree(workspace) == ["Trip", "  Plan", "  Book"]


async def test_an_unknown_project_is_not_waited_for(threaded):
    """Trying again mends no slip in the slug."""
    with pytest.raises(NotFound):
        await anext(keep_following(threaded, "planz"))
