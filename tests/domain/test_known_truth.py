"""Edits at random of which it is known what is what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from histories import EDITS, History, history, outcome

SEEDS = range(40)


def test_no_milestone_gets_anothers_state_and_nearly_none_is_lost():
    """Nothing is ever mixed up, and 99 of 100 edited sections keep their milestone."""
    found = [outcome(seed) for seed in SEEDS]

    stayed, kept = (sum(one[at] for one in found) for at in (0, 1))
    assert [wrong for one in found for wrong in one[2]] == []
    assert stayed > 500
    assert kept / stayed >= 0.99


def test_every_kind_of_edit_is_lived_through():
    """The law above is about all of them, each of which changes what the files say."""
    seen: set[str] = set()
    for seed in SEEDS:
        past: History = history(seed)
        for _ in range(5):
            before = past.sections()
            name = past.edit()
            seen |= {name} if past.sections() != before else set()

    assert seen == set(EDITS)


_SCRIPT = """
from histories import Folder, history
for seed in range(3):
    past, folder = history(seed), Folder()
    for _ in range(8):
        gone = dict.fromkeys(folder.files.keys() - past.plans.keys())
        result = folder.save({**dict(sorted(gone.items())), **past.sections()})
        print(result.layouts, result.changes)
        past.edit()
"""


def test_histories_end_the_same_whatever_the_hash_seed():
    """Three processes that read the same edits store the same milestones."""
    here = Path(__file__).parent
    path = os.pathsep.join((str(here), str(here.parents[1])))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2", "3")
    ]

    said = [one.communicate()[0] for one in running]

    assert [one.returncode for one in running] == [0, 0, 0]
    assert said[0]
    assert said[0] == said[1] == said[2]
