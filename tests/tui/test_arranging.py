"""Groups, orders, saved views, and going far and back, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from finding import find
from textual.widgets import OptionList

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.sorting import SORT_FIELDS
from mlv_tui.domain.view import View
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.ordering import completions
from mlv_tui.tui.screens.view_list import ViewList
from mlv_tui.tui.widgets.tree_layout import TREE, head_id
from mlv_tui.tui.widgets.tree_shape import is_head


def heads(session) -> list[str]:
    """The groups, in the order in which they stand."""
    shape = session.tree.rows.shape
    return [shape.heads[ident].title for ident in shape.ids if ident in shape.heads]


@pytest.mark.parametrize(
    ("typed", "cursor", "replaced", "offered"),
    [
        ("", 0, "", SORT_FIELDS),
        ("pri", 3, "pri", ("priority",)),
        ("priority,-t", 11, "t", ("title",)),
        ("title, ", 7, "", tuple(one for one in SORT_FIELDS if one != "title")),
        ("st,due", 2, "st", ("status",)),
        ("nonsense", 8, "nonsense", ()),
        ("prio -P", 7, "P", ("plan",)),
        ("due\tti,id", 6, "ti", ("title",)),
    ],
)
def test_what_can_be_sorted_by_is_offered(typed, cursor, replaced, offered) -> None:
    """What stands in the line already isn't offered again."""
    found = completions(typed, cursor)

    assert typed[found.at : found.at + found.length] == replaced
    assert tuple(one.text for one in found.candidates) == offered


async def group_by(session, name: str) -> None:
    """Choose what to group by."""
    await session.press("o")
    await session.until(lambda: len(session.pilot.app.screen_stack) == 2)
    offers = session.pilot.app.screen.query_one(OptionList)
    places = [str(offers.get_option_at_index(at).prompt) for at in range(offers.option_count)]
    steps = places.index(name) - offers.highlighted
    await session.press(*["j" if steps > 0 else "k"] * abs(steps), "enter")
    await session.until(lambda: len(session.pilot.app.screen_stack) == 1)


async def test_groups_tell_how_far_they_are_and_fold_like_parents(open_screen, plans) -> None:
    """Heads carry done and all; a fold of one is there again when it is grouped so again."""
    (plans / "ideas.md").write_text("# Ideas, of no module ✅\n", encoding="utf-8")
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await group_by(session, "status")
        assert heads(session) == ["open", "active", "blocked", "done"]
        assert session.tree.cursor_id == ident
        assert session.shows("by status") or "by status" in session.line("status")
        await session.press("g", "g")
        assert session.tree.cursor_id is None
        assert "0/42" in session.rows()[0]

        await session.press("h")
        assert is_head(session.tree.rows.id_at(1))
        await group_by(session, "module")
        assert heads(session) == ["Offers", "Orders", "Projection", "Trips", "no module"]
        await group_by(session, "nothing: the tree")
        assert heads(session) == []
        await group_by(session, "status")
        assert head_id(GroupBy.STATUS, "open") in session.tree.folded
        assert is_head(session.tree.rows.id_at(1))


