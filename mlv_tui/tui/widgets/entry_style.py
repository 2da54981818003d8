"""The colours of listed entries, by component class."""

from __future__ import annotations

from typing import Final

CSS: Final = """
EntryRows {
    height: 1fr;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;
    scrollbar-background: $scrollbar-background;
    scrollbar-background-hover: $scrollbar-background;
    scrollbar-background-active: $scrollbar-background;
    background: $background;
    color: $foreground;

    & > .entry--cursor { background: $primary 22%; }
    & > .entry--around { background: $primary 9%; }
    & > .entry--edge { color: $accent; }
    & > .entry--arrow { color: $foreground-muted; }
    & > .entry--quiet { color: $foreground-muted; }
    & > .entry--strong { text-style: bold; }
    & > .entry--key { color: $primary; text-style: bold; }
    & > .entry--rule { color: $foreground 22%; }
    & > .entry--undone { color: $foreground-muted; text-style: strike; }
    & > .entry--new { color: $success; }
    & > .entry--reattached { color: $success; }
    & > .entry--renamed { color: $accent; }
    & > .entry--moved { color: $accent; }
    & > .entry--edited { color: $accent; }
    & > .entry--guided { color: $primary; }
    & > .entry--detached { color: $secondary; }
    & > .entry--ambiguous { color: $warning; }
    & > .entry--conflict { color: $warning; }
    & > .entry--open { color: $foreground-muted; }
    & > .entry--active { color: $warning; }
    & > .entry--blocked { color: $error; }
    & > .entry--done { color: $success; }
    & > .entry--side-base { color: $foreground-muted; }
    & > .entry--side-mine { color: $accent; }
    & > .entry--side-plan { color: $warning; }
}
"""

COMPONENTS: Final = {
    "entry--active",
    "entry--ambiguous",
    "entry--around",
    "entry--arrow",
    "entry--blocked",
    "entry--conflict",
    "entry--cursor",
    "entry--detached",
    "entry--done",
    "entry--edge",
    "entry--edited",
    "entry--guided",
    "entry--key",
    "entry--moved",
    "entry--new",
    "entry--open",
    "entry--quiet",
    "entry--reattached",
    "entry--renamed",
    "entry--rule",
    "entry--side-base",
    "entry--side-mine",
    "entry--side-plan",
    "entry--strong",
    "entry--undone",
}
