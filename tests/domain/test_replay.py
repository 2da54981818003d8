from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
REPLAY = Path(os.environ.get("REPLAY") or HOUSE.parent / "shared" / "replay")
RUN = HOUSE / "tests/benchmarks/run_replay.py"


def _replayed(replay, data, *options):
    """Run the benchmark in a process of its own: its reader leaves files open."""
    command = [sys.executable, RUN, "--replay", replay, *options]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REPLAY_DATA": str(data)},
    ).stdout


@pytest.mark.skipif(
    not (REPLAY / "packs/jupyterlab.json.xz").is_file(),
    reason=f"the replay's data isn't in {REPLAY}",
)
@pytest.mark.skipif(
    importlib.util.find_spec("mdit_py_plugins") is None,
    reason="the replay's reader needs mdit-py-plugins, which isn't installed",
)
def test_milestones_keep_their_identity_through_a_real_history(tmp_path):
    """Whatever was retitled, renumbered or moved goes on; nothing gets another's state."""
    figures = json.loads(_replayed(REPLAY, tmp_path, "--sets", "jupyterlab", "--json"))

    assert figures["risk"] >= 10
    assert figures["risk_kept"] == figures["risk"]
    assert figures["kept"] == figures["surv"]
    assert figures.get("wrong", 0) == 0


def test_without_the_data_the_replay_says_so(tmp_path):
    """Who hasn't got the plans of others isn't in the wrong."""
    said = _replayed(tmp_path, tmp_path)

    assert said == f"skipped: no replay data in {tmp_path}; say where it is with REPLAY=path\n"
