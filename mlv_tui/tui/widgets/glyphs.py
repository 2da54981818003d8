"""The signs that stand for states, in Unicode and in ASCII."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mlv_tui.domain.milestone import Milestone

State = Literal["open", "active", "blocked", "done", "detached", "archived"]
"""What a person sees a milestone to be: put away, cut loose, or its status."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; the six states are all as wide as each other."""

    open: str
    active: str
    blocked: str
    done: str
    detached: str
    archived: str
    unfolded: str
    folded: str
    conflict: str
    next: str
    marked: str
    edge: str
    cursor: str
    guide: str
    wall: str
    crossing: str
    rule: str
    bar: str
    bullet: str
    full: str
    arrow: str
    more: str
    within: str
    yes: str
    no: str

    def state(self, state: State) -> str:
        """Return the sign of a state."""
        return getattr(self, state)

    @property
    def state_width(self) -> int:
        """How many cells a state's sign takes."""
        return len(self.open)


UNICODE: Final = Glyphs(
    open="○",
    active="◐",
    blocked="■",
    done="✓",
    detached="◌",
    archived="▫",
    unfolded="▾",
    folded="▸",
    conflict="⚑",
    next="›",
    marked="•",
    edge="▌",
    cursor="▏",
    guide="│",
    wall="│",
    crossing="┼",
    rule="─",
    bar="▏",
    bullet="•",
    full="━",
    arrow="→",
    more="…",
    within="‹",
    yes="✓",
    no="✗",
)

ASCII: Final = Glyphs(
    open="[ ]",
    active="[~]",
    blocked="[!]",
    done="[x]",
    detached="[?]",
    archived="[-]",
    unfolded="v",
    folded=">",
    conflict="!",
    next="*",
    marked="+",
    edge="|",
    cursor=">",
    guide=" ",
    wall="|",
    crossing="+",
    rule="-",
    bar="|",
    bullet="*",
    full="#",
    arrow="->",
    more="..",
    within="<",
    yes="+",
    no="-",
)


def glyphs(*, ascii_only: bool) -> Glyphs:
    """Return the set for this terminal."""
    return ASCII if ascii_only else UNICODE


def state_of(one: Milestone) -> State:
    """Tell which of the six states people see."""
    if one.is_archived:
        return "archived"
    return "detached" if one.is_detached else one.status.value
