"""The milestones screen as people use it: keys pressed, plans saved beside it."""

from __future__ import annotations

from pathlib import Path

from above import is_above
from databases import on_sqlite
from textual import events
from textual.widgets import OptionList

from mlv_tui.domain.milestone import Status
from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.feed import Start
from mlv_tui.tui.live import LiveState
from mlv_tui.tui.screens.projects import Projects


def save_by_rename(file: Path, text: str) -> None:
    """Save as vim and VS Code do: a new file takes the old one's name."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


async def test_plans_become_a_tree_with_its_next_action(open_screen) -> None:
    """Opening a folder of plans shows their headings, how far they are and what is next."""
    async with open_screen() as session:
        assert session.shows("Milestones module")
        assert "4 plans" in session.line("top")
        assert "live" in session.line("top")
        assert session.next_title() in session.line("next")
        assert "Enter" in session.line("keys")


async def test_a_body_that_is_retyped_shows_in_the_detail_without_a_key(open_screen) -> None:
    """A save of the plan under the shown milestone brings its new text."""
    async with open_screen() as session:
        await session.go_to("House rules")
        file = session.plans / "milestones-module.md"
        text = file.read_text(encoding="utf-8")
        rule = text.split("## 7. House rules ✅")[1].strip().split("\n")[0]

        save_by_rename(file, text.replace(rule, "One rule: be kind."))

        await session.until(lambda: "One rule: be kind." in session.detail.body)


async def test_a_new_heading_and_a_new_order_show_without_a_key_and_statuses_stay(
    open_screen,
) -> None:
    """Adding a heading and swapping two sections costs nobody's status, cursor or scroll row."""
    async with open_screen() as session:
        first = await session.go_to("Group the list by desk")
        await session.press("c")
        await session.until(lambda: session.screen.forest[first].status is Status.DONE)
        file = session.plans / "milestones-module.md"
        text = file.read_text(encoding="utf-8")
        head, rest = text.split("### Group the list by desk", 1)
        body, tail = rest.split("### Rename a step in place", 1)
        row = session.tree.cursor_row - session.tree.scroll_offset.y

        save_by_rename(
            file,
            f"# A brand new goal\n\n{head}### Rename a step in place{tail}\n"
            f"### Group the list by desk{body}",
        )

        await session.until(
            lambda: any(
                one.title == "A brand new goal" for one in session.screen.forest.by_id.values()
            )
        )
        assert session.screen.forest[first].status is Status.DONE
        assert not session.screen.forest[first].is_detached
        assert session.tree.cursor_id == first
        assert session.tree.cursor_row - session.tree.scroll_offset.y == row


async def test_half_typed_text_survives_a_save(open_screen) -> None:
    """What somebody types into the search stays while a plan is saved beside it."""
    async with open_screen() as session:
        await session.press("slash", "o", "f", "f")
        file = session.plans / "release-2.4.md"

        save_by_rename(file, file.read_text(encoding="utf-8") + "\n## One more thing\n")

        await session.until(lambda: session.id_of_or_none("One more thing"))
        await session.press("e", "r")
        assert session.screen.query_one("#search").value == "offer"
        assert session.screen.query_one("#search").has_focus


