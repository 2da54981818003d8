"""Conflicts between a plan and a person, decided on the screen."""

from __future__ import annotations

from datetime import timedelta

from above import edit, is_above, said, text
from textual import events

from mlv_tui.domain.milestone import Status
from mlv_tui.services.asking import today
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.screens.conflicts import Conflicts
from mlv_tui.tui.screens.milestones import MilestonesScreen
from mlv_tui.tui.screens.three_way import ThreeWayView

TITLES = ("Group the list by desk", "Rename a step in place")


async def disagree(session, *titles: str) -> list[int]:
    """Complete milestones on the screen, then have their plan say that they are under way."""
    ids: list[int] = []
    for title in titles:
        ident = await session.go_to(title)
        await session.press("c")
        await session.until(lambda ident=ident: session.screen.forest[ident].status is Status.DONE)
        edit(session.plans / "milestones-module.md", f"### {title}", f"### {title} 🚧")
        await session.until(lambda ident=ident: session.screen.forest[ident].conflicts)
        ids.append(ident)
    return ids


def is_home(session) -> bool:
    """Tell whether the milestones are on top."""
    return isinstance(session.pilot.app.screen, MilestonesScreen)


def typed(session) -> str:
    """What stands in the value line."""
    return session.pilot.app.screen.query_one("ValueInput").value


async def test_a_conflict_is_counted_badged_and_shown_with_its_key(open_screen) -> None:
    """Top line, tree row and detail tell of it; what the person said is shown meanwhile."""
    async with open_screen(size=(140, 36)) as session:
        assert "conflict" not in session.line("top")

        (ident,) = await disagree(session, "Group the list by desk")

        await session.until(lambda: "1 in conflict" in session.line("top"))
        assert session.shows("⚑ conflict")
        assert session.screen.forest[ident].status is Status.DONE
        detail = session.detail
        await session.until(
            lambda: any("gc decides" in detail.line_text(y) for y in range(detail.size.height))
        )


async def test_gc_without_a_conflict_says_so(open_screen) -> None:
    """Nothing opens."""
    async with open_screen() as session:
        await session.press("g", "c")

        await session.until(lambda: "Nothing is in conflict" in session.line("status"))
        assert is_home(session)


async def test_gc_goes_to_the_only_conflict_and_m_takes_mine(open_screen) -> None:
    """The three sides and what each key will do are shown; `m` keeps the person's value."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.go_to("House rules")

        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))
        assert session.tree.cursor_id == ident
        shown = text(session)
        for words in ("nothing", "done", "active", "it stays “done”", "it becomes “active”"):
            assert words in shown

        await session.press("m")

        await session.until(lambda: is_home(session))
        await session.until(
            lambda: "status is “done”, yours · u undoes it" in session.line("status")
        )
        one = session.screen.forest[ident]
        assert one.status is Status.DONE
        assert not one.conflicts
        await session.press("u")
        await session.until(lambda: session.screen.forest[ident].conflicts == ("status",))


async def test_p_takes_the_plan_s_and_follows_it_from_then_on(open_screen) -> None:
    """Nothing of the person's own is left; the next mark in the plan arrives by itself."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("p")

        await session.until(lambda: session.screen.forest[ident].status is Status.ACTIVE)
        assert session.screen.forest[ident].mine == {}
        edit(session.plans / "milestones-module.md", "by desk 🚧", "by desk ✅")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)


async def test_e_stores_another_value_and_no_key_acts_meanwhile(open_screen) -> None:
    """`m` and `p` are letters while the input has the focus; a wrong word is explained."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("e", "m", "p")
        assert typed(session) == "mp"
        await session.press("enter")
        await session.until(lambda: "open, active, blocked or done" in said(session))
        assert session.screen.forest[ident].conflicts

        await session.press("backspace", "backspace", *"blocked", "enter")

        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)
        assert not session.screen.forest[ident].conflicts
        await session.until(lambda: is_home(session))


async def test_what_is_pasted_is_never_obeyed_by_the_terminal(open_screen) -> None:
    """Escapes in a pasted value are shown as signs."""
    async with open_screen() as session:
        await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))
        await session.press("e")

        session.pilot.app.post_message(events.Paste("\x1b[2Jdone"))

        await session.until(lambda: typed(session).endswith("done"))
        assert "\x1b" not in typed(session)


async def test_esc_leaves_the_input_then_the_view_and_decides_nothing(open_screen) -> None:
    """One layer at a time."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("e", "o", "escape")
        assert is_above(session, ThreeWayView)
        assert session.pilot.app.screen.rows.has_focus
        await session.press("escape")

        await session.until(lambda: is_home(session))
        assert session.screen.forest[ident].conflicts == ("status",)


async def test_several_conflicts_are_listed_from_the_cursor_on(open_screen) -> None:
    """Enter decides one; the list shows what is left and leaves with the last."""
    async with open_screen() as session:
        first, second = await disagree(session, *TITLES)
        await session.press("g", "c")
        await session.until(lambda: is_above(session, Conflicts))
        for title in TITLES:
            assert title in text(session)
        rows = session.pilot.app.screen.rows
        await session.until(lambda: rows.cursor_key == (second, "status"))

        await session.press("enter")
        await session.until(lambda: is_above(session, ThreeWayView))
        await session.press("m")
        await session.until(lambda: is_above(session, Conflicts))
        assert TITLES[1] not in text(session)
        await session.press("enter")
        await session.until(lambda: is_above(session, ThreeWayView))
        await session.press("p")

        await session.until(lambda: is_home(session))
        assert session.screen.forest[first].status is Status.ACTIVE
        assert session.screen.forest[second].status is Status.DONE


