"""The table of all keys: what they do, and what that is called elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.settings import KeySettings
from mlv_tui.tui.actions import all_actions
from mlv_tui.tui.command_line import command_for
from mlv_tui.tui.commands import GROUPS
from mlv_tui.tui.key_names import several_shown, shown_keys
from mlv_tui.tui.keymap import read_keymap


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action and its keys.

    Attributes:
        group: What the help calls its group.
        keys: As people write them; none where it has none.
        says: What it does.
        action: Its id, by which it is rebound.
        command: The same on the command line, or "".
        told: The keys in one text.
    """

    group: str
    keys: tuple[str, ...]
    says: str
    action: str
    command: str
    told: str


def key_rows(settings: KeySettings) -> tuple[KeyRow, ...]:
    """List every action in the order of the help.

    Raises:
        SettingsInvalid: If the keys in the settings can't be.
    """
    keys = read_keymap(settings).keys
    return tuple(
        KeyRow(
            GROUPS.get(one.group, one.group),
            tuple(map(shown_keys, keys[one.id])),
            one.says,
            one.id,
            command_for(one.id),
            several_shown(keys[one.id]),
        )
        for one in all_actions()
    )
