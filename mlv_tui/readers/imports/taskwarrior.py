"""Tasks of Taskwarrior, as `task export` prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from mlv_tui.domain.imported import Imported
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.sketching import Sketch
from mlv_tui.errors import ImportInvalid
from mlv_tui.readers.imports.json_items import Item, items_of, loaded
from mlv_tui.readers.imports.values import check_few, day, key_of, listed, values

_KIND: Final = "taskwarrior"
_PRIORITIES: Final = {"H": 1, "M": 2, "L": 3}
_PASSED_OVER: Final = ("deleted", "recurring")
_STATUSES: Final = ("pending", "waiting", "completed", *_PASSED_OVER)
_TIME: Final = "%Y%m%dT%H%M%SZ"


def read_taskwarrior(file: str, text: str) -> Imported:
    """Read tasks; a project `home.garden` becomes a milestone below that of `home`.

    Raises:
        ImportInvalid: If it is no list of tasks.
    """
    top = loaded(file, text)
    items = items_of(file, top if isinstance(top, list) else [top])
    check_few(file, len(items))
    counts = Counter(f"{status} task" for one in items if (status := _status(one)) in _PASSED_OVER)
    tasks = [one for one in items if _status(one) not in _PASSED_OVER]
    found: dict[str, Sketch] = {}
    for one in tasks:
        for sketch in _projects(one.text("project")):
            found.setdefault(sketch.key, sketch)
    for one in tasks:
        sketch = _task(one)
        found.setdefault(sketch.key, sketch)
    return Imported(tuple(found.values()), dict(counts))


def _status(one: Item) -> str:
    status = one.text("status") or "pending"
    if status not in _STATUSES:
        raise ImportInvalid(
            f"{one.place}.status is “{status}”.", f"It is one of {', '.join(_STATUSES)}."
        )
    return status


def _task(one: Item) -> Sketch:
    ident = one.text("uuid")
    if not ident:
        raise one.wrong("uuid", "a text")
    key, project = key_of(_KIND, ident), one.text("project")
    said = values(
        one.text("description"),
        ["\n".join(one.names("annotations", "description")), listed("Tags", one.names("tags"))],
        status=_state(one),
        priority=_PRIORITIES.get(one.text("priority")),
        due=_day(one, "due"),
        module=_parts(project)[0] if project else "",
    )
    above = _project_key(_parts(project)) if project else ""
    after = tuple(key_of(_KIND, each) for each in _depends(one))
    return Sketch(key, said, above, after, (key,))


def _state(one: Item) -> Status | None:
    if _status(one) == "completed":
        return Status.DONE
    return Status.ACTIVE if one.has("start") else None


def _depends(one: Item) -> Sequence[str]:
    """Read a list of ids, or as older versions print them: one text with commas."""
    if isinstance(one.values.get("depends"), str):
        return [each.strip() for each in one.text("depends").split(",")]
    return one.names("depends")


def _day(one: Item, name: str) -> str | None:
    """Return the day of a moment here, as Taskwarrior shows it."""
    written = one.text(name)
    if not written:
        return None
    try:
        moment = datetime.strptime(written, _TIME).replace(tzinfo=UTC)
        return moment.astimezone().date().isoformat()
    except (ValueError, OverflowError):
        found = day(written)
    if found is None:
        raise one.wrong(name, "a moment such as 20261201T000000Z")
    return found


def _projects(name: str) -> Sequence[Sketch]:
    """Make a milestone of each part of a project's name, below that of the part before."""
    parts = _parts(name) if name else []
    found: list[Sketch] = []
    for count in range(1, len(parts) + 1):
        key = _project_key(parts[:count])
        above = _project_key(parts[: count - 1]) if count > 1 else ""
        found.append(Sketch(key, values(parts[count - 1], module=parts[0]), above, links=(key,)))
    return found


def _project_key(parts: Sequence[str]) -> str:
    return key_of(_KIND, f"project:{'.'.join(parts)}")


def _parts(name: str) -> list[str]:
    return [part for part in name.split(".") if part.strip()] or [name]
