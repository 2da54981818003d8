"""The settings: what each is, and where that comes from."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from mlv_tui.domain.forest import Forest
from mlv_tui.settings import Settings
from mlv_tui.settings.origins import DEFAULT, Explained, explained
from mlv_tui.tui.screens.above import Above
from mlv_tui.tui.screens.queued import Queued
from mlv_tui.tui.widgets.setting_lines import SettingEntry
from mlv_tui.tui.widgets.title_line import TitleLine

HOW: Final = "mlv config path names the file to change; it is read at the next start."


class SettingsView(Above):
    """Lists the settings; they are changed in the config file."""

    HEADING = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "comma", "leave", "Back", id="app.settings", tooltip="Leave the settings", show=False
        ),
    ]

    def __init__(self, home: Queued, settings: Settings) -> None:
        """Show settings above a screen."""
        super().__init__(home)
        self._settings = settings

    def on_mount(self) -> None:
        """Tell how they are changed."""
        self.query_one(TitleLine).about = ""
        self.say(HOW)

    def forest_changed(self, forest: Forest) -> None:
        """Show them; no milestone changes any."""
        del forest
        self.rows.entries = tuple(map(_entry, explained(self._settings)))


def _entry(one: Explained) -> SettingEntry:
    value = str(one.value).lower() if isinstance(one.value, bool) else str(one.value)
    return SettingEntry(one.name, value, "" if one.origin == DEFAULT else one.origin)
