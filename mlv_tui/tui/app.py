"""The Textual app: one screen, its themes, and how it ends."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input

from mlv_tui.errors import MlvError
from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.settings import Settings
from mlv_tui.tui.chords import ChordKeys, in_one_line
from mlv_tui.tui.commands import CommandOffers
from mlv_tui.tui.driver import TerminalDriver
from mlv_tui.tui.feed import Start
from mlv_tui.tui.keys_set import take_keys
from mlv_tui.tui.milestone_offers import MilestoneOffers
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.signals import ENDING, end_on, resume_on_terminals_only
from mlv_tui.tui.theme import MLV_DARK, MLV_LIGHT, THEMES
from mlv_tui.tui.view_offers import ViewOffers


class MlvApp(App[MlvError]):
    """Runs the milestones screen; its result is the error that kept it from opening, if any."""

    TITLE = "mlv"
    # Textual reads the style sheets of pushed screens only, and this one is there from the start.
    CSS_PATH = "screens/milestones.tcss"
    CSS = """
    CommandPalette { align-horizontal: center; }
    CommandPalette > Vertical { background: $panel; width: 76; max-width: 95%; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input { border: none; }
    /* Above the line where one types, the status line and the keys. */
    ToastRack { margin-bottom: 3; }
    Toast { max-width: 90%; padding: 0 1; }
    """
    COMMANDS: ClassVar = {CommandOffers, MilestoneOffers, ViewOffers}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", show=False, priority=True),
        Binding(
            "ctrl+p",
            "command_palette",
            "palette",
            id="app.palette",
            tooltip="Find a command, or any milestone of any project",
            priority=True,
        ),
        Binding(
            "ctrl+z",
            "suspend_process",
            "suspend",
            id="app.suspend",
            tooltip="Back to the shell; fg returns",
            show=False,
        ),
        Binding(
            "comma",
            "settings",
            "settings",
            id="app.settings",
            tooltip="Show the settings, and where they come from",
            show=False,
        ),
    ]

    def __init__(self, workspace: ThreadedWorkspace, settings: Settings, start: Start) -> None:
        """Make the app; nothing is opened before the first frame.

        Raises:
            SettingsInvalid: If the keys in the settings can't be.
        """
        super().__init__()
        self._keys_set = take_keys(settings.keys)
        self._workspace = workspace
        self._settings = settings
        self._start = start
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = (MLV_LIGHT if settings.light else MLV_DARK).name

    def get_driver_class(self) -> type[Driver]:
        """Draw in a terminal with a driver that notices its end; elsewhere with Textual's."""
        found = super().get_driver_class()
        return TerminalDriver if found is LinuxDriver else found

    def get_default_screen(self) -> MilestonesScreen:
        """Begin with the milestones: a screen below them would cost a frame."""
        return MilestonesScreen(self._workspace, self._settings, self._start)

    def on_mount(self) -> None:
        """Take other keys over, and end in order when told to by a signal."""
        if self._keys_set:
            self.set_keymap(self._keys_set)
        end_on(self, *ENDING)
        resume_on_terminals_only()

    def action_suspend_process(self) -> None:
        """Go back to the shell, where there is one."""
        if self.is_web:
            self.notify("There is no shell to go back to in a browser.")
        else:
            super().action_suspend_process()

    def action_settings(self) -> None:
        """Show the settings."""
        from mlv_tui.tui.screens.settings_view import SettingsView  # noqa: PLC0415 - not before the first frame

        (home, *_) = (one for one in self.screen_stack if isinstance(one, MilestonesScreen))
        self.push_screen(SettingsView(home, self._settings))

    async def on_event(self, event: events.Event) -> None:
        """Give keys to the screen in the order they were typed, before Textual passes them on."""
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event = in_one_line(event)
        if not await self._is_taken(event):
            await super().on_event(event)

    async def _is_taken(self, event: events.Event) -> bool:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        screen = self.screen
        if not isinstance(screen, ChordKeys):
            return False
        if isinstance(event, events.Key):
            return await screen.take_key(event)
        return await screen.take_paste(event)
