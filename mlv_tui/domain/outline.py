"""What one plan says, in file order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from mlv_tui.domain.milestone import PlanValues


@dataclass(frozen=True, slots=True)
class PromptStarter:
    """A prompt that the plan offers for a milestone.

    Attributes:
        text: The payload, byte for byte as in the plan but for its line ends: LF.
        line: The 1-based line where the payload begins.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One H1–H3 heading and what stands under it.

    Attributes:
        level: 1 to 3.
        title: Plain text, without inline markup, white space folded.
        raw: The heading's own text as written, without its `#` marks or underline.
        line: The 1-based line where the heading begins.
        body: The text below it, up to the next H1–H3 heading, with LF line ends; without the
            fields and prompt starters that were read from it.
        says: What the plan says about the shared fields, the title among them.
        prompt_starters: In file order.
        explicit_id: What the plan names it by, for good (`{#id}`, `<!-- mlv:id -->`), or "".
    """

    level: int
    title: str
    raw: str
    line: int
    body: str
    says: PlanValues
    prompt_starters: tuple[PromptStarter, ...] = ()
    explicit_id: str = ""

    @property
    def body_digest(self) -> str:
        """A short digest of the body, blank lines aside, and of each prompt starter, exactly."""
        body = text_digest(self.body)
        if not self.prompt_starters:
            return body
        return text_digest("\n".join((body, *(repr(one.text) for one in self.prompt_starters))))


@dataclass(frozen=True, slots=True)
class Unread:
    """A field whose value says nothing, though it looks like one that should.

    Attributes:
        line: The 1-based line.
        text: The field as written, such as `Status: frozen`.
        wanted: A sentence: what can be written there.
    """

    line: int
    text: str
    wanted: str


def text_digest(text: str) -> str:
    """Tell texts apart: 16 hexadecimal digits, or "" for one that is all blank."""
    kept = "\n".join(filter(None, map(str.rstrip, text.split("\n"))))
    if not kept:
        return ""
    return hashlib.blake2b(kept.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Outline:
    """All headings of one plan.

    Attributes:
        plan: The plan's path relative to its root, with `/`.
        headings: In file order; empty for a plan that opted out (`mlv: false`).
        unread: The fields that were stepped over for what stands behind their colon.
    """

    plan: str
    headings: tuple[Heading, ...] = field(default=())
    unread: tuple[Unread, ...] = field(default=(), compare=False)


def parents(levels: list[int]) -> list[int | None]:
    """Give each heading's parent: the nearest earlier one of a lower level.

    Args:
        levels: 1 to 3 each, in file order. Levels may be skipped.

    Returns:
        For each heading the index of its parent, or None for a root.
    """
    found: list[int | None] = []
    open_above: list[int] = []
    for index, level in enumerate(levels):
        while open_above and levels[open_above[-1]] >= level:
            open_above.pop()
        found.append(open_above[-1] if open_above else None)
        open_above.append(index)
    return found
