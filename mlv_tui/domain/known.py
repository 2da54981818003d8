"""What is known of a heading: of a stored milestone's last one, or of one just read."""

from __future__ import annotations

from typing import Final, Generic, NamedTuple, TypeVar

HeadingKey = tuple[str, int]
"""A heading's plan and its index there, from 0."""

TELLING_TEXT: Final = 80
"""Characters; a shorter text may well stand below two headings that have nothing in common."""

Key = TypeVar("Key", int, HeadingKey)


class Known(NamedTuple, Generic[Key]):
    """What is known of a heading. A tuple, because every read makes one of each heading.

    Attributes:
        key: The milestone's id, or the heading's key.
        plan: The plan's path.
        slug: The source key's slug.
        occurrence: The source key's number.
        text: The body's digest, "" without text.
        parent: The key of the one above, None for a root.
        detached: Whether its heading was gone before.
        title: As the plan says it.
        is_telling: Whether the text is long enough to be told from others by. That of a stored
            one is taken to be: texts that are equal are equally long.
    """

    key: Key
    plan: str
    slug: str
    occurrence: int
    text: str
    parent: Key | None
    detached: bool = False
    title: str = ""
    is_telling: bool = True
