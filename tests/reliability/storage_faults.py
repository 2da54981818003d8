"""What becomes of a SQLite file: each fault has its sentence, and nothing is written after it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from board import Scale, Tally
from children import Child, stored_in
from grounds import seeded, session, truth_of

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.services.workspace import Workspace
from mlv_tui.storage.opening import check_place

WITHOUT_RIGHTS = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Runs Python without the rights by which root reads and writes everything."""

ON_A_NETWORK = """
import ctypes, os, subprocess, sys
ctypes.CDLL(None).unshare(0x20000)
subprocess.run(["mount", "--make-rprivate", "/"], check=True)
subprocess.run(["mount", "--bind", sys.argv[1], f"/proc/{os.getpid()}/mountinfo"], check=True)
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""
"""Runs Python where the system's table of mounts is another one: no network is mounted."""

Fault = Callable[[Path], str]
"""Damages a database in a folder; returns what was said, or why that won't do."""


def faults(tally: Tally, _scale: Scale, folder: Path) -> None:
    """Try each fault on a database of its own."""
    with _locked_out(folder / "locked") as waiting:
        tally.say(", ".join((*FAULTS, "locked")))
        for name, (fault, words) in FAULTS.items():
            place = folder / name.replace(" ", "-")
            said = fault(place)
            tally.require(f"{name}: {said!r} doesn't say {words!r}", holds=words in said)
        said = waiting.end()[-1]
        tally.require(f"locked: {said}", holds="in use by another program" in said)
    tally.exactly("faults told", len(FAULTS) + 1 - len(tally.wrong), len(FAULTS) + 1)


def _made(place: Path) -> Path:
    seeded(place / "mlv.db", place, 60)
    return place / "mlv.db"


def _asked(file: Path, *command: str) -> str:
    """Run the command line on a file, without root's rights; return its sentence."""
    return _asked_in([WITHOUT_RIGHTS], file, *command)


def _asked_in(ground: list[str], file: Path, *command: str) -> str:
    words = ["-m", "mlv_tui", *(command or ("add", "One more")), "--db", str(file)]
    before = _bytes(file)
    ended = subprocess.run(
        [sys.executable, "-c", *ground, *words],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    if ended.returncode != 1 or ended.stdout or "Traceback" in ended.stderr:
        return f"exit code {ended.returncode}: {ended.stderr[-300:]}"
    return ended.stderr if _bytes(file) == before else "the file was written"


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _edited(opened: Workspace) -> str:
    """Try to write; return the sentence."""
    ident = min(opened.forest(opened.last_project().id).by_id)
    try:
        opened.edits.set_notes(ident, f"after {os.urandom(4).hex()}")
    except DatabaseUnusable as error:
        return str(error)
    return "it was stored"


def _on_network(place: Path) -> str:
    """Say so of a file; in this process where another table of mounts takes root's rights."""
    file, table = _made(place), place / "mountinfo"
    table.write_text(f"1 0 0:1 / {place} rw - nfs4 box:/home rw\n", encoding="utf-8")
    if os.getuid() == 0:
        return _asked_in([ON_A_NETWORK, str(table)], file)
    try:
        check_place(file, table)
    except DatabaseUnusable as error:
        return str(error)
    return "it may be used"


def _header(place: Path) -> str:
    file = _made(place)
    file.write_bytes(b"no database any more" * 5 + file.read_bytes()[100:])
    return _asked(file)


def _page(place: Path) -> str:
    file = _made(place)
    whole = bytearray(file.read_bytes())
    whole[4096:] = os.urandom(len(whole) - 4096)
    file.write_bytes(whole)
    return _asked(file)


def _truncated(place: Path) -> str:
    file = _made(place)
    os.truncate(file, file.stat().st_size // 2)
    return _asked(file)


def _newer(place: Path) -> str:
    file = _made(place)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE schema_migration SET name = '9999_later' WHERE id = 1")
    return _asked(file)


def _read_only(place: Path) -> str:
    file = _made(place)
    file.chmod(0o444)
    return _asked(file)


def _unwritable(place: Path) -> str:
    file = _made(place)
    place.chmod(0o555)
    return _asked(file)


def _never_made(place: Path) -> str:
    plans = place / "plans"
    plans.mkdir(parents=True)
    (plans / "a.md").write_text("# A\n", encoding="utf-8")
    place.chmod(0o555)
    return _asked(place / "new" / "mlv.db", "ingest", str(plans))


def _removed(place: Path) -> str:
    return _while_open(place, lambda file: file.unlink())


def _replaced(place: Path) -> str:
    def replace(file: Path) -> None:
        shutil.copy(file, file.with_name("other"))
        file.with_name("other").replace(file)

    return _while_open(place, replace)


def _log_removed(place: Path) -> str:
    return _while_open(place, lambda file: file.with_name("mlv.db-wal").unlink())


def _while_open(place: Path, damage: Callable[[Path], None]) -> str:
    file = _made(place)
    with session(file) as opened:
        _edited(opened)
        damage(file)
        before = _bytes(file)
        said = _edited(opened)
        return said if _bytes(file) == before else "the file was written"


@contextmanager
def _small_disk(place: Path) -> Iterator[int]:
    """Have a disk of a megabyte where root may; yields the limit of a file where not."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        yield 1 << 20
        return
    try:
        yield 0
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _full(place: Path) -> str:
    with _small_disk(place) as limit:
        file = _made(place)
        with Child("writers", "fill", file, "ada", limit) as child:
            child.until_lines(1)
            child.sign()
            lines = child.end()
        truth = truth_of(file)
        if lost := set(stored_in(lines)) - set(truth.actors):
            return f"{len(lost)} lost"
        if truth.torn or truth.integrity != "ok":
            return f"torn, {truth.integrity}"
        return lines[-1]


@contextmanager
def _locked_out(place: Path) -> Iterator[Child]:
    """Have a child that tries to write while another program holds the file."""
    file = _made(place)
    with Child("writers", "ticked", file, "ada", 1) as child:
        child.until_lines(1)
        with closing(sqlite3.connect(file, isolation_level=None)) as holding:
            holding.execute("BEGIN IMMEDIATE")
            child.sign()
            yield child


FAULTS: dict[str, tuple[Fault, str]] = {
    "corrupt header": (_header, "is not a database, or it is damaged"),
    "corrupt page": (_page, "is damaged"),
    "truncated": (_truncated, "is damaged"),
    "newer schema": (_newer, "was made by a newer mlv"),
    "read-only file": (_read_only, "can't be written"),
    "unwritable folder": (_unwritable, "can't be"),
    "folder can't be made": (_never_made, "can't be made"),
    "removed": (_removed, "was removed or replaced"),
    "replaced": (_replaced, "was removed or replaced"),
    "log removed": (_log_removed, "was removed or replaced"),
    "network by its table": (_on_network, "Use PostgreSQL"),
    "full disk": (_full, "the disk"),
}
