"""The process that runs hooks: begun by any session, at most one at a time by each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mlv_tui.settings import Address, Settings
from mlv_tui.settings.address import PostgresUrl

# -P: the folder that one is in has no say in which `mlv_tui` that is.
COMMAND: Final = ("-P", "-m", "mlv_tui", "hook", "run")

_HARMLESS: Final = frozenset(
    {"host", "hostaddr", "port", "user", "dbname", "sslmode", "sslrootcert", "connect_timeout"}
)
"""What a server's address may tell a hook beside its path."""


class _Starting:
    """Begins a process, and another one after it where one was wanted meanwhile."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: set[str] = set()
        self._wanted: set[str] = set()

    def begin(self, settings: Settings) -> None:
        """Begin one for a database, unless one that was begun here is there still.

        Raises:
            OSError: If it can't be begun.
        """
        key = str(settings.database)
        with self._lock:
            if key in self._running:
                self._wanted.add(key)
                return
            process = _process(settings)
            self._running.add(key)
        Thread(target=self._follow, args=(process, settings), name="hooks", daemon=True).start()

    def _follow(self, process: subprocess.Popen[bytes], settings: Settings) -> None:
        process.wait()
        key = str(settings.database)
        with self._lock:
            self._running.discard(key)
            is_wanted = key in self._wanted
            self._wanted.discard(key)
        # It may have looked for the last time before it was rung for.
        if is_wanted:
            self.begin(settings)


_STARTING: Final = _Starting()


def begin_runner(settings: Settings) -> None:
    """Begin a process that runs what hooks are owed; it stays when this one ends.

    Raises:
        OSError: If it can't be begun.
    """
    _STARTING.begin(settings)


def _process(settings: Settings) -> subprocess.Popen[bytes]:
    address = settings.database
    login = {"MLV_DB": address.url} if isinstance(address, PostgresUrl) else {}
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, *COMMAND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **own_variables(settings), **login},
        cwd=Path("/"),
        start_new_session=True,
    )


def own_variables(settings: Settings) -> Mapping[str, str]:
    """Return what leads an `mlv` that a hook calls to the same place, and holds no secret."""
    config = os.environ.get("MLV_CONFIG")
    return {
        "MLV_DB": _without_secrets(settings.database),
        "MLV_STATE": str(settings.state_folder),
        "MLV_ACTOR": settings.actor,
        **({"MLV_CONFIG": str(Path(config).expanduser().absolute())} if config else {}),
    }


def _without_secrets(address: Address) -> str:
    if not isinstance(address, PostgresUrl):
        return str(address)
    parts = urlsplit(address.url)
    login, at, host = parts.netloc.rpartition("@")
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in _HARMLESS]
    netloc = login.partition(":")[0] + at + host
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(kept)))
