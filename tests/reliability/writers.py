"""What the children do: edit, race, move, read plans and listen, each on its own session."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random

from edits_at_random import SLUG, Editor

from mlv_tui.errors import Conflict, DatabaseUnusable, MlvError, NotFound
from mlv_tui.services.upkeep.backups import backup_into
from mlv_tui.services.workspace import ReadWanted, Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
from mlv_tui.storage.drivers import give_peewee_psycopg
from mlv_tui.storage.postgres import PostgresEngine
from mlv_tui.storage.sqlite import SqliteEngine
from mlv_tui.storage.store import Store


def say(*words: object) -> None:
    """Tell the parent."""
    # In one piece: who is killed tells a whole line or none.
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def state_folder() -> Path:
    """Return where a session keeps what isn't in the database."""
    return Path(os.environ["HOME"], "state")


def opened(address: str, actor: str) -> Workspace:
    """Open a session."""
    return Workspace(Settings(address_of(address), state_folder(), actor))


def wait() -> str:
    """Wait for a sign; return what it says."""
    return sys.stdin.readline().strip()


def ready() -> None:
    """Be set, and wait to go."""
    say("ready")
    wait()


@contextmanager
def telling() -> Iterator[None]:
    """Tell what was refused, and what failed."""
    try:
        yield
    except (Conflict, NotFound) as told:
        say("told", told)
    except MlvError as failed:
        say("failed", time.monotonic(), failed)


def tell(change_set: int | None) -> None:
    """Tell what was stored, and when."""
    if change_set is None:
        say("same")
    else:
        say("stored", change_set, time.monotonic())


def mixed(address: str, name: str, times: str, pause: str = "0") -> None:
    """Edit so many times, 0 for ever, with a random pause of so many seconds at most between."""
    session = opened(address, name)
    editor, worst, draw = Editor(session, name), 0.0, Random(0)
    ready()
    for _ in range(int(times)) if int(times) else count():
        began = time.monotonic()
        with telling():
            tell(editor.edit())
        worst = max(worst, time.monotonic() - began)
        if float(pause):
            time.sleep(draw.uniform(0.02, float(pause)))
    say("worst", worst)
    session.close()


def ticked(address: str, name: str, times: str, pause: str = "0") -> None:
    """Write the notes of one milestone so many times: each is stored."""
    session = opened(address, name)
    ident, draw = min(session.forest(session.project(SLUG).id).by_id), Random(name)
    ready()
    for number in range(int(times)):
        with telling():
            tell(session.edits.set_notes(ident, f"{name} {number}").change_set)
        time.sleep(draw.uniform(0.02, float(pause)))
    session.close()


def titled(address: str, name: str, times: str, pause: str) -> None:
    """Give the first milestone so many titles, which tell their number."""
    session = opened(address, name)
    ident, draw = min(session.forest(session.project(SLUG).id).by_id), Random(name)
    ready()
    for number in range(int(times)):
        with telling():
            title = f"tick{number:04}"
            stored = session.edits.set_shared([ident], "title", title).change_set
            say("stored", stored, time.monotonic(), number)
        time.sleep(draw.uniform(0.02, float(pause)))
    session.close()


def fill(address: str, name: str, limit: str) -> None:
    """Write long notes until the disk, or the file with a limit of so many bytes, is full."""
    session = opened(address, name)
    ident = min(session.forest(session.project(SLUG).id).by_id)
    ready()
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        for number in count():
            tell(session.edits.set_notes(ident, f"{number} " * 10_000).change_set)
    except DatabaseUnusable as full:
        say("full", full)


def race(address: str, name: str, *wanted: str) -> None:
    """At each sign, want a milestone as it was displayed at the start."""
    session = opened(address, name)
    displayed = session.forest(session.project(SLUG).id).by_id
    say("ready")
    for ident in map(int, wanted):
        wait()
        with telling(), session.edits.on(displayed):
            report = session.edits.edit([ident], {"owner": name})
            if report.edited:
                say("won", ident)
            else:
                say("told", report.refused[0].reason)
    session.close()


def move(address: str, name: str) -> None:
    """At each sign, which names them, put a milestone below another one."""
    session = opened(address, name)
    say("ready")
    while line := wait():
        ident, parent = map(int, line.split())
        with telling():
            report = session.edits.move([ident], parent=parent)
            say("moved" if report.edited else "told", *(one.reason for one in report.refused))
    session.close()


def read(address: str, name: str) -> None:
    """Read the project's plans once."""
    session = opened(address, name)
    ready()
    began = time.monotonic()
    with telling():
        tell(session.read_changed(SLUG).change_set)
    say("worst", time.monotonic() - began)
    session.close()


def readings(address: str, name: str, plan: str) -> None:
    """Save a plan and read it, for ever; every body differs each time."""
    session = opened(address, name)
    ready()
    for turn in count():
        lines = (f"## Step {index}\n\n{name} {turn}.\n\n" for index in range(400))
        Path(plan).write_text("# All\n\n" + "".join(lines), encoding="utf-8")
        with telling():
            tell(session.read_changed(SLUG).change_set)
    session.close()


def backups(address: str, name: str) -> None:
    """Edit and back up, for ever; the three newest backups stay."""
    session, file = opened(address, name), Path(address)
    editor = Editor(session, name)
    ready()
    while True:
        with telling():
            tell(editor.edit())
            backup_into(file.parent / "backups", file, 3)


def as_user(address: str, name: str, user: str, group: str, umask: str, plans: str) -> None:
    """Become a user in a group, then edit; the first one reads the plans."""
    with tempfile.TemporaryDirectory() as folder:  # imports all while that may be read
        warm = opened(f"{folder}/mlv.db", name)
        warm.read(ReadWanted((Path(plans),)))
        warm.edits.set_notes(1, name)
        warm.close()
    os.umask(int(umask, 8))
    os.setgroups([int(group)])
    os.setresgid(int(user), int(user), int(user))
    os.setresuid(int(user), int(user), int(user))
    ready()
    with telling():
        session = opened(address, name)
        session.read(ReadWanted((Path(plans),)))
        for number in range(20):
            tell(session.edits.set_notes(number + 1, f"{name} {number}").change_set)
        wait()
        session.close()


def open_once(address: str) -> None:
    """Open a database, whatever its schema."""
    ready()
    Store(address_of(address)).close()


def migrate(address: str, scripts: str) -> None:
    """Run migrations from a folder."""
    where, folder = address_of(address), Path(scripts)
    ready()
    if isinstance(where, Path):
        SqliteEngine(where, folder).close()
    else:
        give_peewee_psycopg()
        PostgresEngine(where, folder).close()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
