"""Which plan files were renamed, told by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from mlv_tui.domain.matching.known import HeadingKey, Key, Known
from mlv_tui.domain.matching.texts import Bag, Rarity, lines_of
from mlv_tui.domain.text import TextsOf

RENAME_SHARE: Final = 0.5
"""A missing plan and a new one are the same file from this share of equal sections, or of equal
lines, on."""

LIKE_NAME: Final = 0.6
"""From this share of equal words on, names are alike."""
RENAME_SHARE_OF_LIKE_NAMES: Final = 0.3
_FEW: Final = 12
"""New plans that may have a line before it doesn't make any of them worth comparing."""
ENOUGH: Final = 3
"""So many sections that aren't common tell of a rename even where the names have nothing alike."""

_Sections = dict[str, Counter[tuple[str, str]]]
"""How often each title and text stands in each plan."""
_WORD: Final = re.compile(r"[^\W_]+")


class _Rename(NamedTuple):
    """A gone plan that may be a new one; the more likely, the greater its rank."""

    rank: tuple[float, float, float]
    old: str
    new: str


def renamed_plans(
    gone: Sequence[Known[int]],
    new: Sequence[Known[HeadingKey]],
    texts_of: TextsOf,
    common: Collection[str] | None = None,
) -> Mapping[str, str]:
    """Find plans that were renamed: gone ones and new ones that share most sections or lines.

    Args:
        gone: The milestones of plans that are no files any more.
        new: The headings of plans that were no files before.
        texts_of: Looks the stored texts up.
        common: The slugs of what stands in many plans; it counts only where the names of the
            two have a word in common, or where a file went to another folder. None where
            everything counts.

    Returns:
        The new path by the old one. Where two renames are as likely, neither is taken.
    """
    found: dict[str, str] = {}
    for way in (_by_section, _by_line):
        left = [one for one in gone if one.plan not in found]
        free = [one for one in new if one.plan not in found.values()]
        if left and free:
            wanted = way(left, free, texts_of)
            if common is not None:
                rare = way(_telling(left, common), _telling(free, common), texts_of)
                moved = _moved({one.plan for one in gone}, {one.plan for one in new})
                alike = (one for one in wanted if _is_alike(one) or (one.old, one.new) in moved)
                wanted = {*alike, *rare}
            found |= _elected(wanted)
    return found


def under_new_names(ones: Iterable[Known[int]], renamed: Mapping[str, str]) -> list[Known[int]]:
    """Put milestones of renamed plans where these are now."""
    if not renamed:
        return list(ones)
    return [one._replace(plan=renamed.get(one.plan, one.plan)) for one in ones]


def _telling(ones: Iterable[Known[Key]], common: Collection[str]) -> list[Known[Key]]:
    """Keep what has a telling text and isn't common, of plans that have enough of it."""
    rare = [one for one in ones if one.text and one.is_telling and one.slug not in common]
    plans = Counter(one.plan for one in rare)
    return [one for one in rare if plans[one.plan] >= ENOUGH]


def _is_alike(rename: _Rename) -> bool:
    return _name_likeness(rename.old, rename.new) > 0


def _moved(gone: Collection[str], new: Collection[str]) -> set[tuple[str, str]]:
    """Pair the plans whose file names no other one has on its side."""
    ones, twos = _only_ones(gone), _only_ones(new)
    return {(ones[name], twos[name]) for name in ones.keys() & twos.keys()}


def _only_ones(plans: Collection[str]) -> dict[str, str]:
    names = Counter(PurePosixPath(plan).name for plan in plans)
    by_name = {PurePosixPath(plan).name: plan for plan in plans}
    return {name: plan for name, plan in by_name.items() if names[name] == 1}


def _least(old: str, new: str) -> float:
    """Say which share two plans must have in common."""
    is_like = _name_likeness(old, new) >= LIKE_NAME
    return RENAME_SHARE_OF_LIKE_NAMES if is_like else RENAME_SHARE


@lru_cache(maxsize=1024)
def _name_likeness(old: str, new: str) -> float:
    """Tell which share of their words two names have in common, numbers aside, 0 to 1.

    What tells two paths apart counts: not the folders they share, nor a file's name they share.
    """
    one, two = PurePosixPath(old), PurePosixPath(new)
    if one.name == two.name:
        one, two = one.parent, two.parent
    shared = set(one.parents) & set(two.parents)
    top = max(shared, key=lambda path: len(path.parts), default=PurePosixPath())
    mine, theirs = (
        {word for word in _words(str(path.relative_to(top))) if not word.isdigit()}
        for path in (one, two)
    )
    return 2 * len(mine & theirs) / max(len(mine) + len(theirs), 1)


