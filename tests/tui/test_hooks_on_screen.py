"""Hooks on the screen: what a folder proposes, what failed, and the log."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from above import is_above, text
from databases import new_database
from textual.widgets._toast import ToastRack
from trips import make_plans

from mlv_tui.domain.hook_delivery import DeliveryState, Outcome, Owed
from mlv_tui.services import hook_ringing
from mlv_tui.services.hook_files import hook_files
from mlv_tui.services.hooks import open_outbox
from mlv_tui.settings import HookSettings, Settings
from mlv_tui.tui.screens.hook_log import HookLog
from mlv_tui.tui.screens.milestones import MilestonesScreen


@pytest.fixture
def plans(tmp_path):
    """A plan folder that proposes a hook."""
    folder = make_plans(tmp_path)
    run = f'run = ["touch", "{tmp_path / "pwned"}"]'
    (folder / "mlv-hooks.toml").write_text(f'[[hooks]]\nname = "x"\non = ["done"]\n{run}\n')
    return folder


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A person with a hook, which a test runs by itself."""
    monkeypatch.setattr(hook_ringing, "begin_runner", lambda _: None)
    bell = HookSettings("bell", ("done",), ("true",))
    with new_database(tmp_path / "db" / "mlv.db") as address:
        yield Settings(address, tmp_path / "state", "ada", hooks=(bell,))


def toasts(session) -> str:
    """What all toasts say."""
    said = (str(one.render()) for one in session.pilot.app.screen.query("Toast"))
    return " ".join(" ".join(said).split())


async def test_what_failed_is_said_and_gh_shows_the_log(open_screen, settings, tmp_path) -> None:
    """A toast says which hook and why; the log has what it wrote, nothing in it obeyed."""
    async with open_screen() as session:
        session.pilot.app._disable_notifications = False
        await session.screen.mount(ToastRack())
        await session.until(hook_files(settings).told.exists)
        with closing(open_outbox(settings)) as outbox:
            one = Owed("a", "bell", "done", "plans", 7, "done \x1b[31m", "{}")
            outbox.take(99, 1, [one, replace(one, id="b")])
            first, _ = outbox.waiting()
            outbox.start(first.seq)
            failed = Outcome(DeliveryState.FAILED, "exit code 3", "oops\x1b[2J\n")
            outbox.end(first.seq, failed)

        await session.until(lambda: "The hook bell failed: exit code 3" in toasts(session))
        assert "mlv-hooks.toml proposes hooks, none of which runs" in toasts(session)

        await session.press("g", "h")
        await session.until(lambda: is_above(session, HookLog))
        shown = text(session)
        assert "in the queue" in shown
        assert "failed" in shown
        assert "exit code 3" in shown
        assert "oops␛[2J" in shown
        assert "\x1b" not in shown

        await session.press("escape")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))
    assert not (tmp_path / "pwned").exists()
