"""A project, its plan roots and its plans, as they are stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from mlv_tui.domain.anchor_rules import ONLY_BUILT_IN, AnchorRules
from mlv_tui.domain.forest import Forest, Layout, PlanState
from mlv_tui.domain.milestone import Milestone
from mlv_tui.errors import MlvError

_DIGITS: Final = re.compile(r"(\d+)")
_NOT_IN_A_SLUG: Final = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or one file in it, that plans are read from.

    Attributes:
        id: The database's; 0 while it isn't stored.
        folder: Absolute.
        only: The one file's name, or "" for everything below the folder.
    """

    id: int
    folder: str
    only: str = ""

    @property
    def path(self) -> str:
        """The file or folder, absolute."""
        return f"{self.folder.rstrip('/')}/{self.only}" if self.only else self.folder


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan file of a project.

    Attributes:
        id: The database's; negative while it isn't stored yet.
        root_id: The root it was found below.
        file: Relative to the root's folder.
        state: What is known of the file; `state.path` is unique in the project.
        layout: Where its milestones stand.
    """

    id: int
    root_id: int
    file: str
    state: PlanState
    layout: Layout


@dataclass(frozen=True, slots=True)
class Project:
    """A named scope.

    Attributes:
        id: The database's.
        slug: Unique.
        name: For people.
        number: Counts the writes to this project.
        roots: In the order they were added.
        archived_at: When somebody put it away, epoch milliseconds; None if not.
        anchor_rules: Which give milestones their anchors, where nobody says them.
    """

    id: int
    slug: str
    name: str
    number: int = 0
    roots: tuple[Root, ...] = ()
    archived_at: int | None = None
    anchor_rules: AnchorRules = ONLY_BUILT_IN

    @property
    def is_archived(self) -> bool:
        """Whether somebody put it away."""
        return self.archived_at is not None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything stored of one project at one moment, bodies aside."""

    project: Project
    plans: tuple[Plan, ...]
    milestones: Mapping[int, Milestone]

    def forest(self) -> Forest:
        """Grow the trees of this moment."""
        shown = sorted(self.plans, key=plan_order)
        return Forest(
            self.milestones.values(),
            [plan.layout for plan in shown],
            [plan.state for plan in shown],
            self.project.number,
            self.project.anchor_rules,
        )


def plan_order(plan: Plan) -> tuple[int, list[tuple[int, int, str]]]:
    """Sort plans by root, then as people count: `plan-2` before `plan-10`."""
    return plan.root_id, natural_key(plan.state.path)


def natural_key(path: str) -> list[tuple[int, int, str]]:
    """Sort paths with numbers by value and a folder's files before its subfolders.

    Paths that count the same (`plan-2`, `plan-02`) keep one order too: that of their signs.
    """
    key: list[tuple[int, int, str]] = []
    *folders, name = path.split("/")
    for folder in folders:
        key += [(1, 0, ""), *_parts(folder)]
    return [*key, (0, 0, ""), *_parts(name), (-1, 0, path)]


def _parts(name: str) -> list[tuple[int, int, str]]:
    pieces = _DIGITS.split(name.casefold())
    return [(0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces if one]


def project_name(typed: str) -> str:
    """Return a project's name without blanks that don't count.

    Raises:
        MlvError: If nothing is left.
    """
    name = " ".join(typed.split())
    if not name:
        raise MlvError("A project's name has at least one letter.")
    return name


def project_slug(name: str) -> str:
    """Make a slug of a name: `Core platform` → `core-platform`, `🚀` → `plans-` and a checksum."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    slug = _NOT_IN_A_SLUG.sub("-", plain).strip("-._")
    if slug or not plain:
        return slug or "plans"
    # Names without a letter or a digit differ, so their slugs do.
    return f"plans-{crc32(plain.encode(errors='replace')):08x}"
