"""The commands about hooks, and hooks that really run after a command."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from starts import assert_one_sentence, write

HOOK = '[[hooks]]\nname = "bell"\non = ["done"]\nrun = {run}\n'


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Write a config file of the person's own."""
    folder = tmp_path / "conf"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("MLV_CONFIG", str(folder / "config.toml"))
    monkeypatch.setenv("MLV_STATE", str(tmp_path / "state"))

    def save(*run, more=""):
        file = write(folder / "config.toml", HOOK.format(run=json.dumps(list(run))) + more)
        file.chmod(0o600)
        return file

    return save


@pytest.fixture
def _quiet(monkeypatch):
    """Start no runner."""
    monkeypatch.setattr("mlv_tui.services.hook_ringing.begin_runner", lambda _: None)


def until(holds):
    """Wait for a condition."""
    end, pause = time.monotonic() + 20, Event()
    while not holds():
        assert time.monotonic() < end
        pause.wait(0.02)


def is_free(tmp_path):
    """Tell whether no runner is there."""
    from mlv_tui.automation.turn import taken_turn  # noqa: PLC0415 - only here

    (lock,) = (tmp_path / "state").glob("*/hooks.lock")
    with taken_turn(lock) as is_ours:
        return is_ours


CALLS_MLV = """\
import json, os, subprocess, sys
told = json.load(sys.stdin)["data"]
with open(sys.argv[1], "a") as out:
    out.write(json.dumps(told) + "\\n")
env = {**os.environ, "PYTHONPATH": sys.argv[2]}
mlv = [sys.executable, "-P", "-m", "mlv_tui"]
subprocess.run([*mlv, "done", "4"], env=env, check=True)
"""


def test_a_hook_runs_after_a_command_and_can_t_call_itself_round_and_round(
    mlv, core, config, tmp_path
):
    """It is told once; what it does itself, with `mlv`, is done and announced to nobody."""
    house = str(Path(__file__).parents[2])
    out, script = tmp_path / "out", write(tmp_path / "hook.py", CALLS_MLV)
    bad = HOOK.replace("bell", "bad").format(run='["sh", "-c", "echo oops; exit 3"]')
    config(sys.executable, str(script), str(out), house, more=bad)
    assert mlv("ingest", core).code == 0

    assert mlv("done", "3").code == 0
    until(lambda: any(one["hook"] == "-" for one in mlv("hook", "log", "--json").data))
    until(lambda: is_free(tmp_path))

    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(one["event"], one["attempt"]) for one in told][1:] == [("done", 1)]
    assert told[-1]["milestones"][0]["id"] == 3
    assert told[-1]["change_set"]["label"]
    assert mlv("show", "4", "--json").data["status"] == "done"
    states = {(one["hook"], one["state"]) for one in mlv("hook", "log", "--json").data}
    assert states == {("bell", "done"), ("bad", "failed"), ("-", "passed over")}
    said = mlv("hook", "log", "--output").out
    assert "exit code 3" in said
    assert "oops" in said


def test_no_hooks_cost_no_file(mlv, core, tmp_path, monkeypatch):
    """Nothing is prepared where nobody asked for anything."""
    monkeypatch.setenv("MLV_STATE", str(tmp_path / "state"))
    mlv("ingest", core)
    mlv("done", "3")

    assert not list((tmp_path / "state").glob("**/hooks*"))
    assert mlv("hook", "list").err.startswith("mlv: There are no hooks.")
    assert mlv("hook", "log").err.startswith("mlv: No hook was told")


@pytest.mark.usefixtures("_quiet")
def test_a_hook_can_be_tried(mlv, core, config):
    """Once, now, on a milestone; what it answers is shown, and how it ended is the exit code."""
    config("sh", "-c", "cat; printf '\\033[31m'; exit 4")
    mlv("ingest", core)

    found = mlv("hook", "test", "bell", "--milestone", "3", "--json")

    assert found.code == 1
    assert found.data["said"] == "exit code 4"
    told = json.loads(found.data["output"].splitlines()[0])["data"]
    assert (told["test"], told["milestones"][0]["id"]) == (True, 3)
    assert "\x1b" not in mlv("hook", "test", "bell").out
    assert "Did you mean bell?" in mlv("hook", "test", "bel").err


@pytest.mark.usefixtures("_quiet")
def test_hooks_pause_and_resume(mlv, core, config):
    """For a while, or until somebody says so."""
    config("true")
    mlv("ingest", core)

    assert "until `mlv hook resume`" in mlv("hook", "pause").out
    assert mlv("hook", "list", "--json").data["paused"] is True
    assert mlv("hook", "resume").out == "Hooks go on.\n"
    assert mlv("hook", "resume").out == "They weren't paused.\n"
    assert mlv("hook", "pause", "--for", "1h", "--json").data == {"paused": True}
    assert mlv("hook", "pause", "--for", "soon").code == 2


