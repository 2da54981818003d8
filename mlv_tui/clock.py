"""What time it is, as everything here counts it."""

from __future__ import annotations

import time


def now_ms() -> int:
    """Tell epoch milliseconds."""
    return time.time_ns() // 1_000_000
