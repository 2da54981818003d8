"""Hooks, as a person's config file says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOOKS: Final = "hooks"

HOOK_TIMEOUT: Final = 10.0
"""Seconds that a hook may take, where nobody says another number."""


@dataclass(frozen=True, slots=True)
class HookSettings:
    """What is to be told of what happens to milestones.

    Attributes:
        name: Unique in its file; letters, digits, `.`, `_` and `-`.
        on: The events that it is for, of `EVENTS`.
        run: A program and its arguments, which no shell ever reads; none for a `url`.
        url: Where the same JSON is posted to; "" for a program.
        secret_env: The variable with what a post is signed with; "" for none.
        filter: Only milestones that it matches; "" for all.
        timeout: Seconds for one attempt.
        place: Where it is set: `config.toml:7`.
    """

    name: str
    on: tuple[str, ...]
    run: tuple[str, ...] = ()
    url: str = ""
    secret_env: str = ""
    filter: str = ""
    timeout: float = HOOK_TIMEOUT
    place: str = ""
