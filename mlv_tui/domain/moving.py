"""Milestones being put elsewhere, while all the others stay where they are."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection
from dataclasses import replace

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Placed
from mlv_tui.domain.placing import LAST, Before, Behind, is_above
from mlv_tui.domain.refusals import Refused


class Moving:
    """A forest's trees while some of its milestones are put elsewhere.

    Attributes:
        placed: Where those stand that were put elsewhere, and those that stand behind another one
            for it; None for one that stands as its plan has it again.
    """

    def __init__(self, forest: Forest, number: int) -> None:
        """Begin with the trees as they are.

        Args:
            forest: The project's.
            number: The project's number of this write.
        """
        self.placed: dict[int, Placed | None] = {}
        self._forest = forest
        self._number = number
        self._places = forest.places
        self._parent = ChainMap[int, int | None]({}, forest.places.parent)
        self._before: dict[int, int | None] = {}
        self._first: dict[int | None, int | None] = {}
        self._last: dict[int | None, int | None] = {}
        self._next: dict[int, int | None] = {}
        self._followers: dict[int, set[int]] = {}

    def parent_of(self, ident: int) -> int | None:
        """Return the one above, a removed one too; None for a root."""
        return self._parent.get(ident)

    def before(self, ident: int, besides: Collection[int] = ()) -> int | None:
        """Return the sibling before, a removed one too; None for the first.

        Args:
            ident: Whose.
            besides: Siblings that are passed over.
        """
        self._look_at(self.parent_of(ident))
        found = self._before[ident]
        while found in besides and found is not None:
            found = self._before[found]
        return found

    def last(self, parent: int | None, besides: Collection[int] = ()) -> int | None:
        """Return the last one right below another, a removed one too; None if there is none.

        Args:
            parent: None for the roots.
            besides: Those that are passed over.
        """
        self._look_at(parent)
        found = self._last[parent]
        return self.before(found, besides) if found is not None and found in besides else found

    def place(
        self, parent: int | None, behind: Behind, besides: Collection[int] = ()
    ) -> tuple[int | None, int | None]:
        """Return which parent a place means, and which sibling in front of it.

        Args:
            parent: None for roots; not looked at where a sibling is named.
            behind: The sibling in front of it, or another place.
            besides: Siblings that are passed over.
        """
        if isinstance(behind, Before):
            return self.parent_of(behind.sibling), self.before(behind.sibling, besides)
        if behind is LAST:
            return parent, self.last(parent, besides)
        if behind is None:
            return parent, None
        passed_over = behind in besides
        return self.parent_of(behind), self.before(behind, besides) if passed_over else behind

    def put(self, ident: int, parent: int | None, behind: int | None) -> None:
        """Put a milestone, a new one too, below another one; nothing where it stands there.

        Args:
            ident: The milestone's.
            parent: None for a root.
            behind: The sibling it is to stand right behind; None for the first place.

        Raises:
            Refused: If it would stand below itself.
        """
        self._check_above(ident, parent)
        is_there = ident in self._places.parent and ident not in self._places.ignored
        if is_there and parent == self.parent_of(ident) and behind == self.before(ident):
            return
        self._take_out(ident)
        self._put_in(ident, parent, behind)
        self.placed[ident] = Placed(parent, behind, self._number)

    def put_back(self, ident: int) -> None:
        """Let a milestone stand as its plan has it.

        Raises:
            Refused: If it would stand below itself.
        """
        above = self._forest.plan_parent[ident]
        if above is not None and above in self._places.parent:
            self._check_above(ident, above)
        self._take_out(ident)
        self._parent[ident] = above
        self.placed[ident] = None

    def take_away(self, ident: int) -> None:
        """Let a milestone stand nowhere any more; those behind it stay where they are."""
        self._take_out(ident)
        self.placed.pop(ident, None)

    def _check_above(self, ident: int, parent: int | None) -> None:
        if is_above(self._parent, ident, parent):
            raise Refused("it can't stand below itself")

    def _take_out(self, ident: int) -> None:
        """Take a milestone out of its siblings; those behind it follow the one before it now."""
        if ident not in self._parent:
            return
        parent, before = self.parent_of(ident), self.before(ident)
        for follower in self._followers.pop(ident, ()):
            self._follow(follower, before)
        self._stop_following(ident)
        following = self._next.pop(ident)
        self._link(parent, before, following)
        del self._before[ident]

    def _put_in(self, ident: int, parent: int | None, behind: int | None) -> None:
        self._look_at(parent)
        following = self._first[parent] if behind is None else self._next[behind]
        self._parent[ident] = parent
        self._link(parent, behind, ident)
        self._link(parent, ident, following)
        if behind is not None:
            self._followers.setdefault(behind, set()).add(ident)

    def _link(self, parent: int | None, one: int | None, two: int | None) -> None:
        """Let two stand behind each other; None for the ends."""
        if one is not None:
            self._next[one] = two
        else:
            self._first[parent] = two
        if two is not None:
            self._before[two] = one
        else:
            self._last[parent] = one

    def _follow(self, ident: int, behind: int | None) -> None:
        at = self._placed(ident)
        if at is not None:
            self.placed[ident] = replace(at, behind=behind)
            if behind is not None:
                self._followers.setdefault(behind, set()).add(ident)

    def _stop_following(self, ident: int) -> None:
        at = self._placed(ident)
        if at is not None and at.behind is not None:
            self._followers.get(at.behind, set()).discard(ident)

    def _placed(self, ident: int) -> Placed | None:
        if ident in self.placed:
            return self.placed[ident]
        one = self._forest.by_id.get(ident)
        return None if one is None else one.placed

    def _look_at(self, parent: int | None) -> None:
        """Learn the order of the ones right below another, and who stands behind whom."""
        if parent in self._last:
            return
        before: int | None = None
        for ident in self._places.children.get(parent, ()):
            self._link(parent, before, ident)
            before = ident
            at = self._forest[ident].placed
            is_put = at is not None and at.parent == parent and ident not in self._places.ignored
            if at is not None and at.behind is not None and is_put:
                self._followers.setdefault(at.behind, set()).add(ident)
        self._link(parent, before, None)
