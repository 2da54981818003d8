"""Issues and milestones of GitHub, as `gh issue list --json …` and its REST API print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from mlv_tui.domain.imported import Imported
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.sketching import Sketch
from mlv_tui.readers.imports.json_items import Item, item_of, items_of, loaded
from mlv_tui.readers.imports.values import check_few, day, key_of, listed, values

_PLACE: Final = re.compile(
    r"https?://[^/\s]+/(?:api/v3/)?(?:repos/)?([^/\s]+/[^/\s]+)/(?:issues|pull|milestones?)/[0-9]+"
)
_LABEL: Final = re.compile(r"(?:prio(?:rity)?[\s:/_-]*)?(?:p?([0-9])|([a-z]+))")
_LEVELS: Final = {
    "critical": 0,
    "urgent": 0,
    "highest": 0,
    "high": 1,
    "medium": 2,
    "normal": 2,
    "low": 3,
    "lowest": 4,
}
_STATES: Final = {
    "blocked": Status.BLOCKED,
    "in progress": Status.ACTIVE,
    "doing": Status.ACTIVE,
}


def read_github(file: str, text: str) -> Imported:
    """Read issues, milestones, or a table of both; milestones stand above their issues.

    Raises:
        ImportInvalid: If it is anything else.
    """
    items = list(_items(file, loaded(file, text)))
    check_few(file, len(items))
    issues = [one for one in items if not _is_milestone(one)]
    wanted = [one for one in issues if not _is_pull_request(one)]
    above = [one for one in items if _is_milestone(one)]
    inline = (one.below("milestone") for one in wanted)
    home = next(filter(None, map(_repository, items)), "")
    found: dict[str, Sketch] = {}
    for one in (*_in_order(above), *_in_order(each for each in inline if each is not None)):
        sketch = _milestone(one, home)
        found.setdefault(sketch.key, sketch)
    for one in _in_order(wanted):
        sketch = _issue(one, home)
        found.setdefault(sketch.key, sketch)
    count = len(issues) - len(wanted)
    return Imported(tuple(found.values()), {"pull request": count} if count else {})


def _items(file: str, top: Any) -> Iterator[Item]:
    if not isinstance(top, dict):
        yield from items_of(file, top)
        return
    lists = [name for name in ("milestones", "issues") if name in top]
    if not lists:
        yield item_of(file, top)
    for name in lists:
        yield from items_of(f"{file}: {name}", top[name])


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda one: one.number("number"))


def _is_milestone(one: Item) -> bool:
    return one.has("open_issues") or "/milestone" in one.text("html_url", "url")


def _is_pull_request(one: Item) -> bool:
    return one.has("pull_request") or "/pull/" in one.text("html_url", "url")


def _repository(one: Item) -> str:
    found = _PLACE.match(one.text("html_url", "url"))
    return found[1] if found else ""


def _milestone(one: Item, home: str) -> Sketch:
    key = _milestone_key(one, home)
    said = values(
        one.text("title"),
        [one.text("description")],
        status=_closed(one),
        due=_due(one, "due_on", "dueOn"),
    )
    return Sketch(key, said, links=(key,))


def _issue(one: Item, home: str) -> Sketch:
    key = key_of("github", f"{_repository(one) or home}#{one.number('number')}")
    above = one.below("milestone")
    labels = one.names("labels", "name")
    owners = one.names("assignees", "login", "name")
    is_unplanned = one.text("state_reason", "stateReason").casefold() == "not_planned"
    said = values(
        one.text("title"),
        [
            one.text("body"),
            "Closed as not planned." if is_unplanned else "",
            listed("Labels", labels),
            listed("Assignees", owners) if len(owners) > 1 else "",
        ],
        status=_closed(one) or next(filter(None, map(_state, labels)), None),
        priority=next((at for at in map(_priority, labels) if at is not None), None),
        owner=owners[0] if owners else "",
    )
    return Sketch(key, said, "" if above is None else _milestone_key(above, home), links=(key,))


def _milestone_key(one: Item, home: str) -> str:
    return key_of("github", f"{_repository(one) or home}/milestone/{one.number('number')}")


def _closed(one: Item) -> Status | None:
    return Status.DONE if one.text("state").casefold() == "closed" else None


def _due(one: Item, *names: str) -> str | None:
    written = one.text(*names)
    found = day(written)
    if written and found is None:
        raise one.wrong(next(name for name in names if one.has(name)), "a date")
    return found


def _priority(label: str) -> int | None:
    """Read `P1`, `priority: high`, `prio/2`, `urgent`; None for any other label."""
    found = _LABEL.fullmatch(label.strip().casefold())
    if found is None:
        return None
    is_said = label.strip()[:1] in "pP"
    return int(found[1]) if found[1] and is_said else _LEVELS.get(found[2] or "")


def _state(label: str) -> Status | None:
    word = label.casefold().removeprefix("status:").strip().replace("-", " ")
    return _STATES.get(word)
