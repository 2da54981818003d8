"""What the doctor finds around the program: file systems, watches, the terminal, the clipboard."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from mlv_tui.domain.folding import counted
from mlv_tui.services.upkeep.findings import Finding, ok, warning, wrong
from mlv_tui.settings.mounts import MOUNTINFO, shared_file_system
from mlv_tui.watching.mounts import needs_polling

INOTIFY: Final = Path("/proc/sys/fs/inotify")
_RICH: Final = ("truecolor", "24bit")


def file_system(database: Path, mountinfo: Path = MOUNTINFO) -> Finding:
    """Look at what a SQLite file is on: its log needs memory that all programs share."""
    kind = shared_file_system(database, mountinfo)
    if not kind:
        return ok("file-system", f"{database} is on a file system of this machine.")
    return wrong(
        "file-system",
        f"{database} is on {kind}, where several machines together damage a SQLite file.",
        "Move it to a local disk, or to a server: `mlv db copy FROM postgresql://…`.",
    )


def watching(
    folders: Collection[Path], inotify: Path = INOTIFY, mountinfo: Path = MOUNTINFO
) -> Finding:
    """Look whether the system lets a session listen to all plan folders."""
    reason = needs_polling(folders, mountinfo)
    if reason:
        return warning("watching", reason, "Nothing is to be done: they are looked at in turn.")
    most = _limit(inotify / "max_user_watches")
    count = counted(len(folders), "plan folder")
    if most is None:
        return ok("watching", f"There are {count}; this system tells no limit of watches.")
    if len(folders) * 2 > most:
        return warning(
            "watching",
            f"There are {count}, and a person may watch {most} of all programs together.",
            "Raise it, `sysctl fs.inotify.max_user_watches=524288`, or set `polling = true`.",
        )
    return ok("watching", f"There are {count}, of {most} that a person may watch.")


def _limit(file: Path) -> int | None:
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        return None


def terminal(environment: Mapping[str, str], encoding: str) -> Iterator[Finding]:
    """Look at what the terminal says of itself.

    Args:
        environment: The variables.
        encoding: Of standard output.
    """
    kind = environment.get("TERM", "")
    if kind in ("", "dumb"):
        yield warning(
            "terminal",
            f"TERM is “{kind}”: the screen can't be drawn here.",
            "Commands work; for the screen, start mlv in a terminal.",
        )
    else:
        yield ok("terminal", f"TERM is {kind}, with {_colours(environment, kind)}.")
    if encoding.replace("-", "").casefold() == "utf8":
        yield ok("characters", "Output is UTF-8.")
    else:
        yield warning(
            "characters",
            f"Output is {encoding}, so signs are drawn with ASCII.",
            "Set a UTF-8 locale, such as LANG=C.UTF-8.",
        )


def _colours(environment: Mapping[str, str], kind: str) -> str:
    if environment.get("NO_COLOR"):
        return "colours switched off by NO_COLOR"
    if environment.get("COLORTERM", "") in _RICH:
        return "all colours"
    return "256 colours" if "256" in kind else "sixteen colours"


def clipboard(environment: Mapping[str, str]) -> Finding:
    """Look at which way a copied text goes."""
    if environment.get("TMUX"):
        if shutil.which("tmux", path=environment.get("PATH")):
            return ok("clipboard", "Copies go through tmux.")
        return warning(
            "clipboard", "This is tmux, but there is no program `tmux` to copy through.", "Add it."
        )
    if environment.get("STY"):
        return warning(
            "clipboard",
            "GNU screen keeps the terminal's clipboard from programs.",
            "Use tmux, or mark and copy by mouse.",
        )
    if environment.get("TERM", "") in ("", "dumb", "linux"):
        return warning(
            "clipboard", "This terminal has no clipboard.", "`mlv show ID` prints prompt starters."
        )
    return ok("clipboard", "Copies go to the terminal's clipboard (OSC 52), if it takes them.")
