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
        detached_at: When its heading went, epoch milliseconds; None for an attached one.
        age: How many writes of the project ago it changed last.
        title: As the plan says it.
        is_telling: Whether the text is long enough to be told from others by. That of a stored
            one is taken to be: texts that are equal are equally long.
        level: 1 to 3.
        body: Of one just read; those of stored ones are looked up when they are needed.
        explicit_id: See `Heading.explicit_id`.
    """

    key: Key
    plan: str
    slug: str
    occurrence: int
    text: str
    parent: Key | None
    detached_at: int | None = None
    age: int = 0
    title: str = ""
    is_telling: bool = True
    level: int = 1
    body: str = ""
    explicit_id: str = ""
