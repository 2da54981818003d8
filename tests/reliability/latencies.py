"""How soon a commit is noticed and painted elsewhere, and what a screen costs that only waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from board import Scale, Tally
from children import Child, children, failures_in
from grounds import BOTH, database, seeded, written
from painting import Watched, screen

LIMITS: Final = {"sqlite": 400.0, "postgres": 100.0}
IDLE_SECONDS: Final = 10.0
SETTLED: Final = 3.0
"""Seconds after its first frame in which a screen imports and draws what may wait."""


def painted(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Commit a title in one process; note when one reads it, and another one's terminal gets it."""
    times = scale.of(100, 1000)
    with database(kind, folder) as address:
        seeded(address, folder, 60)
        editing = ("titled", written(address), "ben", times, 0.15)
        with (
            screen(address, folder, "ada") as ada,
            children("writers", [editing]) as (ben,),
            children("listeners", [("listen", written(address), "cleo")]) as (cleo,),
        ):
            time.sleep(SETTLED)
            ben.sign()
            lines = ben.end(3600)
            since = _times(lines, "stored")
            _until_last(ada, times - 1, cleo, since)
    tally.exactly("commits", len(since), times)
    tally.exactly("failed", len(failures_in(lines)))
    tally.say(f"frames {len(ada.arrived)}")
    noticed = _waits(since, dict(_times(cleo.lines, "seen")))
    numbered = [(number, at) for number, (_, at) in enumerate(since)]
    for name, waits in (("noticed", noticed), ("painted", _waits(numbered, ada.arrived))):
        tally.say(f"{name} p50 {waits[len(waits) // 2]:.0f} ms")
        worst = waits[min(len(waits) - 1, len(waits) * 99 // 100)]
        tally.below(f"{name} p99", worst, LIMITS[kind], "ms")


def _until_last(
    watched: Watched, number: int, listener: Child, since: list[tuple[int, float]]
) -> None:
    """Wait until the last title is everywhere; not for ever."""
    last, _ = since[-1]
    listener.until(lambda said: any(seen >= last for seen, _ in _times(said, "seen")), 5)
    deadline = time.monotonic() + 5
    while number not in watched.arrived and time.monotonic() < deadline:
        time.sleep(0.05)


def _times(lines: Iterable[str], word: str) -> list[tuple[int, float]]:
    split = (line.split() for line in lines if line.startswith(f"{word} "))
    return [(int(ident), float(at)) for _, ident, at, *_ in split]


def _waits(since: list[tuple[int, float]], arrived: Mapping[int, float]) -> list[float]:
    """Return sorted milliseconds; what was overtaken by the next one came with that."""
    return sorted(
        max(0.0, min((at for n, at in arrived.items() if n >= wanted), default=3600.0) - began)
        * 1000
        for wanted, began in since
    )


def idle(tally: Tally, scale: Scale, folder: Path) -> None:
    """Measure the processor time of screens, two on each database, that only wait."""
    seconds = IDLE_SECONDS * scale.of(1, 6)
    with ExitStack() as stack:
        screens: dict[str, Watched] = {}
        for kind in BOTH:
            address = stack.enter_context(database(kind, folder / kind))
            seeded(address, folder / kind, 60)
            for name in ("ada", "ben"):
                opened = screen(address, folder / kind, name)
                screens[f"{kind}, {name}"] = stack.enter_context(opened)
        time.sleep(SETTLED)
        before = {name: one.used() for name, one in screens.items()}
        time.sleep(seconds)
        for name, one in screens.items():
            share = (one.used() - before[name]) / seconds * 100
            tally.below(name, share, 0.5, "% of a core")
