"""The detail's colours, by component class."""

from __future__ import annotations

from typing import Final

CSS: Final = """
MilestoneDetail {
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 1;
    scrollbar-background: $surface;
    scrollbar-background-hover: $surface;
    scrollbar-background-active: $surface;
    padding: 0 0 0 2;
    background: $surface;
    color: $foreground;

    & > .detail--title { color: $foreground; text-style: bold; }
    & > .detail--word { color: $foreground-muted; }
    & > .detail--quiet { color: $foreground-muted; }
    & > .detail--section { color: $foreground-muted; text-style: bold; }
    & > .detail--rule { color: $foreground 22%; }
    & > .detail--key { color: $primary; text-style: bold; }
    & > .detail--bar { color: $foreground 45%; }
    & > .detail--prompt { color: $foreground; }
    & > .detail--open { color: $foreground-muted; }
    & > .detail--active { color: $warning; }
    & > .detail--blocked { color: $error; }
    & > .detail--done { color: $success; }
    & > .detail--detached { color: $secondary; }
    & > .detail--archived { color: $foreground-muted; }
    & > .detail--conflict { color: $warning; }
    & > .detail--urgent { color: $primary; }
    & > .detail--priority { color: $foreground-muted; }
    & > .detail--side-base { color: $foreground-muted; }
    & > .detail--side-mine { color: $accent; }
    & > .detail--side-plan { color: $warning; }
    & > .detail--bar-done { color: $success; }
    & > .detail--bar-active { color: $warning; }
    & > .detail--bar-blocked { color: $error; }
    & > .detail--head { text-style: bold; }
    & > .detail--bold { text-style: bold; }
    & > .detail--italic { text-style: italic; }
    & > .detail--strike { text-style: strike; }
    & > .detail--code { color: $accent; }
    & > .detail--link { text-style: underline; }
    & > .detail--url { color: $foreground-muted; }
    & > .detail--tag { color: $foreground-disabled; }
    & > .detail--quote { color: $foreground-muted; }
    & > .detail--block { background: $panel; }
    & > .detail--table { color: $foreground; }
    & > .detail--bullet { color: $foreground-muted; }
    & > .detail--task { color: $foreground-muted; }
    & > .detail--task-done { color: $success; }
}
"""

COMPONENTS: Final = {
    "detail--active",
    "detail--archived",
    "detail--bar",
    "detail--bar-active",
    "detail--bar-blocked",
    "detail--bar-done",
    "detail--block",
    "detail--blocked",
    "detail--bold",
    "detail--bullet",
    "detail--code",
    "detail--conflict",
    "detail--detached",
    "detail--done",
    "detail--head",
    "detail--italic",
    "detail--key",
    "detail--link",
    "detail--open",
    "detail--priority",
    "detail--prompt",
    "detail--quiet",
    "detail--quote",
    "detail--rule",
    "detail--section",
    "detail--side-base",
    "detail--side-mine",
    "detail--side-plan",
    "detail--strike",
    "detail--table",
    "detail--tag",
    "detail--task",
    "detail--task-done",
    "detail--title",
    "detail--urgent",
    "detail--url",
    "detail--word",
}
