"""The runner of hooks: hostile programs, ends by force, and what the log says of them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from owing import by_name, now, owed, running, surroundings, told, until, work_off

from mlv_tui.automation.outbox import Outbox
from mlv_tui.automation.process import KEPT_OUTPUT
from mlv_tui.automation.runner import MOST_CUT_OFF, Runner
from mlv_tui.domain.hook_delivery import DeliveryState, Outcome


@pytest.fixture
def outbox(tmp_path):
    """An empty queue."""
    with closing(Outbox(tmp_path / "state" / "hooks.db", now)) as one:
        yield one


def is_alive(pid: int) -> bool:
    """Tell whether a process is there, and no zombie."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state.split()[0] != "Z"


def test_a_hook_gets_json_and_no_secret(outbox, tmp_path):
    """It is told its id and its attempt on standard input, and finds no password around it."""
    out = tmp_path / "out"
    outbox.take(1, 1, [owed("a", event="done", milestones=[])])
    around = surroundings(PGPASSWORD="hush", LC_ALL="C", HUSH="hush")
    shell = 'cat > "$0"; env >> "$0"; echo fine'

    found = work_off(outbox, [running("bell", "sh", "-c", shell, str(out))], around)

    first, *variables = out.read_text().splitlines()
    assert json.loads(first) == {
        "schema": 1,
        "kind": "hook",
        "data": {"id": "a", "attempt": 1, "event": "done", "milestones": []},
    }
    assert "LC_ALL=C" in variables
    assert "MLV_HOOK_DEPTH=1" in variables
    assert "MLV_EVENT_ID=a" in variables
    assert not any("hush" in one for one in variables)
    assert (found["a"].state, found["a"].said, found["a"].output) == (
        DeliveryState.DONE,
        "exit code 0",
        "fine\n",
    )


def test_no_shell_reads_the_arguments(outbox):
    """Blanks and signs that a shell obeys are handed on as they are."""
    outbox.take(1, 1, [owed("a")])

    found = work_off(outbox, [running("bell", "echo", "$HOME; touch x", "`id`", "*")])

    assert found["a"].output == "$HOME; touch x `id` *\n"


@pytest.mark.parametrize(
    ("run", "state", "said"),
    [
        (["sh", "-c", "exit 3"], DeliveryState.FAILED, "exit code 3"),
        (["sh", "-c", "kill -SEGV $$"], DeliveryState.KILLED, "ended by SIGSEGV"),
        (["/nowhere/at/all"], DeliveryState.FAILED, "can't be started: No such file"),
        (["sleep", "1000"], DeliveryState.TIMED_OUT, "ended after 0.2 s"),
        (["sh", "-c", "trap '' TERM; sleep 1000"], DeliveryState.TIMED_OUT, "ended after 0.2"),
    ],
)
def test_what_went_wrong_is_said_and_the_queue_goes_on(outbox, run, state, said):
    """A hook that fails, dies by a signal, isn't there or hangs holds up no other, nor its next."""
    outbox.take(1, 1, [owed("a", "bad"), owed("b", "bad"), owed("c", "good")])

    found = work_off(outbox, [running("bad", *run, timeout=0.2), running("good", "true")])

    assert [found[one].state for one in "abc"] == [state, state, DeliveryState.DONE]
    assert said in found["a"].said
    assert [found[one].attempt for one in "abc"] == [1, 1, 1]


def test_a_flood_of_output_is_cut_off(outbox):
    """What is beyond the limit is read and dropped: nothing grows, and the hook isn't stopped."""
    flood = f"head -c {KEPT_OUTPUT * 50} /dev/zero | tr '\\0' x"
    outbox.take(1, 1, [owed("a"), owed("b", "endless")])

    hooks = [running("bell", "sh", "-c", flood), running("endless", "yes", timeout=0.3)]
    found = work_off(outbox, hooks)

    assert found["a"].state is DeliveryState.DONE
    assert found["a"].output == "x" * KEPT_OUTPUT + "\n(and more, which was dropped)"
    assert found["b"].state is DeliveryState.TIMED_OUT
    assert len(found["b"].output) < KEPT_OUTPUT + 100


