"""The tree's colours, by component class."""

from __future__ import annotations

from typing import Final

CSS: Final = """
MilestoneTree {
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 1;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
    background: $background;
    color: $foreground;

    & > .tree--cursor { background: $primary 22%; }
    & > .tree--cursor-blurred { background: $primary 9%; }
    & > .tree--edge { color: $accent; }
    & > .tree--fresh { color: $accent; text-style: bold; }
    & > .tree--marked { color: $accent; text-style: bold; }
    & > .tree--next { color: $primary; text-style: bold; }
    & > .tree--guide { color: $foreground 12%; }
    & > .tree--arrow { color: $foreground-muted; }
    & > .tree--open { color: $foreground-muted; }
    & > .tree--active { color: $warning; }
    & > .tree--blocked { color: $error; }
    & > .tree--done { color: $success; }
    & > .tree--detached { color: $secondary; }
    & > .tree--archived { color: $foreground-muted; }
    & > .tree--title { color: $foreground; }
    & > .tree--context { color: $foreground-disabled; }
    & > .tree--group { color: $secondary; }
    & > .tree--within { color: $foreground-disabled; }
    & > .tree--strong { text-style: bold; }
    & > .tree--quiet { color: $foreground-muted; }
    & > .tree--match { color: $warning; text-style: bold underline; }
    & > .tree--found { text-style: underline; }
    & > .tree--conflict { color: $warning; }
    & > .tree--module { color: $foreground-muted; }
    & > .tree--anchor { color: $foreground-muted; }
    & > .tree--roll-up { color: $foreground-muted; }
    & > .tree--urgent { color: $primary; }
    & > .tree--priority { color: $foreground-muted; }
    & > .tree--hint { color: $foreground-muted; }
}
"""

COMPONENTS: Final = {
    "tree--active",
    "tree--anchor",
    "tree--archived",
    "tree--arrow",
    "tree--blocked",
    "tree--conflict",
    "tree--context",
    "tree--cursor",
    "tree--cursor-blurred",
    "tree--detached",
    "tree--done",
    "tree--edge",
    "tree--found",
    "tree--fresh",
    "tree--group",
    "tree--guide",
    "tree--hint",
    "tree--marked",
    "tree--match",
    "tree--module",
    "tree--next",
    "tree--open",
    "tree--priority",
    "tree--quiet",
    "tree--roll-up",
    "tree--strong",
    "tree--title",
    "tree--urgent",
    "tree--within",
}
