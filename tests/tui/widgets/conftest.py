"""A small host for one widget, and waiting for conditions."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from mlv_tui.tui.theme import MLV_DARK, MLV_LIGHT


class Host(App[None]):
    """Shows one widget and keeps what it says."""

    CSS = "Host > Screen > * { width: 1fr; height: 1fr; }"

    def __init__(self, shown: Widget) -> None:
        super().__init__()
        self.shown = shown
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self.shown

    def on_mount(self) -> None:
        """Use our theme, and let keys reach the widget."""
        self.register_theme(MLV_DARK)
        self.register_theme(MLV_LIGHT)
        self.theme = MLV_DARK.name
        self.shown.focus()

    def on_milestone_highlighted(self, message: Message) -> None:
        """Keep what was said."""
        self.heard.append(message)

    on_milestone_chosen = on_folds_changed = on_milestone_highlighted


@pytest.fixture
def host():
    """Make a host for a widget."""
    return Host


@pytest.fixture
def until():
    """Let the app work until a condition holds."""

    async def wait(pilot, condition: Callable[[], bool], seconds: float = 5) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "the condition did not come to hold"
            await pilot.pause()

    return wait
