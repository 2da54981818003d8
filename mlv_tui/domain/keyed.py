"""An outline with the source keys of its headings."""

from __future__ import annotations

from dataclasses import dataclass

from mlv_tui.domain.outline import Heading, Outline, parents
from mlv_tui.domain.source_key import addresses


@dataclass(frozen=True, slots=True)
class KeyedOutline:
    """One plan as it was read, column by column: of most headings no more is needed.

    Attributes:
        plan: The plan's path.
        headings: In file order.
        slugs: The source key's slug of each heading.
        occurrences: The source key's number of each.
        digests: See `Heading.body_digest`, of each.
        above: The index of each one's parent, None for a root.
    """

    plan: str
    headings: tuple[Heading, ...]
    slugs: tuple[str, ...]
    occurrences: tuple[int, ...]
    digests: tuple[str, ...]
    above: tuple[int | None, ...]

    @classmethod
    def of(cls, outline: Outline) -> KeyedOutline:
        """Key the headings of a plan."""
        headings = outline.headings
        keys = addresses([heading.title for heading in headings])
        return cls(
            outline.plan,
            headings,
            tuple([slug for slug, _ in keys]),
            tuple([occurrence for _, occurrence in keys]),
            tuple([heading.body_digest for heading in headings]),
            tuple(parents([heading.level for heading in headings])),
        )
