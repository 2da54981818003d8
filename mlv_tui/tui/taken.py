"""What a person decides about a field that somebody else changed while they typed."""

from enum import StrEnum


class Taken(StrEnum):
    """Whose value is to stand; what loses to theirs is kept as a draft."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Theirs, and mine below: notes."""
    EDIT = "edit"
    """Mine goes on being typed."""
