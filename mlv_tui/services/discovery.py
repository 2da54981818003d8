"""Which plan files belong to a project now, and what they are called there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mlv_tui.domain.forest import Layout, PlanState
from mlv_tui.domain.project import Plan, Root
from mlv_tui.errors import NoPlans
from mlv_tui.readers import is_plan_name
from mlv_tui.readers.declared import is_declared
from mlv_tui.readers.files import plan_files, plan_folders

NAME_A_PLAN: Final = "Name a plan file, or a folder with plans."
_KINDS: Final = "Plans are Markdown (.md, .markdown), YAML (.yaml, .yml), TOML and JSON files."
_DECLARED: Final = (
    "Plans are Markdown files (.md, .markdown), and YAML, TOML and JSON named *.plan.yaml or the "
    "like, or with `mlv: 1` and `milestones`."
)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found below some roots.

    Attributes:
        plans: Every plan file that is there, or may be; new ones with negative ids.
        missing: Stored plans whose file isn't there, for sure, or below no root any more.
        lost: Roots that aren't there; nothing is concluded about their plans.
    """

    plans: tuple[Plan, ...]
    missing: tuple[Plan, ...]
    lost: tuple[Root, ...]


def root_at(path: Path) -> Root:
    """Make the root for a path that a person named.

    Raises:
        NoPlans: If nothing is there, it can't be looked at, or it is a file that isn't a plan.
    """
    found = _looked_at(path)
    if found.is_dir():
        if not os.access(found, os.R_OK | os.X_OK):
            raise NoPlans(
                f"You may not look into {path}.", "Ask for the right to, or name another."
            )
        return Root(0, str(found))
    if not is_plan_name(found.name):
        raise NoPlans(f"{found} is not a plan.", _KINDS)
    return Root(0, str(found.parent), found.name)


def _looked_at(path: Path) -> Path:
    try:
        found = path.expanduser().absolute()
        found.stat()
        found = found.resolve()
        str(found).encode()
    except (FileNotFoundError, NotADirectoryError):
        what = f"{path} is a link to nowhere." if path.is_symlink() else ""
        raise NoPlans(what or f"There is nothing at {path}.", NAME_A_PLAN) from None
    except OSError as error:
        raise NoPlans(f"{path} can't be looked at: {error.strerror}.", NAME_A_PLAN) from error
    except UnicodeEncodeError:
        raise NoPlans(f"The name of {path.absolute()} is not UTF-8.", "Rename it.") from None
    except ValueError:
        raise NoPlans(f"{str(path)!r} is no path.", NAME_A_PLAN) from None
    except RuntimeError:
        raise NoPlans(f"There is no such home folder: {path}.", NAME_A_PLAN) from None
    return found


def no_plans(roots: Iterable[Root]) -> NoPlans:
    """Say that some roots hold no plan."""
    places = ", ".join(root.path for root in roots)
    return NoPlans(f"There are no plans in {places}.", _DECLARED)


def covers(root: Root, wanted: Root) -> bool:
    """Tell whether everything of one root is found below another."""
    if root.path == wanted.path:
        return True
    folder, path = Path(root.folder), Path(wanted.path)
    if root.only or not path.is_relative_to(folder):
        return False
    if wanted.only:
        return str(path.relative_to(folder)) in plan_files(folder)
    return path in plan_folders(folder)


def is_there(root: Root) -> bool:
    """Tell whether a root's folder can be reached."""
    return os.path.isdir(root.folder)  # noqa: PTH112 - Path's raises where it may not be entered


def discover(roots: Sequence[Root], stored: Sequence[Plan]) -> Discovery:
    """Look for plan files below the roots; a file below two of them counts for the first."""
    there = {root.id: root for root in roots if is_there(root)}
    lost = tuple(root for root in roots if root.id not in there)
    files: dict[str, tuple[Root, str]] = {}
    for file, found in _files(there.values()):
        files.setdefault(file, found)
    known = {plan.state.file: plan for plan in stored}
    taken = {plan.state.path for plan in stored}
    roots_by_id = {root.id: root for root in roots}
    plans = [
        _below_a_root(known[file], roots_by_id, (root, name))
        if file in known
        else _new_plan(index, root, name, taken)
        for index, (file, (root, name)) in enumerate(files.items())
    ]
    unseen = [plan for plan in stored if plan.state.file not in files]
    below = [plan for plan in unseen if plan.root_id in there]
    hidden = {plan.id: plan for plan in below if _may_be_there(plan, there[plan.root_id])}
    gone = [plan for plan in unseen if plan.root_id in there or plan.root_id not in roots_by_id]
    missing = tuple(plan for plan in gone if plan.id not in hidden)
    return Discovery((*plans, *hidden.values()), missing, lost)


def _below_a_root(plan: Plan, roots: Mapping[int, Root], found: tuple[Root, str]) -> Plan:
    """Return a plan as it was found, where its own root is followed no more."""
    root, name = found
    return plan if plan.root_id in roots else replace(plan, root_id=root.id, file=name)


def _may_be_there(plan: Plan, root: Root) -> bool:
    """Tell whether a plan that wasn't found is no more to be concluded about than that."""
    return is_hidden(plan, root) or _is_silent(plan, root)


def _is_silent(plan: Plan, root: Root) -> bool:
    """Tell whether a known plan is there, but can't say that it is one: reading it tells why."""
    file = Path(root.folder, plan.file)
    return file.is_file() and is_declared(Path(root.folder), plan.file) is None


def is_hidden(plan: Plan, root: Root) -> bool:
    """Tell whether the root, or a folder on the way, can't be listed: nothing is known then."""
    if not is_there(root):
        return True
    folder = Path(root.folder)
    for step in (".", *Path(plan.file).parent.parts):
        folder /= step
        try:
            os.scandir(folder).close()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
    return False


def _files(roots: Iterable[Root]) -> Iterator[tuple[str, tuple[Root, str]]]:
    for root in roots:
        names = [root.only] if root.only else plan_files(Path(root.folder))
        for name in names:
            file = Path(root.folder, name)
            if not root.only or os.path.lexists(file):
                yield str(file), (root, name)


def _new_plan(index: int, root: Root, name: str, taken: set[str]) -> Plan:
    """Name a plan that wasn't known: its path below the root, with the folder's name if taken."""
    path = name
    folder = Path(root.folder).name
    tries = 1
    while path in taken:
        path = f"{folder}/{name}" if tries == 1 else f"{folder}-{tries}/{name}"
        tries += 1
    taken.add(path)
    state = PlanState(path, str(Path(root.folder, name)))
    return Plan(-1 - index, root.id, name, state, Layout(path))
