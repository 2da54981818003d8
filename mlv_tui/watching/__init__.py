"""Bursts of edited plans: which paths changed, once they have settled."""

from mlv_tui.watching.bursts import bursts
from mlv_tui.watching.mounts import needs_polling
from mlv_tui.watching.sight import NOTHING, Burst, Glance, Signature, Timing, WatchMode

__all__ = [
    "NOTHING",
    "Burst",
    "Glance",
    "Signature",
    "Timing",
    "WatchMode",
    "bursts",
    "needs_polling",
]
