"""The environment of a hook: what it needs, and nothing that is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DEPTH: Final = "MLV_HOOK_DEPTH"
EVENT_ID: Final = "MLV_EVENT_ID"

_KEPT: Final = frozenset(
    {"HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER"}
    # Without these no notification finds its desktop.
    | {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"}
    | {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}
)
_KEPT_BEGINNING: Final = "LC_"


def depth_of(environment: Mapping[str, str]) -> int:
    """Tell how many hooks stand between a person and this process; 0 for none.

    What can't be understood counts as one.
    """
    written = environment.get(DEPTH, "0")
    return int(written) if written.isascii() and written.isdigit() else 1


def hook_environment(
    environment: Mapping[str, str], event_id: str, own: Mapping[str, str]
) -> dict[str, str]:
    """Make the environment of one attempt.

    Args:
        environment: That of the program that runs it.
        event_id: What the hook can tell twice the same by.
        own: What leads an `mlv` that it calls to the same place.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or name.startswith(_KEPT_BEGINNING)
    }
    return kept | dict(own) | {DEPTH: str(depth_of(environment) + 1), EVENT_ID: event_id}
