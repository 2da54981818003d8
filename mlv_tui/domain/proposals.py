"""Which attached milestones a detached one may be, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.source_key import without_marks
from mlv_tui.domain.text import TextsOf

LEAST: Final = 0.3
"""The score below which nothing is proposed."""

SHORTLIST: Final = 50
"""How many candidates, chosen by title, place and text digest, have their texts compared."""

STOOD_BESIDE: Final = 0.7
"""What a score is worth where both had a heading at the same time: then they are two."""

_WORD: Final = re.compile(r"\w+")
_LIKE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attached milestone that a detached one may be.

    Attributes:
        milestone_id: The attached one's.
        score: How alike they are, 0 to 1.
        reason: What is alike, for people.
    """

    milestone_id: int
    score: float
    reason: str


def likeness(title: str, body: str, other_title: str, other_body: str) -> float:
    """Tell how alike two headings with their texts are, 0 to 1.

    Title and text weigh the same; where neither has a text, the title alone counts.
    """
    titles = _share(_grams(title), _grams(other_title))
    if not body.strip() and not other_body.strip():
        return titles
    return (titles + _share(_words(body), _words(other_body))) / 2


def propose(
    forest: Forest, detached_id: int, texts_of: TextsOf, count: int
) -> tuple[Proposal, ...]:
    """Propose attached milestones that nobody touched: no one's guidance is to be lost.

    Args:
        forest: The project's.
        detached_id: The one that looks for its heading.
        texts_of: Looks the stored texts up.
        count: At most so many.
    """
    one = forest[detached_id]
    shortlist = _shortlist(one, forest)
    texts = texts_of([one.id, *(other.id for other in shortlist)])
    bodies = {ident: text.body for ident, text in texts.items()}
    proposals = (_proposal(one, other, bodies) for other in shortlist)
    worthy = [proposal for proposal in proposals if proposal.score >= LEAST]
    worthy.sort(key=lambda proposal: (-proposal.score, proposal.milestone_id))
    return tuple(worthy[:count])


def _shortlist(one: Milestone, forest: Forest) -> list[Milestone]:
    """Choose by what is known without reading a text: the title, the digest, the plan."""
    grams = _grams(one.says.title)
    scored: list[tuple[float, int]] = []
    for ident in forest.plan_order:
        other = forest[ident]
        if other.is_touched:
            continue
        score = _share(grams, _grams(other.says.title))
        score += 1.0 if one.body_digest and other.body_digest == one.body_digest else 0.0
        score += 0.2 if _is_new_since(one, other) else 0.0
        score += 0.1 if other.plan == one.plan else 0.0
        scored.append((-score, ident))
    return [forest[ident] for _, ident in sorted(scored)[:SHORTLIST]]


def _proposal(one: Milestone, other: Milestone, bodies: Mapping[int, str]) -> Proposal:
    mine, theirs = bodies.get(one.id, ""), bodies.get(other.id, "")
    score = likeness(one.says.title, mine, other.says.title, theirs)
    if not _is_new_since(one, other):
        score *= STOOD_BESIDE
    return Proposal(other.id, round(score, 2), _reason(one, other, (mine, theirs)))


def _is_new_since(one: Milestone, other: Milestone) -> bool:
    """Tell whether a milestone was made when the detached one went, or later."""
    return other.created_at >= (one.detached_at or 0)


def _reason(one: Milestone, other: Milestone, bodies: tuple[str, str]) -> str:
    said = [*_title_reason(one, other), *_text_reason(one, other, bodies)]
    said = [" and ".join(said)] if said else []
    said += ["new since it went"] if _is_new_since(one, other) else []
    return ", ".join(said) or "a little alike"


def _title_reason(one: Milestone, other: Milestone) -> Iterable[str]:
    title, other_title = without_marks(one.says.title), without_marks(other.says.title)
    if title == other_title:
        yield "same title"
    elif _share(_grams(title), _grams(other_title)) >= _LIKE:
        yield "like title"


def _text_reason(one: Milestone, other: Milestone, bodies: tuple[str, str]) -> Iterable[str]:
    if one.body_digest and one.body_digest == other.body_digest:
        yield "same text"
    elif _share(_words(bodies[0]), _words(bodies[1])) >= _LIKE:
        yield "like text"


def _grams(title: str) -> frozenset[str]:
    """Cut a title into its runs of three letters, which a changed ending leaves mostly alone."""
    plain = f"  {' '.join(_WORD.findall(without_marks(title).casefold()))} "
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def _words(body: str) -> frozenset[str]:
    return frozenset(_WORD.findall(body.casefold()))


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    """Tell which part two sets have in common (Dice), 0 to 1; 0 where one is empty."""
    if not some or not others:
        return 0.0
    return 2 * len(some & others) / (len(some) + len(others))
