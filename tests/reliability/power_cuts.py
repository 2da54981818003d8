"""Power cuts: a file system that is shut down in mid-edit without writing its journal."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from board import NotRun, Scale, Tally
from children import Child, stored_in
from grounds import seeded, session, truth_of

SHUT_DOWN = 0x8004587D
NO_LOG_FLUSH = 2
MEGABYTES = 64


def cut(tally: Tally, scale: Scale, folder: Path) -> None:
    """Cut the power under an editor, mount again, look."""
    times, draw = scale.of(3, 100), Random(0)
    image, place = folder / "disk.img", folder / "disk"
    _format(image, place)
    acknowledged = lost = torn = 0
    with _mounted(image, place):
        seeded(place / "mlv.db", place, 60)
    for number in range(times):
        with _mounted(image, place):
            lines = _cut_short(place, f"person{number}", draw)
        with _mounted(image, place):
            with session(place / "mlv.db") as opened:
                opened.edits.set_notes(1, f"after {number}")
            truth, told = truth_of(place / "mlv.db"), stored_in(lines)
            acknowledged += len(told)
            lost += len(set(told) - set(truth.actors))
            torn += bool(truth.torn or truth.circles) or truth.integrity != "ok"
    tally.say(f"cuts {times}, acknowledged {acknowledged}")
    tally.exactly("lost", lost)
    tally.exactly("torn", torn)


def _cut_short(place: Path, name: str, draw: Random) -> list[str]:
    with Child("writers", "mixed", place / "mlv.db", name, 0) as child:
        child.until_lines(1)
        child.sign()
        child.until_lines(10)
        time.sleep(draw.uniform(0, 0.5))
        inside = os.open(place, os.O_RDONLY)
        try:
            fcntl.ioctl(inside, SHUT_DOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(inside)
        return child.kill()


def _format(image: Path, place: Path) -> None:
    place.mkdir()
    if os.getuid() != 0:
        raise NotRun("mounting a disk takes root")
    with image.open("wb") as disk:
        disk.truncate(MEGABYTES << 20)
    if _fails("mkfs.ext4", "-q", str(image)) or _fails(
        "mount", "-o", "loop", str(image), str(place)
    ):
        raise NotRun("there is no mkfs.ext4, or no loop device")
    _fails("umount", str(place))


def _fails(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode != 0
    except FileNotFoundError:
        return True


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)
