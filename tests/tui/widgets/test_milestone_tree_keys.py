"""The tree as people drive it, by key and by mouse."""

from __future__ import annotations

import pytest
from forests import many, outline, sample
from reading import shown_lines
from textual import events

from mlv_tui.tui.messages import FoldsChanged, MilestoneChosen, MilestoneHighlighted
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree


async def test_the_wheel_scrolls_and_leaves_the_cursor(host, until):
    """Looking around doesn't move what is selected."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)) as pilot:
        tree.forest = many()
        await pilot.pause()
        await pilot._post_mouse_events([events.MouseScrollDown], tree, offset=(5, 5))
        await until(pilot, lambda: tree.scroll_offset.y > 0)

        assert tree.cursor_id == 1


async def test_an_empty_tree_says_so(host):
    """An empty project isn't a blank pane."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(40, 5)) as pilot:
        await pilot.press("j", "k", "G", "h", "l", "enter", "left_curly_bracket")
        await tree.run_action("toggle_fold")

        assert shown_lines(tree) == ["  No milestones yet."]
        assert tree.cursor_id is None


@pytest.mark.parametrize(
    ("keys", "ident"),
    [
        ("j", 2),
        ("j j j k", 3),
        ("down down up", 2),
        ("G", None),
        ("G home", 1),
        ("l", 2),
        ("l l", 3),
        ("l l h", 2),
        ("right_curly_bracket", 6),
        ("right_curly_bracket left_curly_bracket", 1),
        ("j right_curly_bracket", 5),
        ("ctrl+d", 6),
        ("pagedown pageup", 1),
    ],
)
async def test_keys_move_the_cursor(host, keys, ident):
    """Each key goes where help says."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 11)) as pilot:
        tree.forest = sample()
        await pilot.press(*keys.split())

        assert tree.cursor_id == ident


async def test_left_folds_and_right_unfolds(host, until):
    """The arrow shows it, the screen hears of it."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        await pilot.press("h")

        assert "▸ ○ Milestones module" in shown_lines(tree)[0]
        assert 1 in tree.folded
        await until(pilot, lambda: any(isinstance(one, FoldsChanged) for one in app.heard))
        await pilot.press("l")
        assert "▾ ○ Milestones module" in shown_lines(tree)[0]


@pytest.mark.parametrize(
    ("action", "count"),
    [("fold_to_level(1)", 4), ("fold_to_level(2)", 7), ("fold_to_level(3)", 9), ("unfold_all", 12)],
)
async def test_folding_by_level(host, action, count):
    """zM, z1, z2, z3 and zR show as many levels as they say."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = sample()
        await tree.run_action(action)

        assert len(shown_lines(tree)) == count


async def test_folding_over_the_cursor_leaves_it_on_what_hides_it(host):
    """The cursor never vanishes."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = sample()
        tree.select(3)
        await tree.run_action("fold_to_level(1)")

        assert tree.cursor_id == 1


async def test_selecting_reveals(host):
    """Going to the next action unfolds what hides it."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)):
        tree.forest = sample()
        await tree.run_action("fold_to_level(1)")
        tree.select(9, center=True)

        assert tree.cursor_id == 9
        assert "Below the old idea" in "\n".join(shown_lines(tree))


async def test_enter_chooses_a_milestone_and_unfolds_a_group(host, until):
    """Enter does what is sensible where the cursor is."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        await pilot.press("enter", "G", "enter")

        await until(pilot, lambda: MilestoneChosen in map(type, app.heard))
        assert "Old idea" in "\n".join(shown_lines(tree))


async def test_each_milestone_is_announced_once(host, until):
    """The screen hears of every milestone that the cursor comes to, and of no other."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        await pilot.press("j", "j", "G")

        await until(pilot, lambda: len(app.heard) == 4)
        tree.forest = sample()
        await pilot.pause()
        assert app.heard == [MilestoneHighlighted(ident) for ident in (1, 2, 3, None)]


async def test_clicks_fold_move_and_choose(host, until):
    """The arrow folds, a row takes the cursor, a double click chooses."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        await pilot.pause()
        await pilot.click(tree, offset=(10, 2))
        assert tree.cursor_id == 3

        await pilot.click(tree, offset=(4, 1))
        assert 2 in tree.folded
        assert tree.cursor_id == 2

        await pilot.double_click(tree, offset=(10, 0))
        await until(pilot, lambda: any(isinstance(one, MilestoneChosen) for one in app.heard))
        assert tree.cursor_id == 1


async def test_a_chain_of_thousands_can_be_walked(host):
    """A deep chain neither raises nor hides its titles."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 20)) as pilot:
        tree.forest = outline(*((ident, ident) for ident in range(1, 2001)))
        await pilot.press("G", "h", "h")
        await tree.run_action("fold_to_level(1)")
        await tree.run_action("unfold_all")
        tree.select(1999)

        assert any("Milestone 1999" in line for line in shown_lines(tree))