async def test_c_completes_and_opens_again(open_screen) -> None:
    """`c` completes the milestone under the cursor, again opens it; the line says what happened."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")

        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.DONE)
        await session.until(lambda: "is done" in session.line("status"))
        await session.press("c")
        await session.until(lambda: session.screen.forest[ident].status is Status.OPEN)

        assert session.screen.forest[ident].mine == {}


async def test_completing_a_parent_asks_once_and_esc_changes_nothing(open_screen) -> None:
    """A parent with open milestones below is completed alone, with all of them, or not at all."""
    async with open_screen() as session:
        parent = await session.go_to("PRIORITY 2")
        children = session.screen.forest.children[parent]

        await session.press("c")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)
        await session.press("escape")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 1)
        assert session.screen.forest[parent].status is Status.OPEN

        await session.press("c")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)
        await session.press("j", "enter")
        await session.until(lambda: session.screen.forest[parent].status is Status.DONE)
        assert all(session.screen.forest[one].status is Status.DONE for one in children)


async def test_w_goes_to_the_next_action_then_to_the_one_after(open_screen) -> None:
    """`w` moves the cursor to what the next line names; pressed again, to the one after."""
    async with open_screen() as session:
        await session.press("w")
        assert session.screen.forest[session.tree.cursor_id].title == session.next_title()

        first = session.tree.cursor_id
        await session.press("w")

        assert session.tree.cursor_id != first


async def test_search_goes_from_hit_to_hit_and_esc_drops_it(open_screen) -> None:
    """`/` goes to the first hit while typing, `n` and `N` go on and back, Esc forgets it."""
    async with open_screen() as session:
        await session.press("slash", *"checks", "enter")
        hits = session.screen.query_one("#tree").found
        assert len(hits) > 1
        first = session.tree.cursor_id
        assert first in hits

        await session.press("n")
        assert session.tree.cursor_id in hits - {first}
        await session.press("N")
        assert session.tree.cursor_id == first
        await session.press("escape")
        assert not session.tree.found
        assert "checks" not in session.line("status")


async def test_a_search_that_is_left_goes_back_to_where_it_began(open_screen) -> None:
    """Esc in the search line brings the cursor back."""
    async with open_screen() as session:
        before = session.tree.cursor_id

        await session.press("slash", *"afterwards")
        assert session.tree.cursor_id != before
        await session.press("escape")

        assert session.tree.cursor_id == before
        assert session.tree.has_focus


async def test_folds_are_remembered_across_restarts(open_screen) -> None:
    """What was folded is folded when the screen opens again."""
    async with open_screen() as session:
        await session.press("z", "M")
        assert len(session.tree.folded) > 0
        folded = session.tree.folded

    async with open_screen() as session:
        await session.until(lambda: session.tree.folded == folded)
        assert not session.shows("House rules")


async def test_chords_fold_to_a_level(open_screen) -> None:
    """`z1` shows the roots, `z2` one level more, `zR` everything; half a chord is shown."""
    async with open_screen() as session:
        everything = session.tree.row_count

        await session.press("z")
        assert "z…" in session.line("status")
        await session.press("1")
        roots = session.tree.row_count
        await session.press("z", "2")
        two_levels = session.tree.row_count
        await session.press("z", "R")

        assert roots < two_levels < session.tree.row_count == everything


async def test_another_session_s_edit_shows_and_is_marked(open_screen) -> None:
    """What a colleague does on the same database ticks on this screen."""
    async with open_screen() as session:
        ident = session.id_of("Say what to do next")
        colleague = Workspace(session.settings)

        colleague.edits.set_status([ident], Status.ACTIVE)
        colleague.close()

        await session.until(lambda: session.screen.forest[ident].status is Status.ACTIVE)
        assert ident in session.tree.fresh


async def test_a_plan_that_cant_be_read_is_told_and_the_others_go_on(open_screen) -> None:
    """An emptied plan keeps its milestones, says what to do, and recovers by itself."""
    async with open_screen() as session:
        file = session.plans / "release-2.4.md"
        text = file.read_text(encoding="utf-8")
        count = len(session.screen.forest.order)

        file.write_text("", encoding="utf-8")
        await session.until(lambda: "1 unreadable" in session.line("top"))
        assert "is empty" in session.line("status")
        assert len(session.screen.forest.order) == count

        file.write_text(text, encoding="utf-8")
        await session.until(lambda: "1 unreadable" not in session.line("top"))
        assert len(session.screen.forest.order) == count


async def test_r_reads_again_and_says_what_changed(open_screen) -> None:
    """`r` reads all plans, and says so even if nothing changed."""
    async with open_screen() as session:
        await session.press("r")

        await session.until(lambda: "nothing changed" in session.line("status"))


async def test_the_picker_opens_another_project(open_screen, tmp_path: Path) -> None:
    """`P` lists the projects, narrowed by `/` and letters; Enter opens one."""
    other = tmp_path / "garden"
    other.mkdir()
    (other / "beds.md").write_text("# Dig the beds\n", encoding="utf-8")
    async with open_screen() as session:
        colleague = Workspace(session.settings)
        colleague.add_project("garden", [other])
        colleague.close()

        await session.press("P")
        await session.until(lambda: is_above(session, Projects))
        await session.press("slash", *"gard", "enter")

        await session.until(lambda: session.shows("Dig the beds"))
        assert "garden" in session.line("top")
        (other / "beds.md").write_text("# Dig the beds\n\n## Sow\n", encoding="utf-8")
        await session.until(lambda: session.shows("Sow"))


async def test_narrow_screens_show_the_detail_on_enter(open_screen) -> None:
    """At 80×24 Enter shows the milestone over the whole width, Esc goes back to the tree."""
    async with open_screen(size=(80, 24)) as session:
        assert not session.detail.display

        await session.press("enter")
        await session.until(lambda: session.detail.display and not session.tree.display)
        await session.until(lambda: "Esc back" in session.line("keys"))
        await session.press("escape")

        await session.until(lambda: session.tree.display and not session.detail.display)
        assert session.tree.has_focus


async def test_help_lists_every_key_of_the_screen(open_screen) -> None:
    """`?` shows the keys that the bindings declare."""
    async with open_screen(size=(120, 60)) as session:
        await session.press("question_mark")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)

        text = str(session.pilot.app.screen.query_one("Static").render())
        for said in ("Next row", "Complete, or open again", "Search titles", "Read all plans"):
            assert said in text


async def test_the_palette_runs_a_command(open_screen) -> None:
    """`Ctrl+p` finds a command by what it says and runs it."""
    async with open_screen() as session:
        await session.press("ctrl+p")
        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)
        await session.press(*"fold all")
        offers = session.pilot.app.screen.query_one(OptionList)
        await session.until(
            lambda: offers.option_count and "Fold all" in str(offers.get_option_at_index(0).prompt)
        )
        await session.press("enter")

        await session.until(lambda: len(session.tree.folded) > 0)


async def test_y_says_when_there_is_no_prompt_starter(open_screen) -> None:
    """`Y` on a milestone without one says so instead of copying nothing."""
    async with open_screen() as session:
        await session.go_to("House rules")

        await session.press("Y")

        await session.until(lambda: "no prompt starter" in session.line("status"))


async def test_y_copies_the_prompt_starter(open_screen) -> None:
    """`Y` copies the shown milestone's prompt starter and says how."""
    async with open_screen() as session:
        await session.go_to("Let a milestone point at a trip")
        await session.until(lambda: session.detail.prompt_starters)

        await session.press("Y")

        await session.until(lambda: "copied" in session.line("status"))
        assert session.pilot.app.clipboard == session.detail.prompt_starters[0].text


