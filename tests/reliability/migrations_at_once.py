"""Bringing a schema up to date: by six programs at once, killed at each step, from the future."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from board import Scale, Tally
from children import Child, children
from databases import rows
from grounds import database, rows_of, seeded, truth_of, written

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import Address
from mlv_tui.storage.drivers import give_peewee_psycopg
from mlv_tui.storage.migrating import MIGRATIONS
from mlv_tui.storage.postgres import PostgresEngine
from mlv_tui.storage.sqlite import SqliteEngine
from mlv_tui.storage.store import Store

SCRIPTS = sorted(MIGRATIONS.glob("[0-9]*.py"))
SEEN = "SELECT name FROM schema_migration ORDER BY id"
DEADLY = """

_whole = up


def up(migrator, db):
    _whole(migrator, db)
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""Appended to a script: whoever runs it dies when it is done, before anything is committed."""


def migrated(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Migrate new databases, and one that has seen only the first script."""
    times = scale.of(1, 20)
    twice = sum(_at_once(kind, folder / f"new{number}", 0) for number in range(times))
    twice += sum(_at_once(kind, folder / f"old{number}", 1) for number in range(times))
    tally.say(f"by 6 at once {times * 2} times")
    tally.exactly("not applied once", twice)
    torn = sum(_killed_at(kind, folder / f"kill{at}", at) for at in range(len(SCRIPTS)))
    tally.say(f"killed at {len(SCRIPTS)} steps")
    tally.exactly("half applied", torn)
    tally.exactly("newer schema", _newer(kind, folder / "newer"), "refused, untouched")


def _at_once(kind: str, folder: Path, seen: int) -> bool:
    """Tell whether six programs that open a database don't apply each script once."""
    with database(kind, folder) as address:
        _empty(address)
        if seen:
            _engine(address, _scripts(folder / "scripts", SCRIPTS[:seen]))
        tasks = [("open_once", written(address)) for _ in range(6)]
        with children("writers", tasks) as openers:
            for opener in openers:
                opener.sign()
            for opener in openers:
                opener.end()
        return [name for (name,) in rows_of(address, SEEN)] != [one.stem for one in SCRIPTS]


def _killed_at(kind: str, folder: Path, at: int) -> bool:
    """Tell whether something is left of a migration that dies in a script, or the next fails."""
    with database(kind, folder) as address:
        _empty(address)
        scripts = _scripts(folder / "scripts", SCRIPTS)
        with (scripts / SCRIPTS[at].name).open("a", encoding="utf-8") as script:
            script.write(DEADLY)
        before = _tables(address)
        with Child("writers", "migrate", written(address), scripts) as child:
            child.until_lines(1)
            child.sign()
            child.process.wait(60)
            if child.process.returncode != -9:
                raise AssertionError(f"it didn't die: {child.lines}")
        after = _tables(address) - {"schema_lock"}
        seeded(address, folder, 20)
        truth = truth_of(address)
        return before != after or bool(truth.torn) or truth.integrity != "ok"


def _newer(kind: str, folder: Path) -> str:
    with database(kind, folder) as address:
        seeded(address, folder, 20)
        rows_of(address, "UPDATE schema_migration SET name = '9999_later' WHERE name LIKE '0001%'")
        before = rows(address)
        try:
            Store(address).close()
        except DatabaseUnusable as error:
            is_told = "made by a newer mlv" in str(error)
            return "refused, untouched" if is_told and rows(address) == before else str(error)
        return "opened"


def _tables(address: Address) -> set[str]:
    if isinstance(address, Path):
        if not address.exists():
            return set()
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    else:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return {name for (name,) in rows_of(address, query)}


def _empty(address: Address) -> None:
    """Take everything out of a server's database; a file isn't there yet."""
    if not isinstance(address, Path):
        rows_of(address, "DROP SCHEMA public CASCADE")
        rows_of(address, "CREATE SCHEMA public")


def _scripts(folder: Path, wanted: list[Path]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for script in wanted:
        shutil.copy(script, folder)
    return folder


def _engine(address: Address, scripts: Path) -> None:
    if isinstance(address, Path):
        with closing(SqliteEngine(address, scripts)):
            return
    give_peewee_psycopg()
    with closing(PostgresEngine(address, scripts)):
        return