async def test_half_typed_text_outlives_a_save_and_a_colleague_s_decision(open_screen) -> None:
    """The input stays open with what was typed; Enter stores it all the same."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))
        await session.press("e", *"bloc")

        edit(session.plans / "milestones-module.md", "by desk 🚧", "by desk ✅")
        await session.until(lambda: not session.screen.forest[ident].conflicts)
        assert typed(session) == "bloc"
        await session.press("k", "e", "d", "enter")

        await session.until(lambda: session.screen.forest[ident].status is Status.BLOCKED)


async def test_a_conflict_that_somebody_else_decides_closes_the_view(open_screen) -> None:
    """The view leaves by itself and says why."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))
        colleague = Workspace(session.settings)

        colleague.edits.set_status([ident], Status.BLOCKED)
        colleague.close()

        await session.until(lambda: is_home(session))
        await session.until(lambda: "in conflict no more" in session.line("status"))


async def test_two_fields_are_decided_one_after_the_other(open_screen) -> None:
    """Each key decides the field under the cursor, and only that one."""
    async with open_screen() as session:
        ident = session.id_of("Group the list by desk")
        colleague = Workspace(session.settings)
        colleague.edits.set_status([ident], Status.DONE)
        colleague.edits.set_shared([ident], "owner", "gus")
        colleague.close()
        edit(
            session.plans / "milestones-module.md",
            "### Group the list by desk\n",
            "### Group the list by desk 🚧\nOwner: hal\n",
        )
        await session.until(lambda: session.screen.forest[ident].conflicts == ("status", "owner"))
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("j", "p")
        await session.until(lambda: session.screen.forest[ident].conflicts == ("status",))
        assert session.screen.forest[ident].shown("owner") == "hal"
        assert is_above(session, ThreeWayView)
        await session.press("m")

        await session.until(lambda: is_home(session))
        assert session.screen.forest[ident].status is Status.DONE


async def test_sides_stand_below_each_other_where_it_is_narrow(open_screen) -> None:
    """At 40×12 all three values and all three keys are there, and no line is cut."""
    async with open_screen(size=(40, 12)) as session:
        await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        shown = text(session)

        for words in ("base  nothing", "mine  done", "plan  active", "take mine: “done”", "edit"):
            assert words in shown


async def test_keys_typed_in_one_burst_decide_only_what_they_were_typed_at(open_screen) -> None:
    """`m` `p` at once: the first decides, the second finds nothing left to decide."""
    async with open_screen() as session:
        (ident,) = await disagree(session, "Group the list by desk")
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        for key in ("m", "p"):
            session.pilot.app.post_message(events.Key(key, key))

        await session.until(lambda: is_home(session))
        await session.until(lambda: "decided before" in session.line("status"))
        assert session.screen.forest[ident].status is Status.DONE


async def test_u_takes_a_decision_back_where_it_says_so(open_screen) -> None:
    """In the view and in the list: the sentence names a key that works right there."""
    async with open_screen() as session:
        first, second = await disagree(session, *TITLES)
        colleague = Workspace(session.settings)
        colleague.edits.set_shared([second], "owner", "gus")
        colleague.close()
        edit(session.plans / "milestones-module.md", "in place 🚧\n", "in place 🚧\nOwner: hal\n")
        await session.until(lambda: session.screen.forest[second].conflicts == ("status", "owner"))
        await session.press("g", "c")
        await session.until(lambda: is_above(session, Conflicts))
        await session.press("enter")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("m")
        await session.until(lambda: "status is “done”, yours · u undoes it" in said(session))
        assert is_above(session, ThreeWayView)
        await session.press("u")
        await session.until(lambda: "undone: resolve: take mine" in said(session))
        assert session.screen.forest[second].conflicts == ("status", "owner")
        await session.press("k", "m")
        await session.until(lambda: session.screen.forest[second].conflicts == ("owner",))
        await session.press("p")

        await session.until(lambda: is_above(session, Conflicts))
        await session.until(lambda: "owner is “hal”, the plan’s · u undoes it" in said(session))
        await session.press("u")
        await session.until(lambda: session.screen.forest[second].conflicts == ("owner",))
        await session.until(lambda: "U brings it back" in said(session))
        await session.press("U")
        await session.until(lambda: not session.screen.forest[second].conflicts)
        assert session.screen.forest[first].conflicts


async def test_a_day_is_typed_as_it_is_in_the_form(open_screen) -> None:
    """`tomorrow` is a day here, too."""
    async with open_screen() as session:
        ident = next(one.id for one in session.screen.forest.by_id.values() if one.shown("due"))
        due = session.screen.forest[ident].shown("due")
        await session.screen.workspace.ask(
            lambda asked: asked.edits.set_shared([ident], "due", "2031-01-02")
        )
        plan = session.plans / session.screen.forest[ident].plan
        edit(plan, f"Due: {due}", "Due: 2031-01-03")
        await session.until(lambda: session.screen.forest[ident].conflicts)
        await session.press("g", "c")
        await session.until(lambda: is_above(session, ThreeWayView))

        await session.press("e", "ctrl+u", *"tomorrow", "enter")

        await session.until(lambda: not session.screen.forest[ident].conflicts)
        tomorrow = today() + timedelta(days=1)
        assert session.screen.forest[ident].shown("due") == tomorrow.isoformat()
