"""The tree when its data changes under the person."""

from __future__ import annotations

from dataclasses import replace

from forests import forest_of, many, milestone, outline, sample
from reading import shown_lines
from textual.app import App, ComposeResult
from textual.reactive import reactive

from mlv_tui.domain.forest import Forest
from mlv_tui.tui.messages import FoldsChanged, MilestoneHighlighted
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS


async def test_a_forest_may_come_before_the_screen(host, until):
    """What is set before the tree is mounted is shown once it is."""
    tree = MilestoneTree()
    tree.forest = sample()
    tree.folded = DEFAULT_FOLDS | {1}
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        assert len(shown_lines(tree)) == 5
        await until(pilot, lambda: app.heard == [MilestoneHighlighted(1)])


async def test_remembered_folds_can_be_given_back(host):
    """Folds survive a restart; nobody is told of what they asked for themselves."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        tree.folded = DEFAULT_FOLDS | {1, 6}
        await pilot.pause()

        assert len(shown_lines(tree)) == 4
        assert not any(isinstance(one, FoldsChanged) for one in app.heard)


async def test_rows_that_come_above_do_not_move_what_is_looked_at(host):
    """A save in the editor doesn't shift the tree under the cursor."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = many()
        tree.select(150, center=False)
        tree.jump_to(140)
        before = shown_lines(tree)
        inserted = [(ident, 2) for ident in range(1000, 1030)]
        tree.forest = outline((1, 1), *inserted, *((ident, 2) for ident in range(2, 200)))

        assert tree.cursor_id == 150
        assert shown_lines(tree)[1:] == before[1:]
        tree.forest = many()
        assert shown_lines(tree)[1:] == before[1:]


async def test_scrolled_away_the_rows_in_sight_stay(host):
    """With the cursor out of sight, the uppermost row is what holds."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = many()
        tree.jump_to(100)
        before = shown_lines(tree)
        tree.forest = outline((1, 1), (1000, 2), *((ident, 2) for ident in range(2, 200)))

        assert tree.cursor_id == 1
        assert shown_lines(tree) == before


async def test_a_removed_milestone_leaves_the_cursor_beside_it(host):
    """The next sibling takes over."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = outline((1, 1), (2, 2), (3, 2), (4, 2))
        tree.select(3)
        tree.forest = outline((1, 1), (2, 2), (4, 2))

        assert tree.cursor_id == 4


async def test_an_archived_milestone_leaves_the_cursor_where_it_was(host):
    """Archiving doesn't drag the person to the end of the tree."""
    tree = MilestoneTree()
    rows = [milestone(1), milestone(2, 2), milestone(3, 2)]

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = forest_of(*rows)
        tree.select(2)
        rows[1] = replace(rows[1], archived_at=7)
        tree.forest = forest_of(*rows)

        assert tree.cursor_id == 3


class BoundHost(App[None]):
    """Binds its data to the tree, as a screen does."""

    forest: reactive[Forest] = reactive(Forest)
    folded: reactive[frozenset[int]] = reactive(DEFAULT_FOLDS)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield MilestoneTree().data_bind(BoundHost.forest, BoundHost.folded)

    def on_folds_changed(self, message: FoldsChanged) -> None:
        """Remember the folds."""
        self.folded = message.folded


async def test_a_screen_binds_its_data(until):
    """Data flows down, folds come back up, and the next forest keeps them."""
    app = BoundHost()

    async with app.run_test(size=(60, 20)) as pilot:
        tree = app.query_one(MilestoneTree)
        app.forest = sample()
        await until(pilot, lambda: tree.row_count == 9)
        tree.focus()
        await pilot.press("h")
        await until(pilot, lambda: 1 in app.folded)
        app.forest = sample()

        assert tree.row_count == 5
        app.folded = DEFAULT_FOLDS
        assert tree.row_count == 9
