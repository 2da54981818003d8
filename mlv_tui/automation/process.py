"""One attempt at a program: its own process group, so much output, so much time."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO, Final

from mlv_tui.automation.environment import EVENT_ID
from mlv_tui.domain.hook_delivery import DeliveryState, Outcome

KEPT_OUTPUT: Final = 64 * 1024
"""Bytes of what it writes that are kept; the rest is read and dropped."""

_LOOK_SECONDS: Final = 0.05
"""Between two looks whether it ended while something of it still holds its output."""
_GRACE_SECONDS: Final = 0.5
"""Between asking it to end and ending it."""
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be run.

    Attributes:
        run: A program and its arguments; no shell reads them.
        content: For its standard input.
        environment: All of it.
        folder: Where it runs.
        timeout: Seconds.
    """

    run: Sequence[str]
    content: bytes
    environment: Mapping[str, str]
    folder: Path
    timeout: float


def run_attempt(attempt: Attempt, stop: Event) -> Outcome:
    """Run a program to its end, or to the end of its time; then nothing of its group is left.

    A process that left the group on purpose (`setsid`) isn't followed: it is waited for no more.

    Args:
        attempt: What is to be run.
        stop: Set where there is no time left: what is cut off is to be tried again.
    """
    with tempfile.TemporaryFile() as content:
        content.write(attempt.content)
        content.seek(0)
        try:
            process = _begun(attempt, content)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            return Outcome(DeliveryState.FAILED, f"{attempt.run[0]} can't be started: {why}")
    watch = _Watch(process, time.monotonic() + attempt.timeout, stop)
    try:
        watch.until_it_ends()
        was_in_time = watch.has_ended()
        if not was_in_time:
            watch.ask_to_end()
    finally:
        watch.end_group()
    return _outcome(process.returncode, watch, attempt.timeout, was_in_time=was_in_time)


def _begun(attempt: Attempt, content: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a person's own config says what is run
        list(attempt.run),
        stdin=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(attempt.environment),
        cwd=attempt.folder,
        start_new_session=True,
    )


class _Watch:
    """Looks after one process until it ended."""

    def __init__(self, process: subprocess.Popen[bytes], end: float, stop: Event) -> None:
        self._process = process
        self._end = end
        self._stop = stop
        self._kept = bytearray()
        self._is_cut = False
        self._selector = selectors.DefaultSelector()
        if process.stdout is not None:
            os.set_blocking(process.stdout.fileno(), False)
            self._selector.register(process.stdout, selectors.EVENT_READ)

    @property
    def was_stopped(self) -> bool:
        """Whether there was no time left for it to end by itself."""
        return self._stop.is_set()

    @property
    def output(self) -> str:
        """What it wrote."""
        text = self._kept.decode("utf-8", "replace")
        return f"{text}\n(and more, which was dropped)" if self._is_cut else text

    def until_it_ends(self) -> None:
        """Read what it writes until it ended, its time is over, or there is none left."""
        while time.monotonic() < self._end and not self.was_stopped and not self.has_ended():
            self._read_on()

    def ask_to_end(self) -> None:
        """Ask its group to end, and give it a moment for that."""
        self._send(signal.SIGTERM)
        end = time.monotonic() + _GRACE_SECONDS
        while time.monotonic() < end and not self.has_ended():
            self._read_on()

    def end_group(self) -> None:
        """End all that is in its group; what it had written by then is read."""
        # Before it is waited for: until then nothing else can have its number.
        self._send(signal.SIGKILL)
        self._process.wait()
        while (
            self._selector.get_map() and self._selector.select(0) and len(self._kept) < KEPT_OUTPUT
        ):
            self._read_on()
        self._selector.close()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def has_ended(self) -> bool:
        """Tell whether it ended; its number stays its own until it is waited for."""
        if self._process.returncode is not None:
            return True
        if not hasattr(os, "waitid"):
            return self._process.poll() is not None
        found = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return found is not None

    def _read_on(self) -> None:
        """Wait a moment for output, and take it."""
        if not self._selector.get_map():
            # It closed its output and goes on: only asking tells its end, as waiting for it would
            # give its number away.
            time.sleep(_LOOK_SECONDS / 10)
            return
        for key, _ in self._selector.select(_LOOK_SECONDS):
            part = os.read(key.fd, _CHUNK)
            if not part:
                self._selector.unregister(key.fileobj)
            room = KEPT_OUTPUT - len(self._kept)
            self._kept += part[:room]
            self._is_cut |= len(part) > room

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)


def _outcome(code: int, watch: _Watch, timeout: float, *, was_in_time: bool) -> Outcome:
    output = watch.output
    if not was_in_time and watch.was_stopped:
        return Outcome(DeliveryState.WAITING, "cut off: the program that runs it ended", output)
    if not was_in_time:
        return Outcome(DeliveryState.TIMED_OUT, f"ended after {timeout:g} s", output)
    if code < 0:
        return Outcome(DeliveryState.KILLED, f"ended by {_signal_name(-code)}", output)
    if code:
        return Outcome(DeliveryState.FAILED, f"exit code {code}", output)
    return Outcome(DeliveryState.DONE, "exit code 0", output)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def end_left_over(event_ids: Collection[str], proc: Path = Path("/proc")) -> frozenset[str]:
    """End what programs left running whose attempts were cut off by force.

    Args:
        event_ids: Of what the attempts were about; a process has its own in its environment.
        proc: Where the system tells of processes; without it nothing is found.

    Returns:
        The ids of those that had left something.
    """
    wanted = {f"{EVENT_ID}={ident}".encode(): ident for ident in event_ids}
    found: set[str] = set()
    for each in proc.glob("[0-9]*"):
        try:
            known = (each / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        own = {wanted[one] for one in known if one in wanted}
        if own:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(int(each.name), signal.SIGKILL)
            found |= own
    return frozenset(found)