def _sections(ones: Iterable[Known[Key]]) -> _Sections:
    found: _Sections = {}
    for one in ones:
        found.setdefault(one.plan, Counter())[one.slug, one.text] += 1
    return found


def _by_section(
    gone: Sequence[Known[int]], new: Sequence[Known[HeadingKey]], _: TextsOf
) -> list[_Rename]:
    """List the pairs of plans that share enough sections."""
    return list(_voted(_sections(gone), _sections(new)))


def _voted(gone: _Sections, new: _Sections) -> Iterator[_Rename]:
    holders: dict[tuple[str, str], list[str]] = {}
    for plan, sections in new.items():
        for section in sections:
            holders.setdefault(section, []).append(plan)
    votes: Counter[tuple[str, str]] = Counter()
    for old, sections in gone.items():
        for section, count in sections.items():
            for plan in holders.get(section, ()):
                votes[old, plan] += min(count, new[plan][section])
    for (old, plan), count in votes.items():
        if count >= _least(old, plan) * min(gone[old].total(), new[plan].total()):
            share = round(count / gone[old].total(), 1)
            yield _Rename((share, _alike(old, plan), count), old, plan)


def _by_line(
    gone: Sequence[Known[int]], new: Sequence[Known[HeadingKey]], texts_of: TextsOf
) -> list[_Rename]:
    """List the pairs of plans that share enough lines, those that stand everywhere aside."""
    found: list[_Rename] = []
    texts = texts_of([one.key for one in gone])
    old_lines = _plan_lines((one, texts[one.key].body) for one in gone if one.key in texts)
    new_lines = _plan_lines((one, one.body) for one in new)
    rarity = Rarity([*old_lines.values(), *new_lines.values()])
    for old, plan in _sharing(old_lines, new_lines):
        share = rarity.common(old_lines[old], new_lines[plan]).share
        if share >= RENAME_SHARE_OF_LIKE_NAMES and share >= _least(old, plan):
            rank = (round(share, 1), _alike(old, plan), share)
            found.append(_Rename(rank, old, plan))
    return found


def _sharing(gone: Mapping[str, Bag], new: Mapping[str, Bag]) -> dict[tuple[str, str], None]:
    """List the pairs of plans that have a line in common that few new ones have."""
    holders: dict[str, list[str]] = {}
    for plan, lines in new.items():
        for line in lines:
            holders.setdefault(line, []).append(plan)
    found: dict[tuple[str, str], None] = {}
    for old, lines in gone.items():
        for line in lines:
            plans = holders.get(line, ())
            if len(plans) <= _FEW:
                found |= dict.fromkeys((old, plan) for plan in plans)
    return found


def _plan_lines(ones: Iterable[tuple[Known[Key], str]]) -> dict[str, Bag]:
    found: dict[str, Counter[str]] = {}
    for one, body in ones:
        lines = found.setdefault(one.plan, Counter())
        lines[f"# {one.slug}"] += 1
        lines.update(lines_of(body))
    return dict(found)


def _alike(old: str, new: str) -> float:
    """Tell how alike two paths are: the share of words that they have in common, to a tenth."""
    one, two = _words(old), _words(new)
    return round(2 * len(one & two) / max(len(one) + len(two), 1), 1)


def _words(path: str) -> set[str]:
    name = path.rpartition(".")[0] or path
    return {word.lstrip("0") for word in _WORD.findall(name.casefold())}


def _elected(wanted: Iterable[_Rename]) -> dict[str, str]:
    """Take the likeliest first; plans that have two equally likely partners get none."""
    found: dict[str, str] = {}
    settled: set[str] = set()
    ranked = sorted(wanted, reverse=True)
    for _, equals in groupby(ranked, key=lambda one: one.rank):
        free = [one for one in equals if settled.isdisjoint((one.old, one.new))]
        uses = Counter(plan for one in free for plan in (one.old, one.new))
        found |= {one.old: one.new for one in free if uses[one.old] == uses[one.new] == 1}
        settled |= uses.keys()
    return found
