"""Three users of a group work on one file, whatever their umask; an outsider is refused."""

from __future__ import annotations

import os
from pathlib import Path

from board import NotRun, Scale, Tally
from children import Child, children, failures_in, stored_in
from grounds import judge, plan_of

UMASKS = ("022", "002", "027", "077")
GROUP, USERS, OUTSIDER = 61000, (61001, 61002, 61003), 61009


def shared(tally: Tally, _scale: Scale, folder: Path) -> None:
    """Let them work in a folder of their group's, once with each umask."""
    if os.getuid() != 0:
        raise NotRun("becoming other users takes root")
    for above in (folder, folder.parent):
        above.chmod(0o755)
    tally.say(f"umasks {', '.join(UMASKS)}")
    failed: list[str] = []
    let_in = 0
    for umask in UMASKS:
        place = folder / umask
        plans = _laid(place)
        file = place / "team" / "mlv.db"
        with children("writers", [_task(file, one, GROUP, umask, plans) for one in USERS]) as team:
            for member in team:
                member.sign()
                member.until_lines(2)
            for member in team:
                member.until(lambda lines: len(lines) > 20 or bool(failures_in(lines)), 60)
                failed += [f"umask {umask}: {one}" for one in failures_in(member.lines)]
            let_in += _lets_in(file, umask, plans)
            told = {f"user{at}": stored_in(one.lines) for at, one in zip(USERS, team, strict=True)}
        if file.exists():
            judge(tally, file, told, unknown=1)  # who was first also read the plans
    tally.exactly("failed", len(failed))
    tally.wrong.extend(failed[:3])
    tally.exactly("outsiders let in", let_in)


def _laid(place: Path) -> Path:
    (place / "team").mkdir(parents=True)
    os.chown(place / "team", 0, GROUP)
    (place / "team").chmod(0o2770)
    (place / "plans").mkdir()
    (place / "plans" / "a.md").write_text(plan_of(30), encoding="utf-8")
    return place / "plans"


def _task(file: Path, user: int, group: int, umask: str, plans: Path) -> tuple[object, ...]:
    return ("as_user", file, f"user{user}", user, group, umask, plans)


def _lets_in(file: Path, umask: str, plans: Path) -> bool:
    with Child("writers", *_task(file, OUTSIDER, OUTSIDER, umask, plans)) as child:
        child.until_lines(1)
        child.sign()
        child.until_lines(2)
        lines = child.kill()
    return bool(stored_in(lines)) or "can't be opened" not in lines[1]
