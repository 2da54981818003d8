"""The values that each field has in a forest, and how many milestones have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mlv_tui.domain.folding import folded
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.in_sight import in_sight
from mlv_tui.domain.milestone import NONE, Milestone, Status
from mlv_tui.domain.query.states import State


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that may stand behind a field.

    Attributes:
        text: The value.
        count: How many milestones have it; None where that isn't counted.
        about: What it means, where that isn't plain.
        is_word: Whether it is a word with a meaning of its own, such as `none`.
    """

    text: str
    count: int | None = None
    about: str = ""
    is_word: bool = False


Offers: TypeAlias = Callable[[Forest], Iterable[Offer]]


def looked_at(forest: Forest) -> Iterator[Milestone]:
    """Give what queries look at, unless they ask for what is archived."""
    return map(forest.by_id.__getitem__, in_sight(forest))


def nothing(_forest: Forest) -> Iterable[Offer]:
    """Offer nothing: any text may stand there."""
    return ()


def statuses(forest: Forest) -> Iterable[Offer]:
    """Offer every status."""
    counts = Counter(one.status for one in looked_at(forest))
    return [Offer(str(one), counts[one], is_word=True) for one in Status]


def priorities(forest: Forest) -> Iterable[Offer]:
    """Offer the priorities there are, inherited ones too, then none."""
    counts = Counter(forest.priority_of(one.id) for one in looked_at(forest))
    numbers = sorted(number for number in counts if number is not None)
    yield from (Offer(str(number), counts[number]) for number in numbers)
    yield Offer(NONE, counts[None], is_word=True)


def levels(forest: Forest) -> Iterable[Offer]:
    """Offer the levels there are."""
    counts = Counter(one.level for one in looked_at(forest))
    return [Offer(str(level), counts[level]) for level in sorted(counts)]


def values(names_of: Callable[[Milestone], Iterable[str]], *words: Offer) -> Offers:
    """Offer some words, what milestones have, the most frequent first, and `none`."""
    return values_in(lambda _forest, one: names_of(one), *words)


def values_in(names_of: Callable[[Forest, Milestone], Iterable[str]], *words: Offer) -> Offers:
    """Offer the same of what milestones have in their forest."""

    def offers(forest: Forest) -> Iterable[Offer]:
        counts: Counter[str] = Counter()
        spelt: dict[str, str] = {}
        without = 0
        for one in looked_at(forest):
            names = {folded(name): name for name in names_of(forest, one)}
            counts.update(names.keys())
            without += not names
            for key, name in names.items():
                spelt.setdefault(key, name)
        yield from words
        for key in sorted(counts, key=lambda key: (-counts[key], key)):
            yield Offer(spelt[key], counts[key])
        yield Offer(NONE, without, is_word=True)

    return offers


def shown(name: str) -> Callable[[Milestone], Iterable[str]]:
    """Give the value of a shared field, if there is one."""
    return lambda one: filter(None, (one.shown(name),))


def words(states: Mapping[str, State]) -> Offers:
    """Offer the words of `is:` or `has:`, with what they mean."""
    known = [Offer(word, None, state.yes, is_word=True) for word, state in states.items()]
    return lambda _forest: known


def examples(*known: tuple[str, str]) -> Offers:
    """Offer some ways to write a value, each with what it means."""
    written = [Offer(text, None, about, is_word=True) for text, about in known]
    return lambda _forest: written
