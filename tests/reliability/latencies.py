"""How soon a commit is noticed elsewhere, and what waiting for one costs."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

from board import NotRun, Scale, Tally
from children import Child, children, failures_in
from grounds import BOTH, database, seeded, written

LIMITS = {"sqlite": 400.0, "postgres": 100.0}
IDLE_SECONDS = 10.0


def noticed(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Commit in one process; note when another one has read the change set."""
    with database(kind, folder) as address:
        seeded(address, folder, 60)
        times = scale.of(100, 1000)
        ticked = ("ticked", written(address), "ada", times, 0.15)
        listen = ("listen", written(address), "ben")
        with (
            children("writers", [ticked]) as (editor,),
            children("listeners", [listen]) as (listener,),
        ):
            time.sleep(1)  # it listens from then on
            editor.sign()
            lines = editor.end(3600)
            last = max(ident for ident, _ in _times(lines, "stored"))
            listener.until(lambda said: any(i >= last for i, _ in _times(said, "seen")), 5)
            seen = _times(listener.lines, "seen")
    failed = failures_in(lines)
    waits = sorted(
        max(0.0, min((at for ident, at in seen if ident >= wanted), default=3600.0) - since) * 1000
        for wanted, since in _times(lines, "stored")
    )
    tally.exactly("commits", len(waits), times)
    tally.exactly("failed", len(failed))
    tally.say(f"p50 {waits[len(waits) // 2]:.0f} ms")
    tally.below("p99", waits[min(len(waits) - 1, len(waits) * 99 // 100)], LIMITS[kind], "ms")


def _times(lines: list[str], word: str) -> list[tuple[int, float]]:
    split = (line.split() for line in lines if line.startswith(f"{word} "))
    return [(int(ident), float(at)) for _, ident, at in split]


def idle(tally: Tally, scale: Scale, folder: Path) -> None:
    """Measure the processor time of sessions that only follow."""
    seconds = IDLE_SECONDS * scale.of(1, 6)
    with ExitStack() as stack:
        listeners: dict[str, Child] = {}
        for kind in BOTH:
            address = stack.enter_context(database(kind, folder / kind))
            seeded(address, folder / kind, 60)
            task = ("listen", written(address), "ben")
            (listeners[kind],) = stack.enter_context(children("listeners", [task]))
        time.sleep(2)
        before = {kind: _used(child) for kind, child in listeners.items()}
        time.sleep(seconds)
        for kind, child in listeners.items():
            share = (_used(child) - before[kind]) / seconds * 100
            tally.below(kind, share, 0.5, "% of a core")


def _used(child: Child) -> float:
    """Return the seconds of processor time that all threads of a process used."""
    tasks = Path(f"/proc/{child.process.pid}/task")
    if not tasks.is_dir():
        raise NotRun("there is no /proc to measure with")
    return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks.iterdir()) / 1e9