async def test_hostile_titles_are_shown_as_text(open_screen, plans: Path) -> None:
    """Markup, actions and escapes in a heading are letters on the screen and nothing else."""
    hostile = (
        "# [bold red]loud[/] [@click=app.quit]x[/]\n\n## \x1b]52;c;aGk=\x07 \x1b[2J end\n\n"
        "## \u202egnirts\u202c\n\n## " + "long " * 2000 + "\n\n[/b]\n[@click=app.quit]go[/]\n"
    )
    (plans / "a-hostile.md").write_text(hostile, encoding="utf-8")
    async with open_screen() as session:
        await session.until(lambda: session.shows("[bold red]loud[/]"))

        for row in session.rows():
            assert not any(ord(char) < 32 or 0x80 <= ord(char) < 0xA0 for char in row)
            assert "\u202e" not in row
        for _ in range(6):
            await session.press("j")
        assert session.pilot.app.is_running


async def test_what_is_typed_right_after_a_key_goes_where_that_key_led(open_screen) -> None:
    """A burst of keys, as from a paste or a slow line, searches; none of it acts on the tree."""
    async with open_screen() as session:
        before = {one.id: one.status for one in session.screen.forest.by_id.values()}

        for key in ("slash", *"checks"):
            session.pilot.app.post_message(events.Key(key, "/" if key == "slash" else key))

        await session.until(lambda: session.screen.query_one("#search").value == "checks")
        assert {one.id: one.status for one in session.screen.forest.by_id.values()} == before


async def test_plans_that_another_session_adds_are_followed_too(
    open_screen, tmp_path: Path
) -> None:
    """A folder that a colleague adds to the project is shown, and its saves as well."""
    more = tmp_path / "more"
    more.mkdir()
    (more / "extra.md").write_text("# Extra work\n", encoding="utf-8")
    async with open_screen() as session:
        colleague = Workspace(session.settings)
        colleague.add_project("plans", [more])
        colleague.close()
        await session.until(lambda: session.id_of_or_none("Extra work"))
        await session.until(lambda: len(session.screen.project.roots) == 2)

        save_by_rename(more / "extra.md", "# Extra work\n\n## And more\n")

        await session.until(lambda: session.id_of_or_none("And more"))


