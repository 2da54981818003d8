"""Filtering on the screen: what is typed is in force at once, and said below if it is wrong."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues, Status
from mlv_tui.domain.query import complete
from mlv_tui.tui.feed import Start
from mlv_tui.tui.filter_words import counted_among, without_words
from mlv_tui.tui.widgets.hint_lines import HintLines


def hints(session, line: str = "#filter") -> list[str]:
    """What stands below a line that is typed into."""
    found = session.screen.query_one(f"{line} HintLines", HintLines)
    return [found.render_line(y).text.rstrip() for y in range(found.size.height)]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("module:Trips status:", "module:Trips"),
        ("module:Trips status:opne", "module:Trips"),
        ("modul:Trips", ""),
        ("(status:open or", "status:open"),
        ("status:open )", "status:open"),
        ("due:<", ""),
        ('"', ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_what_makes_sense_of_a_half_typed_filter_is_in_force(typed: str, left: str) -> None:
    """The words that make none are left out until they do."""
    assert str(without_words(typed, None, "ada")) == left


@given(st.text(alphabet='abst:()"-,<>= or', max_size=12))
def test_whatever_is_typed_something_is_in_force(typed: str) -> None:
    """Words are only left out, and none at all from what can be understood."""
    left = without_words(typed, None, "ada").text

    assert len(left) <= len(typed)
    assert without_words(left, None, "ada").text == left


def test_offers_are_counted_among_what_the_other_words_leave() -> None:
    """Of those that are done for `status:done module:`; in the whole project without others."""
    modules = ("Trips", "Trips", "Price list")
    says = [PlanValues(title=f"M{at}", module=one) for at, one in enumerate(modules)]
    says[0] = replace(says[0], status=Status.DONE)
    ones = [Milestone(at, "a.md", 1, f"m-{at}", 1, one) for at, one in enumerate(says, 1)]
    forest = Forest(ones, [Layout("a.md", (1, 2, 3), (1, 2, 3))])

    def counts(typed: str) -> dict[str, int | None]:
        found = complete(typed, len(typed), forest)
        offers = counted_among(found, typed, forest, "ada").candidates
        return {one.text: one.count for one in offers}

    assert counts("module:") == {"Trips": 2, '"Price list"': 1, "none": 0}
    assert counts("status:done module:") == {"Trips": 1, '"Price list"': 0, "none": 0}
    assert counts('status:open -module:"Price list",')["Trips"] == 1
    assert counts("status:open tri")["module:Trips"] == 1
    assert counts("status:done or tri")["module:Trips"] == 2


async def put_in(session, text: str) -> None:
    """Paste into the line that is typed into."""
    field = session.screen.focused
    wanted = field.value[: field.cursor_position] + text
    field.post_message(events.Paste(text))
    await session.until(lambda: field.value.startswith(wanted))


async def filter_by(session, text: str) -> None:
    """Have a filter in force, its line shut."""
    await session.press("f")
    await put_in(session, text)
    await session.press("enter")
    await session.until(lambda: session.screen.arrangement.query.text == text)


def shown_ids(session) -> set[int]:
    """The milestones that are shown for their own sake."""
    shape = session.tree.rows.shape
    return {ident for ident in shape.ids if ident > 0 and not shape.is_context(ident)}


async def test_a_filter_is_in_force_while_it_is_typed_and_until_esc(open_screen) -> None:
    """Matches stay with what is above them; Enter keeps, Esc brings folds and everything back."""
    async with open_screen() as session:
        parent = await session.go_to("PRIORITY 1")
        await session.press("z", "a")
        blocked = {
            one.id for one in session.screen.forest.by_id.values() if one.status is Status.BLOCKED
        }
        rows = session.tree.row_count

        await session.press("f", *"status", "colon", *"blocked")
        await session.until(lambda: shown_ids(session) == blocked)
        assert f"{len(blocked)} match" in session.line("status")
        assert session.tree.row_count > len(blocked)
        await session.press("enter")
        await session.until(lambda: "filter: status:blocked" in session.line("status"))
        assert session.tree.has_focus

        await session.press("escape")
        await session.until(lambda: session.tree.row_count == rows)
        assert session.tree.cursor_id == parent
        assert parent in session.tree.folded
        assert "filter" not in session.line("status")


async def test_what_makes_no_sense_is_pointed_at_and_stays_in_the_line(open_screen) -> None:
    """The carets stand below the word; what stands beside it is in force meanwhile."""
    async with open_screen() as session:
        await session.press("f")
        await put_in(session, "modul:Trips status:blocked")

        await session.until(lambda: "^^^^^" in hints(session)[0])
        column = session.screen.query_one("#filter Input").region.x
        assert hints(session)[0].index("^") == column
        assert "Did you mean module" in " ".join(hints(session))
        assert all(
            session.screen.forest[one].status is Status.BLOCKED for one in shown_ids(session)
        )
        await session.press("enter")
        assert session.screen.filter_line.is_open
        await session.press("ctrl+u")
        await put_in(session, "module:Tripz")
        await session.until(lambda: "did you mean Trips" in " ".join(hints(session)))
        await session.press("escape")
        assert not session.screen.filter_line.is_open
        assert len(shown_ids(session)) == len(session.screen.forest)


async def test_tab_puts_in_what_is_offered(open_screen) -> None:
    """Fields first, then their values with how many there are; the arrow keys choose."""
    async with open_screen() as session:
        await session.press("f", *"sta")
        await session.until(lambda: "status:" in hints(session)[0])
        await session.press("tab")
        await session.until(lambda: "active" in hints(session)[0])
        await session.press("down", "tab")

        await session.until(lambda: session.screen.filter_line.text == "status:active")
        await session.until(lambda: "14 match" in session.line("status"))
        assert {session.screen.forest[one].status for one in shown_ids(session)} == {Status.ACTIVE}


async def test_ctrl_e_tells_why_a_milestone_is_in_or_out(open_screen) -> None:
    """For the one that the filter took from under the cursor; once more for what is typed then."""
    async with open_screen() as session:
        await session.go_to("Say what to do next")
        await session.press("f")
        await put_in(session, "status:blocked")
        await session.press("ctrl+e")

        await session.until(lambda: "“Say what to do next” is out" in hints(session)[0])
        assert "✗ status:blocked  it is open" in hints(session)[1]
        await put_in(session, ",open")
        await session.until(lambda: "is in" in hints(session)[0])
        assert "✓ status:blocked,open" in hints(session)[1]
        await session.press("enter", "ctrl+e")
        await session.until(lambda: "is in" in hints(session)[0])
        await session.press("ctrl+e")
        await session.until(lambda: "is in" not in hints(session)[0])


async def test_the_cursor_stays_by_its_milestone_whatever_is_typed_and_done(open_screen) -> None:
    """Hidden, it is nearby and comes back with it; what a gesture takes from the filter leaves."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        await session.press("f")
        await put_in(session, "status:blocked")
        await session.until(lambda: session.tree.cursor_id not in (None, ident))
        await session.press("ctrl+u")
        await put_in(session, "status:open")
        await session.press("enter")
        await session.until(lambda: session.tree.cursor_id == ident)

        await session.press("c")

        await session.until(lambda: ident not in shown_ids(session))
        assert session.tree.cursor_id not in (None, ident)


