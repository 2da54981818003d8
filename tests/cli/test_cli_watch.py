"""`mlv watch`: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time

import pytest
from databases import on_sqlite
from starts import CORE, argv, write

PATIENCE = 10


class Watching:
    """A watch in a process of its own, read line by line."""

    def __init__(self, *args):
        self.child = subprocess.Popen(
            argv("watch", *args), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._held = {self.child.stdout: b"", self.child.stderr: b""}

    def line(self, stream=None):
        """Wait for a line."""
        stream = stream or self.child.stdout
        end = time.monotonic() + PATIENCE
        while b"\n" not in self._held[stream]:
            left = end - time.monotonic()
            assert left > 0, "no line came"
            if select.select([stream], [], [], left)[0]:
                self._held[stream] += os.read(stream.fileno(), 65_536)
        line, _, self._held[stream] = self._held[stream].partition(b"\n")
        return line.decode()

    def end(self, number):
        """Send a signal; return the exit code and what else was said."""
        self.child.send_signal(number)
        out, err = self.child.communicate(timeout=PATIENCE)
        said = (self._held[self.child.stdout] + out, self._held[self.child.stderr] + err)
        return self.child.returncode, *(one.decode() for one in said)


@pytest.fixture
def watching():
    """Start watches that are ended with the test."""
    begun = []

    def begin(*args):
        begun.append(Watching(*args))
        return begun[-1]

    yield begin
    for one in begun:
        if one.child.poll() is None:
            one.child.kill()
        one.child.wait(PATIENCE)
        one.child.stdout.close()
        one.child.stderr.close()


def test_a_save_prints_a_line(core, watching):
    """What changed, at once, though it goes into a pipe; Ctrl+C ends it quietly."""
    watch = watching(core)
    assert watch.line() == "core: 5 new (1 plan)"

    write(core, CORE + "## Third\n")
    assert watch.line() == "core: 1 new (1 plan)"

    write(core, CORE)
    assert watch.line() == "core: 1 detached (1 plan)"
    assert watch.end(signal.SIGINT) == (130, "", "")


def test_a_save_prints_a_json_document(core, watching):
    """One a line."""
    watch = watching(core, "--json")
    first = json.loads(watch.line())
    assert (first["kind"], first["data"]["new"]) == ("ingest", 5)

    write(core, CORE + "## Third\n")

    assert json.loads(watch.line())["data"]["new"] == 1
    assert watch.end(signal.SIGINT) == (130, "", "")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_quietly(core, watching, name):
    """No traceback; the exit code says which signal."""
    watch = watching(core)
    watch.line()
    number = signal.Signals[name]
    write(core, CORE + "## Third\n")
    watch.line()

    assert watch.end(number) == (128 + number, "", "")


def test_a_trouble_is_told_once_and_its_end_too(core, watching):
    """A plan that can't be read is told when it breaks, not with every later save."""
    other = write(core.with_name("other.md"), "# Other\n")
    watch = watching(core.parent)
    assert watch.line() == "work: 6 new (2 plans)"

    write(core, b"# \xff\n")
    assert watch.line() == "work: nothing changed (2 plans)"
    assert "core.md is not UTF-8" in watch.line(watch.child.stderr)

    write(other, "# Other\n## More\n")
    assert watch.line() == "work: 1 new (2 plans)"

    write(core, CORE)
    assert watch.line() == "work: nothing changed (2 plans)"
    assert watch.end(signal.SIGINT) == (130, "", "")


def test_a_reader_that_went_away_ends_it_quietly(core, watching):
    """`mlv watch | head -1` ends at the next change."""
    watch = watching(core)
    watch.line()
    watch.child.stdout.close()

    write(core, CORE + "## Third\n")

    assert watch.child.wait(PATIENCE) == 141
    assert watch.child.stderr.read() == b""


@on_sqlite
def test_a_database_that_vanishes_is_told_and_waited_for(core, watching, tmp_path):
    """It doesn't write into nothing; what was saved meanwhile is stored once it is back."""
    watch = watching(core)
    watch.line()
    write(core, CORE + "## Third\n")
    watch.line()
    (tmp_path / "mlv.db").rename(tmp_path / "away.db")

    write(core, CORE + "## Third\n## Fourth\n")
    assert "mlv.db was removed or replaced" in watch.line(watch.child.stderr)
    (tmp_path / "away.db").rename(tmp_path / "mlv.db")

    assert watch.line() == "core: 1 new (1 plan)"
    assert watch.end(signal.SIGINT) == (130, "", "")
