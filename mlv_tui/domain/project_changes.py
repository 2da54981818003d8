"""What is done to a project as a whole, told as changes that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from shlex import join
from typing import Any, Final

from mlv_tui.domain.anchor_rules import AnchorRules, rules_of, rules_values
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.project import Project, Root
from mlv_tui.errors import Conflict

ITSELF: Final = 0
"""What stands for the project where a change names a milestone."""

_ROOT: Final = "root"
_RULES: Final = "anchor_rules"


def renamed(project: Project, name: str) -> Change:
    """Tell that a project is called something else."""
    return _change({"name": project.name}, {"name": name})


def put_away(project: Project, at: int | None) -> Change:
    """Tell that a project was put away, or brought back.

    Args:
        project: As it was.
        at: Epoch milliseconds; None if it is back.
    """
    return _change({"archived_at": project.archived_at}, {"archived_at": at})


def dropped(root: Root) -> Change:
    """Tell that a plan root is followed no more."""
    return _change({_ROOT: {"folder": root.folder, "only": root.only}}, {_ROOT: None})


def ruled(project: Project, rules: AnchorRules) -> Change:
    """Tell that a project has other anchor rules."""
    was, now = rules_values(project.anchor_rules), rules_values(rules)
    return _change({_RULES: was}, {_RULES: now})


def is_of_project(change: Change) -> bool:
    """Tell whether a change is one of the project itself, and not of a milestone."""
    return change.kind is ChangeKind.PROJECT


def put_back(project: Project, change: Change) -> Project:
    """Return a project as it was before a change of it; a root that is back has the id 0.

    Raises:
        Conflict: If it isn't any more what the change made of it.
    """
    said = _changed_since(project, change)
    if said:
        raise Conflict(said, "`mlv log` shows what was done since.")
    if _ROOT in change.after:
        return _with_roots(project, change)
    return _with_values(project, change.before)


def done_to(project: Project, change: Change) -> Project:
    """Return a project as a change of its own values makes it."""
    return _with_values(project, change.after)


def _with_values(project: Project, values: Mapping[str, Any]) -> Project:
    if _RULES in values:
        return replace(project, anchor_rules=rules_of(values[_RULES]))
    return replace(project, **values)


def way_back(project: Project, changes: Iterable[Change]) -> str:
    """Name the command that follows a dropped root again, where undo can't; "" for all else."""
    paths = (_root_of(one).path for one in changes if _ROOT in one.after and not one.after[_ROOT])
    return "".join(
        f"`{join(['mlv', 'project', 'add', project.slug, path])}` follows it again."
        for path in paths
    )


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    return Change(ITSELF, ChangeKind.PROJECT, before, after)


def _changed_since(project: Project, change: Change) -> str:
    """Say what was done to it since; "" if it is as the change left it."""
    after = change.after
    if after.get("name", project.name) != project.name:
        return f"The project was renamed since, to “{project.name}”."
    if after.get("archived_at", project.archived_at) != project.archived_at:
        how = "put away" if project.is_archived else "brought back"
        return f"The project was {how} since."
    if _RULES in after and rules_of(after[_RULES]) != project.anchor_rules:
        return "The project's anchor rules were changed since."
    path = _root_of(change).path if _ROOT in after else ""
    is_followed = any(root.path == path for root in project.roots)
    if path and is_followed is not bool(after[_ROOT]):
        how = "again" if is_followed else "no more"
        return f"{path} is followed {how} since."
    return ""


def _with_roots(project: Project, change: Change) -> Project:
    root = _root_of(change)
    others = tuple(one for one in project.roots if one.path != root.path)
    return replace(project, roots=(*others, root) if change.before[_ROOT] else others)


def _root_of(change: Change) -> Root:
    said = change.before[_ROOT] or change.after[_ROOT]
    return Root(0, said["folder"], said["only"])