async def test_what_w_goes_to_is_shown_and_ctrl_o_goes_back_under_the_filter(open_screen) -> None:
    """No filter keeps a person from the next action; the way back brings the filter back."""
    async with open_screen() as session:
        await filter_by(session, "status:done")
        await session.press("j")
        before = session.tree.cursor_id

        await session.press("w")
        await session.until(lambda: session.tree.cursor_id != before)
        assert session.screen.forest[session.tree.cursor_id].title == session.next_title()
        assert "filter" not in session.line("status")
        await session.press("ctrl+o")

        await session.until(lambda: session.tree.cursor_id == before)
        await session.until(lambda: "filter: status:done" in session.line("status"))
        await session.press("ctrl+o")
        await session.until(lambda: "nothing to go back to" in session.line("status"))


async def test_a_search_looks_among_what_is_shown(open_screen) -> None:
    """Hits that a filter hides aren't gone to."""
    async with open_screen() as session:
        await filter_by(session, "status:open")
        await session.press("slash", *"trip", "enter")
        await session.until(lambda: session.tree.found)

        assert session.tree.found <= set(session.tree.rows.shape.ids)
        await session.press("escape")
        assert not session.tree.found
        assert session.screen.arrangement.query is not None
        await session.press("slash", *"trip")
        few = len(session.tree.found)
        await session.press("escape", "escape", "slash", *"trip")
        assert len(session.tree.found) > few


async def test_narrowing_and_esc_take_turns(open_screen) -> None:
    """Esc takes the filter first, then widens; `Z` does as well."""
    async with open_screen() as session:
        parent = await session.go_to("PRIORITY 2")
        below = {parent, *session.screen.forest.children[parent]}

        await session.press("Z")
        assert set(session.tree.rows.shape.ids) == below
        await session.until(lambda: "in “PRIORITY 2" in session.line("status"))
        await filter_by(session, "status:active")
        await session.until(lambda: shown_ids(session) < below)
        await session.press("escape")
        assert set(session.tree.rows.shape.ids) == below
        await session.press("escape")
        assert len(session.tree.rows.shape.ids) > len(below)
        await session.press("Z", "Z")
        assert session.screen.arrangement.root is None


async def test_each_key_that_prints_goes_into_the_line(open_screen) -> None:
    """No letter acts while a filter is typed, whatever is pasted; nothing in it is obeyed."""
    printable = string.digits + string.ascii_letters + string.punctuation + " é言"
    async with open_screen() as session:
        await session.press("f")
        field = session.screen.query_one("#filter Input")
        for char in printable:
            field.post_message(events.Key(char, char))
        await session.until(lambda: field.value == printable)
        assert session.screen.filter_line.is_open
        field.post_message(events.Paste("\x1b[31mred"))

        await session.until(lambda: field.value.endswith("[31mred"))
        assert "\x1b" not in field.value


async def test_a_filter_that_is_being_typed_is_for_the_project_that_opens(open_screen) -> None:
    """It is judged by the milestones that are there then, and completed from them."""
    async with open_screen() as session:
        ask = session.screen.workspace.ask
        other = await ask(lambda asked: asked.add_project("Other"))
        await ask(lambda asked: asked.edits.add(other.id, "Zebra", values={"module": "Zoo"}))
        await session.press("f", *"module", "colon")
        await session.until(lambda: any("Offers" in line for line in hints(session)))

        session.screen.open(Start(project=other.slug))

        await session.until(lambda: any("Zoo" in line for line in hints(session)))
        assert not any("Offers" in line for line in hints(session))
