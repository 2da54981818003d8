"""Eight sessions that follow the same plans: one reads each save for all, and another after it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from board import Scale, Tally
from children import Child, children
from grounds import SLUG, database, rows_of, seeded, session

from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Address

SECONDS = 20.0
QUIET = 0.8
"""After so long without a change, everybody had their chance."""

TAKEN_OVER_WITHIN = 5.0
"""Seconds from a save until somebody else read it in the place of who was to."""

Scene = Callable[[Path, str], None]
"""Changes what is in a folder of plans; gets a word that is nowhere yet."""


def watched(tally: Tally, scale: Scale, folder: Path) -> None:
    """Change plans in every way that people do, before the eyes of eight sessions."""
    plans, removed, late, more = folder / SLUG, 0, [], []
    with database("sqlite", folder) as address:
        seeded(address, folder, 20)
        _under_version_control(plans)
        tasks = [("follow", address, name) for name in NAMES]
        with children("listeners", tasks) as listeners, session(address) as opened:
            _settled(opened, address, plans)
            for turn in range(scale.of(1, 10)):
                for name, (scene, saves) in SCENES.items():
                    before = _readings(address)
                    scene(plans, f"{name}{turn}")
                    if not _settled(opened, address, plans):
                        late.append(name)
                    made = _readings(address) - before
                    if made > saves:
                        more.append(f"{name}: {made}, not {saves}")
                    removed += len(rows_of(address, DETACHED))
            readers = {name for (name,) in rows_of(address, READERS)}
            lasting = _taken_over(opened, address, plans, listeners)
    tally.say(f"scenes {', '.join(SCENES)}")
    tally.exactly("not as the disk", ", ".join(late), "")
    tally.exactly("read more than once", ", ".join(more), "")
    tally.exactly("detached", removed)
    tally.exactly("readers", len(readers - {"judge"}), 1)
    for name, seconds in lasting.items():
        tally.below(name, seconds, TAKEN_OVER_WITHIN, "s")


NAMES = tuple(f"person{number}" for number in range(8))
READERS = "SELECT DISTINCT actor FROM change_set WHERE origin = 'ingest'"
READER = "SELECT actor FROM change_set WHERE origin = 'ingest' ORDER BY id DESC LIMIT 1"
DETACHED = "SELECT id FROM milestone WHERE detached_at IS NOT NULL"


def _taken_over(
    opened: Workspace, address: Address, plans: Path, listeners: list[Child]
) -> dict[str, float]:
    """Stop who reads the saves, let it go on, kill who does then; time a save after each."""

    def reader() -> Child:
        return listeners[NAMES.index(rows_of(address, READER)[0][0])]

    stopped = reader()
    lasting = {"usual": _until_read(opened, plans, "usual")}
    stopped.process.send_signal(signal.SIGSTOP)
    lasting["stopped"] = _until_read(opened, plans, "stopped")
    stopped.process.send_signal(signal.SIGCONT)
    lasting["goes on"] = _until_read(opened, plans, "goes on")
    reader().kill()
    lasting["killed"] = _until_read(opened, plans, "killed")
    lasting["after that"] = _until_read(opened, plans, "after that")
    return lasting


def _until_read(opened: Workspace, plans: Path, word: str) -> float:
    _in_place(plans, word)
    began = time.monotonic()
    while _stored(opened) != _on_disk(plans) and time.monotonic() < began + SECONDS:
        time.sleep(0.005)
    return time.monotonic() - began


def _readings(address: Address) -> int:
    return len(rows_of(address, "SELECT id FROM change_set WHERE origin = 'ingest'"))


def _settled(opened: Workspace, address: Address, plans: Path) -> bool:
    """Wait until the database is as the disk, and nobody writes any more."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        before = _readings(address)
        time.sleep(QUIET)
        if _stored(opened) == _on_disk(plans) and before == _readings(address):
            return True
    return False


def _stored(opened: Workspace) -> list[str]:
    known = opened.forest(opened.project(SLUG).id)
    return sorted(f"{known[ident].plan}: {known[ident].title}" for ident in known.order)


def _on_disk(plans: Path) -> list[str]:
    return sorted(
        f"{file.relative_to(plans)}: {line.lstrip('# ')}"
        for file in plans.rglob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    )


def _with(plans: Path, word: str) -> str:
    return (plans / "first.md").read_text(encoding="utf-8") + f"# {word}\n\nWords.\n\n"


def _in_place(plans: Path, word: str) -> None:
    (plans / "first.md").write_text(_with(plans, word), encoding="utf-8")


def _by_replacing(plans: Path, word: str) -> None:
    (plans / ".first.md.new").write_text(_with(plans, word), encoding="utf-8")
    (plans / ".first.md.new").replace(plans / "first.md")


def _slowly(plans: Path, word: str) -> None:
    text = _with(plans, word)
    with (plans / "first.md").open("w", encoding="utf-8") as file:
        for at in range(0, len(text), 100):
            file.write(text[at : at + 100])
            file.flush()
            time.sleep(0.003)


def _checkout(plans: Path, word: str) -> None:
    _git(plans, "checkout", "-q", "-b", word)
    for number in range(5):
        (plans / f"{word}-{number}.md").write_text(f"# {word} {number}\n", encoding="utf-8")
    _git(plans, "add", ".")
    _git(plans, "commit", "-q", "-m", word)


def _new_folder(plans: Path, word: str) -> None:
    (plans / word / "deep").mkdir(parents=True)
    (plans / word / "deep" / "new.md").write_text(f"# {word}\n", encoding="utf-8")


def _moved_in(plans: Path, word: str) -> None:
    outside = plans.with_name(word)
    _new_folder(outside.parent, word)
    outside.rename(plans / word)


def _root_away(plans: Path, word: str) -> None:
    away = plans.with_name(f"{word}-away")
    plans.rename(away)
    time.sleep(1)
    away.rename(plans)
    time.sleep(0.5)
    _in_place(plans, word)


def _root_replaced(plans: Path, word: str) -> None:
    other, away = plans.with_name(f"{word}-other"), plans.with_name(f"{word}-away")
    shutil.copytree(plans, other)
    _in_place(other, word)
    plans.rename(away)
    other.rename(plans)
    shutil.rmtree(away)


def _under_version_control(plans: Path) -> None:
    _git(plans, "init", "-q")
    _git(plans, "add", ".")
    _git(plans, "commit", "-q", "-m", "first")


def _git(plans: Path, *words: str) -> None:
    who = ("-c", "user.name=ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *who, *words], cwd=plans, check=True, capture_output=True)


SCENES: dict[str, tuple[Scene, int]] = {
    "saved": (_in_place, 1),
    "replaced": (_by_replacing, 1),
    "slowly": (_slowly, 2),
    "checkout": (_checkout, 5),
    "folder": (_new_folder, 1),
    "moved-in": (_moved_in, 1),
    "root-away": (_root_away, 1),
    "root-replaced": (_root_replaced, 1),
}
"""Each with how many readings it may take: that of files written one by one may begin early."""