async def test_a_gesture_in_a_group_takes_the_milestone_to_another(open_screen) -> None:
    """The cursor goes along into a group that is unfolded; the heads count anew."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await group_by(session, "status")
        done = head_id(GroupBy.STATUS, "done")
        before = session.tree.rows.shape.heads[done].progress.done

        await session.press("c")

        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.until(lambda: session.tree.rows.shape.heads[done].progress.done == before + 1)
        assert session.tree.cursor_id == ident


async def test_an_order_is_in_force_while_it_is_typed(open_screen) -> None:
    """Fields are offered; several count one after the other; a wrong one is pointed at."""
    async with open_screen() as session:
        first = session.tree.rows.shape.ids[0]
        await session.press("O", *"titl", "tab")
        await session.until(lambda: "sort: title" in session.line("status"))
        roots = [session.tree.rows.shape.ids[place] for place in session.tree.rows.shape.roots]
        titles = [session.screen.forest[one].title for one in roots if one > 0]
        assert titles == sorted(titles, key=str.casefold)
        await session.press("comma", *"nonsense", "enter")
        assert session.screen.sort_line.is_open

        await session.press(*["backspace"] * 8, "minus", *"due", "enter")
        await session.until(lambda: "sort: title,-due" in session.line("status"))
        await session.press("O", "escape")
        await session.until(lambda: "sort" not in session.line("status"))
        assert session.tree.rows.shape.ids[0] == first


async def test_what_is_shown_is_saved_as_a_view_and_called_by_its_number(open_screen) -> None:
    """Filter, groups and how far they are unfolded come back; so it is in the command line."""
    async with open_screen() as session:
        await session.press("f", *"status", "colon", *"open", "enter")
        await group_by(session, "module")
        await session.press("z", "1", "F")
        await session.until(lambda: isinstance(session.pilot.app.screen, ViewList))
        await session.press("s", *"Open", "tab", "3", "enter")
        await session.until(lambda: "g3  Open" in offers(session))
        assert "status:open · by module · folded to 1" in offers(session)
        await session.press("escape", "escape")
        assert session.screen.arrangement.query is None
        await group_by(session, "nothing: the tree")
        assert session.screen.arrangement == TREE

        await session.press("g", "3")

        await session.until(lambda: session.screen.arrangement.query is not None)
        assert session.screen.arrangement.group is GroupBy.MODULE
        assert all(is_head(session.tree.rows.id_at(row)) for row in range(session.tree.row_count))
        assert "view “Open”" in session.line("status")
        await session.press("g", "4")
        await session.until(lambda: "No view is saved as 4" in session.line("status"))
        workspace = Workspace(session.settings)
        (view,) = workspace.views.list(session.screen.project.id)
        workspace.close()
        assert (view.slot, view.filter, view.fold) == (3, "status:open", 1)


def offers(session) -> str:
    """What the list of views says."""
    found = session.pilot.app.screen.query_one(OptionList)
    return "\n".join(str(found.get_option_at_index(at).prompt) for at in range(found.option_count))


async def test_a_view_is_replaced_by_name_and_removed_after_a_question(open_screen) -> None:
    """A name that can't be is said; letters typed into it do nothing else."""
    async with open_screen() as session:
        await session.press("F")
        await session.until(lambda: "none yet" in offers(session))
        await session.press("s", "enter")
        hint = session.pilot.app.screen.query_one(".hint")
        await session.until(lambda: "A view has a name" in str(hint.content))
        await session.press(*"xsjkq", "enter")
        await session.until(lambda: "g1  xsjkq" in offers(session))
        await session.press("s", "enter")
        await session.until(lambda: "is saved" in str(hint.content))
        assert offers(session).count("xsjkq") == 1
        await session.press("s", "tab", "backspace", "delete", "enter")
        await session.until(lambda: "g1" not in offers(session))

        await session.press("x", "enter")
        await session.until(lambda: isinstance(session.pilot.app.screen, ViewList))
        assert "xsjkq" in offers(session)
        await session.press("x", "j", "enter")

        await session.until(lambda: "none yet" in offers(session))
        await session.press("q")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 1)


async def test_the_palette_goes_to_milestones_and_views_of_any_project_and_ctrl_o_back(
    open_screen, tmp_path: Path
) -> None:
    """A few letters find them; the way back opens the project that one came from."""
    other = tmp_path / "billing.md"
    other.write_text("# Billing\n\n## Refunds in foreign money\n", encoding="utf-8")
    async with open_screen() as session:
        ask = session.screen.workspace.ask
        billing = await ask(lambda asked: asked.add_project("Billing", [other]))
        await ask(lambda asked: asked.views.save(billing.id, View("Cash", filter="money")))
        here = await session.go_to("Say what to do next")
        name = session.screen.project.name

        await find(session, "forein refunds")
        await session.until(lambda: session.screen.project.name == "Billing")
        await session.until(lambda: session.tree.cursor_id == session.id_of_or_none("Refunds"))
        await session.press("ctrl+o")
        await session.until(lambda: session.screen.project.name == name)
        await session.until(lambda: session.tree.cursor_id == here)

        await find(session, "view cash")
        await session.until(lambda: "filter: money" in session.line("status"))
        assert session.screen.project.name == "Billing"
        await session.press("ctrl+o")
        await session.until(lambda: session.screen.arrangement == TREE)
        await session.until(lambda: session.tree.cursor_id == here)


async def test_ctrl_o_goes_back_over_searches_and_ends_but_not_over_steps(open_screen) -> None:
    """Each leap is one step back; moving by rows is none."""
    async with open_screen() as session:
        start = await session.go_to("Group the list by desk")
        await session.press("G")
        last = session.tree.cursor_id
        await session.press("k", "slash", *"what", "enter")
        hit = session.tree.cursor_id
        above_last = session.tree.rows.row_of(last)
        await session.press("j", "j", "g", "g")

        await session.press("ctrl+o", "ctrl+o")
        await session.until(lambda: session.tree.cursor_row == above_last - 1)
        assert hit != session.tree.cursor_id
        await session.press("ctrl+o")
        await session.until(lambda: session.tree.cursor_id == start)
