"""The same gestures on SQLite and on PostgreSQL come to the same rows."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

from board import Scale, Tally
from databases import rows
from edits_at_random import Editor
from grounds import BOTH, SLUG, database, plan_of, seeded, session

from mlv_tui.errors import MlvError
from mlv_tui.settings import Address

MOMENT = re.compile(r"\b1[5-9]\d{11}\b")
"""Epoch milliseconds, which differ."""

FORGOTTEN = ("plan_before", "text_before")
"""Tables whose rows are removed after a while: SQLite numbers them anew once one is empty. Nothing
refers to these numbers, so only the order counts."""


def same_rows(tally: Tally, scale: Scale, folder: Path) -> None:
    """Do generated gestures and readings on both, then compare every row of every table."""
    times = scale.of(200, 20_000)
    with ExitStack() as stack:
        plans = folder / "both"
        places = [stack.enter_context(database(kind, folder / kind)) for kind in BOTH]
        told = [_done(address, plans, times) for address in places]
        both = [_comparable(address) for address in places]
    tally.say(f"gestures {times}")
    tally.say(f"told {sum(one != 'done' for one in told[0])}")
    tally.exactly("answers that differ", sum(a != b for a, b in zip(*told, strict=True)))
    tally.say(f"rows {sum(map(len, both[0].values()))}")
    differences = sum(len(set(both[0][name]) ^ set(both[1][name])) for name in both[0])
    tally.exactly("rows that differ", differences)
    for name in both[0]:
        found = sorted(set(both[0][name]) ^ set(both[1][name]))[:2]
        tally.wrong.extend(f"{name}: {one}" for one in found)


def _done(address: Address, plans: Path, times: int) -> list[str]:
    shutil.rmtree(plans, ignore_errors=True)
    seeded(address, plans, 60)
    draw, answers = Random(0), []
    with session(address, "ada") as opened:
        editor = Editor(opened, "ada")
        for number in range(times):
            try:
                if number % 20 == 19:
                    text = plan_of(draw.randint(40, 70), draw.choice(("Goal", "Aim")))
                    (plans / SLUG / "second.md").write_text(text, encoding="utf-8")
                    opened.read_changed(SLUG)
                else:
                    editor.edit()
                answers.append("done")
            except MlvError as told:
                answers.append(str(told))
    return answers


def _comparable(address: Address) -> dict[str, list[str]]:
    found = rows(address)
    for name in FORGOTTEN:
        found[name] = [(at, *row[1:]) for at, row in enumerate(found[name])]
    return {name: [_masked(row) for row in every] for name, every in found.items()}


def _masked(row: tuple[Any, ...]) -> str:
    return MOMENT.sub("moment", repr(row))