def test_what_a_hook_forks_ends_with_it(outbox, tmp_path):
    """Those that it leaves behind in its group are ended; nobody waits for them."""
    pids = tmp_path / "pids"
    fork = 'sleep 1000 & echo $! >> "$0"; sleep 1000 & echo $! >> "$0"'
    outbox.take(1, 1, [owed("a")])

    found = work_off(outbox, [running("bell", "sh", "-c", fork, str(pids))])

    assert found["a"].state is DeliveryState.DONE
    until(lambda: not any(map(is_alive, map(int, pids.read_text().split()))))


def test_one_that_leaves_its_group_holds_nothing_up(outbox, tmp_path):
    """With `setsid` it gets away, though it still holds the output; it is waited for no more."""
    pids = tmp_path / "pids"
    script = 'setsid sh -c "echo \\$\\$ > $0; exec sleep 1000" & until [ -s "$0" ]; do :; done'
    outbox.take(1, 1, [owed("a"), owed("b")])

    found = work_off(outbox, [running("bell", "sh", "-c", script, str(pids))])

    escaped = int(pids.read_text())
    assert [one.state for one in found.values()] == [DeliveryState.DONE] * 2
    os.kill(escaped, signal.SIGKILL)


def test_hooks_run_beside_each_other_and_each_in_its_order(outbox, tmp_path):
    """At most so many at once; what one hook is told is told in turn."""
    out = tmp_path / "out"
    names = ["one", "two", "three"]
    outbox.take(1, 1, [owed(f"{name}{at}", name) for at in range(4) for name in names])
    shell = 'echo "$MLV_EVENT_ID" >> "$0"'

    work_off(outbox, [running(name, "sh", "-c", shell, str(out)) for name in names])

    lines = out.read_text().split()
    for name in names:
        own = [one for one in lines if one.startswith(name)]
        assert own == [f"{name}{at}" for at in range(4)]


def test_a_hook_that_is_no_more_is_passed_over(outbox):
    """What was owed to it doesn't wait for ever."""
    outbox.take(1, 1, [owed("a", "gone")])

    found = work_off(outbox, [])

    assert found["a"].state is DeliveryState.PASSED


def test_while_paused_nothing_is_started(outbox):
    """What is owed waits, and is told once they go on."""
    outbox.take(1, 1, [owed("a")])
    outbox.pause()
    runner = Runner(outbox, surroundings(), 4)
    hooks = by_name([running("bell", "true")])

    assert not runner.turn(hooks, 0)
    assert outbox.owes
    assert outbox.resume()
    until(lambda: not runner.turn(hooks, 0.05) and not outbox.owes)
    runner.close()


def test_an_end_in_order_cuts_off_and_tries_again(outbox, tmp_path):
    """What runs when there is no time left is ended, and begun again next time, which is said."""
    begun = tmp_path / "begun"
    stop = Event()
    runner = Runner(outbox, surroundings(stop), 4)
    outbox.take(1, 1, [owed("a")])
    slow = running("bell", "sh", "-c", 'touch "$0"; sleep 1000', str(begun))

    until(lambda: runner.turn(by_name([slow]), 0.02) and begun.exists())
    runner.close()

    assert told(outbox)["a"].state is DeliveryState.WAITING
    found = work_off(outbox, [running("bell", "cat")])
    assert json.loads(found["a"].output)["data"]["attempt"] == 2


def test_what_ends_its_runner_each_time_is_given_up(outbox):
    """It isn't begun for ever."""
    outbox.take(1, 1, [owed("a")])
    for _ in range(MOST_CUT_OFF):
        outbox.start(outbox.due(())[0].seq)
        Runner(outbox, surroundings(), 1).recover()

    assert told(outbox)["a"].state is DeliveryState.CUT_OFF
    assert "not begun again" in told(outbox)["a"].said


