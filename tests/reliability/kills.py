"""Killing writers at any moment: what was acknowledged is there, and nothing half."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from random import Random

from board import Scale, Tally
from children import Child, failures_in, stored_in
from grounds import SLUG, Truth, database, seeded, session, truth_of

WAYS = ("edit", "edit", "ingest", "backup")


def killed(tally: Tally, scale: Scale, folder: Path) -> None:
    """Kill an editor, a reader of plans or a backup, look, and start again."""
    times, draw = scale.of(40, 1000), Random(0)
    acknowledged = dict.fromkeys(WAYS, 0)
    lost = torn = unclean = unknown = 0
    with database("sqlite", folder) as file:
        assert isinstance(file, Path)
        seeded(file, folder, 60)
        truth = truth_of(file)
        for number in range(times):
            way, before = WAYS[number % len(WAYS)], set(truth.actors)
            lines = _until_killed(way, folder, file, f"{way}{number}", draw)
            tally.wrong.extend(failures_in(lines)[:1])
            unclean += not _starts_cleanly(file)
            truth, told = truth_of(file), set(stored_in(lines))
            acknowledged[way] += len(told)
            lost += len((told | before) - set(truth.actors))
            torn += _is_torn(truth) + sum(map(_is_no_database, folder.glob("backups/*.bak")))
            # What was under way may be there, and what was written to see that it starts.
            unknown += len(set(truth.actors) - before - told) > 2
    tally.say(f"kills {times}")
    tally.say("acknowledged " + " ".join(f"{way} {count}" for way, count in acknowledged.items()))
    tally.exactly("lost", lost)
    tally.exactly("torn", torn)
    tally.exactly("unasked", unknown)
    tally.exactly("starts unclean", unclean)


def _until_killed(way: str, folder: Path, file: Path, name: str, draw: Random) -> list[str]:
    arguments = {
        "edit": ("mixed", file, name, 0),
        "ingest": ("readings", file, name, folder / SLUG / "steps.md"),
        "backup": ("backups", file, name),
    }[way]
    with Child("writers", *arguments) as child:
        child.until_lines(1)
        child.sign()
        child.until_lines(2)
        time.sleep(draw.uniform(0, 0.12))
        return child.kill()


def _starts_cleanly(file: Path) -> bool:
    """Tell whether a session opens, writes and reads what it wrote."""
    with session(file) as opened:
        project = opened.project(SLUG).id
        ident = min(opened.forest(project).by_id)
        text = f"after {time.monotonic()}"
        opened.edits.set_notes(ident, text)
        return opened.forest(project)[ident].notes == text


def _is_torn(truth: Truth) -> bool:
    return bool(truth.torn or truth.twice or truth.circles) or truth.integrity != "ok"


def _is_no_database(backup: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as opened:
            return opened.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    except sqlite3.Error:
        return True