@pytest.mark.usefixtures("_quiet")
def test_a_proposed_hook_is_trusted_by_its_bytes(mlv, core, config):
    """It is shown as it is, asked for by its hash, and untrusted once it changes."""
    config("true")
    mlv("ingest", core)
    text = HOOK.format(run='["rm", "x\\u202ey"]') + "# \x1b[2J\n"
    file = write(core.parent / "mlv-hooks.toml", text.replace("# \x1b[2J\n", "#\u200b \n"))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()

    asked = mlv("hook", "trust", core.parent)
    assert asked.code == 1
    assert digest in asked.err
    assert "\\u202e" in asked.out
    assert "\u202e" not in asked.out
    assert mlv("hook", "list", "--json").data["hooks"][1]["state"] == "proposed, not trusted"
    assert mlv("hook", "trust", file, "--yes", "0" * 64).code == 5

    assert mlv("hook", "trust", file, "--yes", digest).code == 0
    assert mlv("hook", "list", "--json").data["hooks"][1]["state"] == "on"

    file.write_text(file.read_text() + "\n")
    assert mlv("hook", "list", "--json").data["hooks"][1]["state"] == "changed since it was trusted"
    assert "changed since it was trusted" in mlv("doctor").out
    assert mlv("hook", "untrust", core.parent).code == 0
    assert_one_sentence(mlv("hook", "untrust", core.parent), "isn't trusted", code=4)


@pytest.mark.usefixtures("_quiet")
def test_a_config_file_that_others_can_write_turns_hooks_off(mlv, core, config):
    """One sentence says so, names `chmod`, and the doctor does too."""
    file = config("true")
    mlv("ingest", core)
    file.chmod(0o666)

    said = mlv("hook", "list")
    assert "hooks are off" in said.err
    assert f"chmod go-w {file}" in said.err
    found = {one["name"]: one for one in mlv("doctor", "--json").data["findings"]}
    assert found["hook trust"]["state"] == "wrong"


@pytest.mark.usefixtures("_quiet")
def test_a_hook_runs_no_hooks(mlv, core, config, monkeypatch):
    """Not even by trying one."""
    config("true")
    mlv("ingest", core)
    monkeypatch.setenv("MLV_HOOK_DEPTH", "1")

    assert_one_sentence(mlv("hook", "test", "bell"), "A hook can't run hooks")
    assert mlv("hook", "run").code == 0
    assert os.environ["MLV_HOOK_DEPTH"] == "1"


@pytest.mark.usefixtures("_quiet")
def test_the_log_names_the_milestone_and_keeps_the_end_of_what_was_written(mlv, core, config):
    """By the moment of the end; a flood is cut, and a pause is told with its end."""
    config("sh", "-c", "seq 1000")
    mlv("ingest", core)
    mlv("done", "3")
    assert mlv("hook", "run").code == 0

    said = mlv("hook", "log", "--output").out
    assert "ok " in said
    assert "on done: #3 " in said
    assert "(the last 20 of 1,000 lines; --json has all)" in said
    kept = [line.strip() for line in said.splitlines()[2:22]]
    assert kept == [str(one) for one in range(981, 1001)]
    mlv("hook", "pause", "--for", "1h")
    assert "Hooks are paused until 2" in mlv("hook", "log").out
    mlv("hook", "pause")
    assert "Hooks are paused: `mlv hook resume` goes on." in mlv("hook", "list").out


def test_a_wrong_hook_turns_hooks_off_and_nothing_else(mlv, core, config):
    """Every other command works, and says so in one sentence."""
    config("true")
    mlv("ingest", core)
    config("true", more='timeout = "x"\n')

    listed = mlv("list")

    assert listed.code == 0
    assert listed.out
    assert "Your own hooks are off: " in listed.err
    assert "config.toml:5: “timeout” must be seconds" in listed.err
    assert mlv("hook", "list").err.count("Your own hooks are off") == 1


@pytest.mark.usefixtures("_quiet")
def test_what_is_done_while_hooks_are_off_is_in_the_log(mlv, core, config):
    """What was owed before stays owed; what nobody is told of is a row that says why."""
    file = config("true")
    mlv("ingest", core)
    mlv("hook", "run")
    mlv("hook", "pause")
    mlv("done", 3)
    mlv("hook", "run")
    mlv("hook", "resume")
    file.chmod(0o666)

    told = mlv("done", 4).err
    mlv("hook", "run")

    assert "Your own hooks are off: Others can write" in told
    log = {one["label"]: one for one in mlv("hook", "log", "--json").data}
    assert [one["state"] for one in log.values()].count("waiting") == 1
    passed = log["told to none of your own hooks"]
    assert (passed["state"], passed["hook"]) == ("passed over", "-")
    assert "they are off: Others can write" in passed["said"]