async def test_c_twice_in_a_burst_completes_and_opens_again(open_screen) -> None:
    """Gestures run one after the other: the second sees what the first one did."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")
        version = session.screen.forest[ident].version

        session.burst("c", "c")

        await session.until(lambda: session.screen.forest[ident].version == version + 2)
        assert session.screen.forest[ident].status is Status.OPEN


async def test_quitting_right_after_c_loses_nothing(open_screen) -> None:
    """`c` and `q` in one burst: the milestone is done."""
    async with open_screen() as session:
        ident = await session.go_to("Say what to do next")

        session.burst("c", "q")
        await session.until(lambda: not session.pilot.app.is_running)

        later = Workspace(session.settings)
        forest = later.forest(later.project_of(ident).id)
        later.close()
        assert forest[ident].status is Status.DONE


@on_sqlite
async def test_a_database_that_goes_away_is_told_and_so_is_its_return(open_screen) -> None:
    """The top line says offline while the file is gone, and live once it is back."""
    async with open_screen() as session:
        database = session.settings.database
        files = [database, *database.parent.glob("*-wal"), *database.parent.glob("*-shm")]
        away = [file.rename(file.with_name(f"{file.name}.away")) for file in files]
        await session.until(lambda: "offline" in session.line("top"))

        await session.press("c")
        await session.until(lambda: "removed or replaced" in session.line("status"))

        for file, moved in zip(files, away, strict=True):
            moved.rename(file)
        await session.until(lambda: "live" in session.line("top"))


async def test_switching_projects_while_somebody_writes_ends_in_one_project(
    open_screen, tmp_path: Path
) -> None:
    """Heading, tree and plans are of the same project, however busy the others are."""
    other = tmp_path / "garden"
    other.mkdir()
    (other / "beds.md").write_text("# Dig the beds\n", encoding="utf-8")
    async with open_screen() as session:
        colleague = Workspace(session.settings)
        colleague.add_project("garden", [other])
        ident = session.id_of("Say what to do next")

        session.screen.open(Start(project="garden"))
        for status in (Status.ACTIVE, Status.DONE) * 3:
            colleague.edits.set_status([ident], status)
        colleague.close()

        await session.until(lambda: session.shows("Dig the beds"))
        assert "garden" in session.line("top")
        assert session.screen.project.slug == "garden"
        assert session.screen.live.state is LiveState.LIVE


async def test_a_click_on_the_project_opens_the_picker(open_screen) -> None:
    """The top line is a button as well."""
    async with open_screen() as session:
        await session.pilot.click("#top")

        await session.until(lambda: len(session.pilot.app.screen_stack) == 2)


async def test_r_says_what_changed(open_screen) -> None:
    """`r` tells of what it found, if it found it before the watch did."""
    async with open_screen() as session:
        file = session.plans / "release-2.4.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n## One more\n", encoding="utf-8")

        await session.press("r")

        await session.until(lambda: "1 new" in session.line("status"))


def without_groups(text: str) -> str:
    """Cut a heading with its text out of a plan."""
    head, _, tail = text.partition("### Group the list by desk")
    return f"{head}### {tail.partition('### ')[2]}"


async def test_a_milestone_that_vanishes_for_a_moment_keeps_the_cursor(open_screen) -> None:
    """A section that is cut and pasted back: the cursor is back on its milestone and line."""
    async with open_screen() as session:
        ident = await session.go_to("Group the list by desk")
        line = session.tree.cursor_row - session.tree.scroll_offset.y
        file = session.plans / "milestones-module.md"
        text = file.read_text(encoding="utf-8")

        save_by_rename(file, without_groups(text))
        await session.until(lambda: session.screen.forest[ident].is_detached)
        await session.until(lambda: not session.shows("Group the list by desk"))
        save_by_rename(file, text)

        await session.until(lambda: not session.screen.forest[ident].is_detached)
        await session.until(lambda: session.tree.cursor_id == ident)
        assert session.tree.cursor_row - session.tree.scroll_offset.y == line


async def test_a_person_who_moved_on_is_not_called_back(open_screen) -> None:
    """After a key of their own, the cursor stays where they went."""
    async with open_screen() as session:
        ident = await session.go_to("Group the list by desk")
        file = session.plans / "milestones-module.md"
        text = file.read_text(encoding="utf-8")
        save_by_rename(file, without_groups(text))
        await session.until(lambda: session.screen.forest[ident].is_detached)

        await session.press("j", "j")
        there = session.tree.cursor_id
        save_by_rename(file, text)

        await session.until(lambda: not session.screen.forest[ident].is_detached)
        assert session.tree.cursor_id == there
