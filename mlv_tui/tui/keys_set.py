"""The keys that a person set, taken over; nothing is looked at where nobody set any."""

from __future__ import annotations

from mlv_tui.settings import PROFILES, KeySettings
from mlv_tui.tui.keys_now import name_keys


def take_keys(settings: KeySettings) -> dict[str, str]:
    """Have sentences name these keys, and return what differs from the declared ones, for Textual.

    Raises:
        SettingsInvalid: At the first unknown action or key, or one that would mean two things.
    """
    name_keys({})
    if settings.profile == PROFILES[0] and not settings.bind:
        return {}
    # Gathering all actions imports every screen: that is felt at a start.
    from mlv_tui.tui.keymap import read_keymap  # noqa: PLC0415

    keymap = read_keymap(settings)
    name_keys(keymap.keys)
    return keymap.for_textual()