RUNNER = """
import json, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[3])
from owing import now, running, work_off
from mlv_tui.automation.outbox import Outbox
out = Path(sys.argv[1])
shell = 'cat >> "$0"'
hooks = [running(f"h{at}", "sh", "-c", shell, str(out)) for at in range(4)]
work_off(Outbox(Path(sys.argv[2]), now), hooks)
"""


def test_three_hundred_events_and_ten_ends_by_force(outbox, tmp_path):
    """None is lost; what is told twice says so by its attempt."""
    out, file = tmp_path / "out", tmp_path / "state" / "hooks.db"
    out.touch()
    outbox.take(1, 1, [owed(f"e{at}", f"h{at % 4}") for at in range(300)])
    command = [sys.executable, "-c", RUNNER, str(out), str(file), json.dumps(sys.path)]

    for kill in range(10):
        runner = subprocess.Popen(command)
        until(lambda: out.read_text().count("\n") >= (kill + 1) * 25)  # noqa: B023 - at once
        runner.send_signal(signal.SIGKILL)
        runner.wait()
    subprocess.run(command, check=True)

    lines = [json.loads(line)["data"] for line in out.read_text().splitlines()]
    seen = Counter(one["id"] for one in lines)
    attempts = Counter((one["id"], one["attempt"]) for one in lines)
    assert len(seen) == 300
    assert set(attempts.values()) == {1}
    assert all(one.state is DeliveryState.DONE for one in told(outbox).values())


def test_a_runner_ends_what_the_one_before_left_running(outbox):
    """After `kill -9` the first attempt doesn't go on beside the second one."""
    outbox.take(1, 1, [owed("left")])
    outbox.start(outbox.due(())[0].seq)
    environment = {**os.environ, "MLV_EVENT_ID": "left"}
    left = subprocess.Popen(["sleep", "1000"], start_new_session=True, env=environment)
    until(lambda: b"MLV_EVENT_ID=left" in Path(f"/proc/{left.pid}/environ").read_bytes())

    found = work_off(outbox, [running("bell", "true")])

    assert left.wait() == -signal.SIGKILL
    assert (found["left"].state, found["left"].attempt) == (DeliveryState.DONE, 2)


def test_the_same_is_queued_once(outbox):
    """Whoever looks at the log of changes twice owes nothing twice."""
    outbox.take(1, 1, [owed("a")])
    outbox.take(1, 1, [owed("a")])

    assert len(outbox.waiting()) == 1
    assert outbox.cursors() == {1: 1}


def test_the_log_is_bounded(outbox, monkeypatch):
    """What ended long ago is forgotten; what isn't over stays."""
    monkeypatch.setattr("mlv_tui.automation.outbox.KEPT", 3)
    outbox.take(1, 1, [owed(f"e{at}") for at in range(6)])
    for one in outbox.waiting()[:5]:
        outbox.end(one.seq, Outcome(DeliveryState.DONE, "fine"))

    outbox.trim()

    assert sorted(told(outbox)) == ["e2", "e3", "e4", "e5"]


def test_the_queue_is_for_its_owner_s_eyes(outbox, tmp_path):
    """What programs wrote is nobody else's business."""
    outbox.trim()

    assert (tmp_path / "state" / "hooks.db").stat().st_mode & 0o777 == 0o600


def test_a_queue_of_before_is_brought_up_to_date(tmp_path):
    """What waited in it is still owed, and told without the milestones that nobody noted."""
    file = tmp_path / "hooks.db"
    with closing(Outbox(file, now)) as outbox:
        outbox.take(1, 1, [owed("a")])
    with closing(sqlite3.connect(file)) as database:
        database.execute("ALTER TABLE delivery DROP COLUMN about")
        database.commit()

    with closing(Outbox(file, now)) as outbox:
        (waiting,) = outbox.waiting()

    assert waiting.owed.told == "on done: a label"


def test_hooks_that_are_off_stay_owed(outbox):
    """Until they are on again; nothing is passed over for want of them."""
    outbox.take(1, 1, [owed("a")])

    found = work_off(outbox, [], replace(surroundings(), keeps_unknown=True))

    assert found["a"].state is DeliveryState.WAITING
