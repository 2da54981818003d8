"""`mlv serve`: where it listens, what it refuses, and how it ends."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from starts import argv, assert_one_sentence, process

from mlv_tui.cli.serve_options import Duration
from mlv_tui.web.environment import session_command

PATIENCE = 10
TOKEN = "a token of 16 or more"  # noqa: S105 - a test's


@contextmanager
def served(*args):
    """Serve until the end of the block; yields the process and its first line."""
    child = subprocess.Popen(
        argv("serve", *args), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield child, child.stdout.readline()
    finally:
        child.kill()
        child.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_tells_its_address_and_ends_quietly(core, mlv, name):
    """Once something answers there; on this machine only."""
    mlv("ingest", core)
    with served("--port", 0) as (child, line):
        begin, _, rest = line.partition("http://127.0.0.1:")
        port, _, end = rest.partition("/milestones")
        assert (begin, end) == ("Serving at ", ", until Ctrl+C.\n")

        answer = http.client.HTTPConnection("127.0.0.1", int(port), timeout=PATIENCE)
        answer.request("GET", "/milestones.json?projectId=core")
        assert len(json.loads(answer.getresponse().read())["data"]) == 5
        answer.close()
        child.send_signal(signal.Signals[name])
        assert child.communicate(timeout=PATIENCE) == ("", "")
        assert child.returncode == 128 + signal.Signals[name]


def test_a_socket_is_for_one_person_only(core, mlv, tmp_path):
    """Nobody else can connect, one that a killed server left is made anew, a live one is kept."""
    mlv("ingest", core)
    file = tmp_path / "web.sock"
    with served("--socket", file, "--json") as (child, line):
        assert json.loads(line)["data"] == {"socket": str(file)}
        assert file.stat().st_mode & 0o777 == 0o600
        assert_one_sentence(mlv("serve", "--socket", file), "No socket can be made")
        child.kill()
        child.wait(PATIENCE)

    assert file.exists()
    with served("--socket", file) as (child, line):
        assert line == f"Serving at {file}, until Ctrl+C.\n"
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(PATIENCE)
            client.connect(str(file))
            client.sendall(b"GET /milestones HTTP/1.0\r\nHost: localhost\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.0 302")
        child.terminate()
        child.wait(PATIENCE)
    assert not file.exists()


def test_a_file_is_no_socket(core, mlv, tmp_path):
    """What lies there stays."""
    mlv("ingest", core)
    file = tmp_path / "notes.txt"
    file.write_text("mine")

    assert_one_sentence(mlv("serve", "--socket", file), "No socket can be made", str(file))

    assert file.read_text() == "mine"


def test_a_taken_port_is_told(core, mlv):
    """In one sentence."""
    mlv("ingest", core)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert_one_sentence(mlv("serve", "--port", port), f"127.0.0.1:{port}")


def test_others_need_a_token(core, mlv, tmp_path, monkeypatch):
    """A long one, that no other person here can read, and that is no argument."""
    mlv("ingest", core)
    everywhere = ("serve", "--host", "::", "--port", 0)
    token = tmp_path / "token"
    assert_one_sentence(mlv(*everywhere), "Others reach ::", "no token")
    assert_one_sentence(mlv(*everywhere, "--token-file", token), "can't be read")

    token.write_text(TOKEN)
    token.chmod(0o644)
    answer = mlv(*everywhere, "--token-file", token)
    assert (answer.code, "Others may read the token" in answer.err) == (1, True)
    token.chmod(0o600)
    token.write_text("short\n")
    assert_one_sentence(mlv(*everywhere, "--token-file", token), "too short")
    monkeypatch.setenv("MLV_TOKEN", "short")
    assert_one_sentence(mlv(*everywhere), "MLV_TOKEN is too short")


@pytest.mark.usefixtures("no_database")
def test_no_database_is_made(mlv, tmp_path):
    """There is nothing to serve yet."""
    assert_one_sentence(mlv("serve", "--port", 0), "There are no projects yet")

    assert not (tmp_path / "mlv.db").exists()


@pytest.mark.parametrize("idle", ["", "0m", "-1m", "1d", "m", "1.5h"])
def test_a_time_is_checked(mlv, idle):
    """With how to write one."""
    answer = mlv("serve", "--idle", idle)

    assert (answer.code, "Write it as 90s, 30m or 2h" in answer.err) == (2, True)


def test_a_time_is_in_seconds_minutes_or_hours():
    """A number alone is minutes."""
    seconds = [Duration().convert(one, None, None) for one in ("90s", "30m", "2h", "5")]

    assert seconds == [90, 1800, 7200, 300]


def test_the_packages_it_needs_are_named():
    """They don't come with mlv itself."""
    program = (
        "import sys; sys.modules['textual_serve'] = None\n"
        "from mlv_tui.cli.main import run; sys.exit(run(['serve']))"
    )

    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (found.returncode, found.stdout) == (1, "")
    assert "pip install 'mlv_tui[web]'" in found.stderr


def test_nothing_in_the_folder_is_run(core):
    """A plan folder may hold what is called like a package: a session doesn't import it."""
    core.with_name("click.py").write_text("raise SystemExit(7)")

    found = subprocess.run(
        [*session_command("core"), "--help"], capture_output=True, text=True, check=False
    )

    assert (found.returncode, found.stdout.startswith("Usage: mlv")) == (0, True)


def test_its_help_needs_nothing_that_it_serves_with():
    """Neither aiohttp nor the database is imported for it."""
    program = (
        "import sys; from mlv_tui.cli.main import run; run(['serve', '--help'])\n"
        "print([one for one in ('aiohttp', 'peewee', 'textual') if one in sys.modules])"
    )

    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert found.stdout.splitlines()[-1] == "[]"
    assert process("serve", "--help").out.startswith("Usage: mlv serve [OPTIONS]")
