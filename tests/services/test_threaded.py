"""Asking without blocking: one thread answers, one question after the other."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from databases import on_sqlite
from looking import read

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace

SECONDS = 20


@pytest.fixture
def threaded(settings):
    """A workspace on its own thread."""
    one = ThreadedWorkspace(lambda: Workspace(settings))
    yield one
    one.close()


async def test_answers_come_in_the_order_of_the_questions(threaded):
    """Questions that are asked together are answered one after the other, on one thread."""
    seen = []

    def question(number):
        def answer(_):
            seen.append((number, threading.current_thread().name))
            return number

        return answer

    async with asyncio.timeout(SECONDS):
        answers = await asyncio.gather(*(threaded.ask(question(each)) for each in range(20)))

    assert answers == list(range(20))
    assert [number for number, _ in seen] == list(range(20))
    assert len({name for _, name in seen}) == 1
    assert threading.current_thread().name not in {name for _, name in seen}


async def test_the_loop_goes_on_while_a_question_is_answered(threaded):
    """A slow answer doesn't hold up the screen."""
    may_answer = threading.Event()
    asked = asyncio.ensure_future(threaded.ask(lambda _: may_answer.wait(SECONDS)))

    await asyncio.sleep(0)
    assert not asked.done()
    may_answer.set()

    async with asyncio.timeout(SECONDS):
        assert await asked


async def test_a_question_that_was_begun_is_carried_through(threaded, plans):
    """Whoever stops waiting doesn't undo what was begun, nor the announcement of it."""
    plans.write("trip.md", "# Trip\n")
    begun, may_go_on, heard = threading.Event(), threading.Event(), []

    def question(workspace):
        workspace.listen(lambda *told: heard.append(told))
        begun.set()
        may_go_on.wait(SECONDS)
        return read(workspace, plans.folder)

    asked = asyncio.ensure_future(threaded.ask(question))
    await asyncio.to_thread(begun.wait, SECONDS)

    asked.cancel()
    may_go_on.set()

    with pytest.raises(asyncio.CancelledError):
        await asked
    async with asyncio.timeout(SECONDS):
        projects = await threaded.ask(lambda workspace: workspace.projects())
    assert [project.slug for project in projects] == ["plans"]
    assert heard == [(projects[0].id, 1)]


async def test_a_question_that_fails_fails_alone(threaded):
    """The next question is answered as ever."""
    with pytest.raises(ZeroDivisionError):
        await threaded.ask(lambda _: 1 / 0)

    assert await threaded.ask(lambda workspace: workspace.projects()) == ()


@on_sqlite
async def test_an_opening_error_comes_with_each_question(settings):
    """A database that can't be opened is told whenever it is needed, until it can be."""
    settings.database.unlink()
    settings.database.mkdir()
    threaded = ThreadedWorkspace(lambda: Workspace(settings))

    for _ in range(2):
        with pytest.raises(DatabaseUnusable, match="is a folder"):
            await threaded.ask(lambda workspace: workspace.projects())

    settings.database.rmdir()
    assert await threaded.ask(lambda workspace: workspace.projects()) == ()
    threaded.close()


async def test_closing_carries_through_and_ends_the_thread(settings):
    """At the end everything that was asked is done, the database closed, the thread gone."""
    before = set(threading.enumerate())
    threaded = ThreadedWorkspace(lambda: Workspace(settings))
    asked = [
        asyncio.ensure_future(threaded.ask(lambda one, slug=slug: one.add_project(slug)))
        for slug in ("alpha", "beta")
    ]
    await asyncio.sleep(0)

    threaded.close()

    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*asked)
    assert set(threading.enumerate()) == before
    session = Workspace(settings)
    assert [project.slug for project in session.projects()] == ["alpha", "beta"]
    session.close()


@on_sqlite
def test_closing_what_was_never_asked_opens_nothing(settings):
    """A screen that ends before its first question leaves no database behind."""
    elsewhere = replace(settings, database=settings.database.with_name("never.db"))

    ThreadedWorkspace(lambda: Workspace(elsewhere)).close()

    assert not elsewhere.database.exists()
