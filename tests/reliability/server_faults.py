"""A PostgreSQL server that ends sessions, dies and comes back under people at work."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from board import Scale, Tally
from children import Child, children, failures_in, stored_in
from databases import rows_of
from grounds import judge, seeded
from painting import Watched, screen
from servers import Server, new_folder

from mlv_tui.settings import PostgresUrl

END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name LIKE 'mlv%' AND pid <> pg_backend_pid()
"""
LIMIT = 5.0
OFTEN = (9999, 0.3)
"""How many titles, and with which pause at most: more than the test takes."""


@contextmanager
def _server() -> Iterator[Server]:
    with ExitStack() as stack:
        folder = new_folder()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = Server(folder, {"fsync": "on", "full_page_writes": "on"})
        server.start()
        stack.callback(server.stop)
        yield server


def server_lost(tally: Tally, scale: Scale, folder: Path) -> None:
    """End all sessions, or kill the server and start it again, in mid-session."""
    times, draw = scale.of(5, 100), Random(0)
    back: list[float] = []
    heard: list[float] = []
    drawn: list[float] = []
    with _server() as server:
        address = PostgresUrl(server.url())
        seeded(address, folder, 60)
        mixed, titled = (
            ("mixed", address.url, "ada", 0, 0.05),
            ("titled", address.url, "dora", *OFTEN),
        )
        with (
            children("writers", [mixed, titled]) as (editor, titler),
            children("listeners", [("listen", address.url, "ben")]) as (listener,),
            screen(address, folder, "cleo") as cleo,
        ):
            editor.sign()
            titler.sign()
            for number in range(times):
                _pause(editor, draw)
                since = _disturb(server, address, kills=number % 2 == 1)
                back.append(_until(editor, "stored", since, _last(editor)) - since)
                heard.append(_until(listener, "seen", since, _last(editor)) - since)
                drawn.append(_drawn(cleo, titler, since) - since)
            lines, titles = editor.kill(), titler.kill()
            last = max(stored_in(lines))
            is_heard = listener.until(lambda said: _number(said, "seen") >= last, LIMIT)
        tally.say(f"times {times}")
        for name, seconds in (("back", back), ("heard", heard), ("on screen", drawn)):
            tally.below(f"{name} within", max(seconds), LIMIT, "s")
        tally.exactly("missed", int(not is_heard))
        troubles = failures_in(lines + titles)
        tally.say(f"said meanwhile {len(troubles)}")
        tally.wrong.extend(one for one in troubles if not one.startswith("failed"))
        unknown = sum("isn't known" in one for one in troubles) + 1
        judge(tally, address, {"ada": stored_in(lines), "dora": stored_in(titles)}, unknown)


def _pause(editor: Child, draw: Random) -> None:
    before = len(editor.lines)
    editor.until_lines(before + draw.randint(3, 12))


def _disturb(server: Server, address: PostgresUrl, *, kills: bool) -> float:
    """Do it; return when the server was there again."""
    if kills:
        server.kill()
        server.start()
    else:
        rows_of(address, END_ALL)
    return time.monotonic()


def _last(child: Child) -> int:
    return _number(child.lines, "stored")


def _number(lines: list[str], word: str) -> int:
    return max((int(one.split()[1]) for one in lines if one.startswith(f"{word} ")), default=0)


def _until(child: Child, word: str, since: float, beyond: int) -> float:
    """Return when a child told of a change set beyond another, after a moment."""

    def late(line: str) -> bool:
        words = line.split()
        return words[0] == word and int(words[1]) >= beyond and float(words[2]) > since

    child.until(lambda lines: any(map(late, lines)), LIMIT * 4)
    found = [float(line.split()[2]) for line in child.lines if late(line)]
    return found[0] if found else since + LIMIT * 4


def _drawn(watched: Watched, titler: Child, since: float) -> float:
    """Return when a screen showed a title that was stored after a moment."""
    deadline = time.monotonic() + LIMIT * 4
    while time.monotonic() < deadline:
        told = [line.split() for line in list(titler.lines) if line.startswith("stored ")]
        late = {int(number) for _, _, at, number in told if float(at) > since}
        if shown := [at for number, at in list(watched.arrived.items()) if number in late]:
            return min(shown)
        time.sleep(0.02)
    return since + LIMIT * 4
