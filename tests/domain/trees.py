"""Forests with milestones that people put elsewhere, at random and by name."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, Mine, Placed, PlanValues

PLANNED = 6
"""Ids up to this one stand in the plan."""


def heading(ident, level=1, **others):
    """Make a milestone of the plan."""
    says = PlanValues(title=f"M{ident}")
    return Milestone(ident, "a.md", level, f"m-{ident}", 1, says, **others)


def by_hand(ident, placed=None, **others):
    """Make a milestone that a person added."""
    mine = {"title": Mine(f"M{ident}", "")}
    return Milestone(ident, None, 0, "", 0, PlanValues(), mine=mine, placed=placed, **others)


def grown(*ones, number=0):
    """Grow a forest of one plan, in the order given."""
    stands = [one for one in ones if one.plan is not None and not one.is_detached]
    layout = Layout("a.md", tuple(one.id for one in stands), tuple(range(1, len(stands) + 1)))
    return Forest(ones, [layout], number=number)


def planned(*levels, **changes):
    """Grow one plan; `m2=dict(placed=…)` changes the milestone with id 2."""
    return grown(
        *(
            replace(heading(ident, level), **changes.get(f"m{ident}", {}))
            for ident, level in enumerate(levels, 1)
        )
    )


def shape(forest):
    """Return the tree as ids in brackets: `1(2 3) 4`."""
    below = {ident: forest.children.get(ident, ()) for ident in (None, *forest.order)}

    def written(ident):
        inside = " ".join(map(written, below[ident]))
        return f"{ident}({inside})" if inside else str(ident)

    return " ".join(map(written, below[None]))


ids = st.integers(1, PLANNED + 4)
placed = st.builds(Placed, st.none() | ids, st.none() | ids, st.integers(0, 5))
"""Anywhere: below itself, behind something far away, beside what isn't there."""


@st.composite
def wild_forests(draw):
    """Grow forests of milestones that were put anywhere, some of them removed or detached."""
    ones = []
    for ident in range(1, PLANNED + 5):
        at = draw(st.none() | placed)
        removed_at = draw(st.sampled_from((None, None, 7)))
        if ident > PLANNED:
            ones.append(by_hand(ident, at, removed_at=removed_at))
        else:
            gone = draw(st.sampled_from((None, None, None, 7)))
            level = draw(st.integers(1, 3))
            ones.append(heading(ident, level, placed=at, removed_at=removed_at, detached_at=gone))
    return grown(*ones)


@st.composite
def tidy_forests(draw):
    """Grow a plan with milestones by hand in it, some removed, none put elsewhere by mistake."""
    forest = planned(*draw(st.lists(st.integers(1, 3), min_size=1, max_size=PLANNED)))
    ones = dict(forest.by_id)
    for at in range(draw(st.integers(0, 4))):
        siblings = draw(st.sampled_from([None, *forest.order]))
        below = forest.children.get(siblings, ())
        after = draw(st.sampled_from([None, *below]))
        ident = PLANNED + 1 + at
        ones[ident] = by_hand(ident, Placed(siblings, after, at + 1))
        forest = grown(*ones.values(), number=at + 1)
    for ident in draw(st.sets(st.sampled_from(forest.order), max_size=2)):
        ones[ident] = replace(ones[ident], removed_at=7)
    return grown(*ones.values(), number=10)
