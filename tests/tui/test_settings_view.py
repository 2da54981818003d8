"""The settings on the screen."""

from __future__ import annotations

import pytest
from above import is_above, said, text

from mlv_tui.settings import Settings
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.screens.settings_view import SettingsView


@pytest.fixture
def settings(tmp_path):
    """Settings of which two were set."""
    origins = {"polling": "/etc/\x1b[31mmlv.toml:3", "actor": "MLV_ACTOR"}
    return Settings(
        tmp_path / "db" / "mlv.db", tmp_path / "state", "ada", polling=False, origins=origins
    )


async def test_comma_shows_the_settings_and_where_they_come_from(open_screen, settings) -> None:
    """Every one of them; the way to change them; comma again, or Esc, leaves."""
    async with open_screen(size=(140, 30)) as session:
        await session.press("comma")
        await session.until(lambda: is_above(session, SettingsView))

        lines = text(session).splitlines()
        assert any("database" in line and str(settings.database) in line for line in lines)
        assert any("actor" in line and line.endswith("MLV_ACTOR") for line in lines)
        assert any("polling" in line and line.endswith("mlv.toml:3") for line in lines)
        assert any(line.split() == ["keys.profile", "vim"] for line in lines)
        assert "\x1b" not in text(session)
        assert "mlv config path" in said(session)

        await session.press("comma")
        await session.until(lambda: isinstance(session.pilot.app.screen, MilestonesScreen))


async def test_the_settings_fit_into_a_narrow_terminal(open_screen) -> None:
    """The origin goes below its setting."""
    async with open_screen(size=(40, 24)) as session:
        await session.press("comma")
        await session.until(lambda: is_above(session, SettingsView))

        lines = text(session).splitlines()
        at = next(at for at, line in enumerate(lines) if "polling" in line)
        assert "mlv.toml" in "".join(lines[at : at + 2])
