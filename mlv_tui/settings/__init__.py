"""What can be set from outside: the database, the person, the looks, the keys; read once."""

from mlv_tui.settings.address import Address, PostgresUrl
from mlv_tui.settings.hook_values import HookSettings
from mlv_tui.settings.reading import read_settings
from mlv_tui.settings.source_values import KindSettings, SourceSettings
from mlv_tui.settings.values import PROFILES, KeySettings, Settings

__all__ = [
    "PROFILES",
    "Address",
    "HookSettings",
    "KeySettings",
    "KindSettings",
    "PostgresUrl",
    "Settings",
    "SourceSettings",
    "read_settings",
]
