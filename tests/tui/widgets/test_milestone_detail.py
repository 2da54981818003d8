"""The detail as people see and drive it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forests import forest_of, milestone, sample
from rich.cells import cell_len

from mlv_tui.domain.milestone import Mine, Status
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.tui.widgets.milestone_detail import MilestoneDetail

HOUR = 3_600_000
NOW = 1_700_000_000_000
LONG = "\n\n".join(f"Paragraph {number}." for number in range(60))


def text_of(detail: MilestoneDetail) -> str:
    """Return what can be read."""
    return "\n".join(detail.line_text(y) for y in range(detail.size.height)).rstrip()


async def test_all_that_is_known_is_shown(host, until):
    """Title, state, where it comes from, notes, prompt and plan, in this order."""
    detail = MilestoneDetail()
    one = milestone(
        1,
        title="Link milestone → entityId",
        priority=1,
        module="Trips",
        anchor="Trip (G2)",
        owner="ada",
        due="2030-01-31",
        notes="Waits for the id column.",
        updated_at=NOW - 2 * HOUR,
    )

    async with host(detail).run_test(size=(48, 30)) as pilot:
        detail.forest = forest_of(one)
        detail.shown_id, detail.now = 1, NOW
        detail.body = "The relation is **optional**.\n\n- [x] a\n- [ ] b"
        detail.prompt_starters = (PromptStarter("Add optional tripId.", 3),)
        await until(pilot, lambda: "Plan" in text_of(detail))

        assert text_of(detail).split("\n") == [
            "Link milestone → entityId",
            "○ open   P1   Trips   → Trip (G2)",
            "owner ada · due 2030-01-31",
            "core.md:1 · changed 2 h ago",
            "",
            "Notes " + "─" * 38,
            "Waits for the id column.",
            "",
            "Prompt starter " + "─" * 20 + " Y copies",
            "▏ Add optional tripId.",
            "",
            "Plan " + "─" * 33 + " 1/2 ✓",
            "The relation is optional.",
            "",
            "✓ a",
            "○ b",
        ]


async def test_empty_sections_are_left_out(host, until):
    """No notes, no prompt, no plan: no heads either."""
    detail = MilestoneDetail()

    async with host(detail).run_test(size=(48, 30)) as pilot:
        detail.forest, detail.shown_id = forest_of(milestone(1)), 1
        await until(pilot, lambda: "core.md:1" in text_of(detail))

        assert "─" not in text_of(detail)


async def test_a_parent_shows_its_roll_up(host, until):
    """What is below counts."""
    detail = MilestoneDetail()
    rows = [
        milestone(1),
        milestone(2, 2, status=Status.DONE),
        milestone(3, 2, status=Status.ACTIVE),
    ]

    async with host(detail).run_test(size=(60, 30)) as pilot:
        detail.forest, detail.shown_id = forest_of(*rows), 1
        await until(pilot, lambda: "1/2 done · 1 active" in text_of(detail))


async def test_a_conflict_shows_all_three_sides(host, until):
    """Base, mine and plan stand below each other."""
    detail = MilestoneDetail()
    one = milestone(1, 1, "From the plan", mine={"title": Mine("My title", "First title")})

    async with host(detail).run_test(size=(60, 30)) as pilot:
        detail.forest, detail.shown_id = forest_of(one), 1
        await until(pilot, lambda: "Conflict: title" in text_of(detail))
        words = [line.split(maxsplit=1) for line in text_of(detail).split("\n")]

        assert ["base", "First title"] in words
        assert ["mine", "My title"] in words
        assert ["plan", "From the plan"] in words


async def test_hints_stand_in_for_what_is_not_there(host, until):
    """An empty project says what to do, an empty selection what it waits for."""
    detail = MilestoneDetail()

    async with host(detail).run_test(size=(60, 30)) as pilot:
        await until(pilot, lambda: "No milestones yet." in text_of(detail))
        detail.forest = sample()
        await until(pilot, lambda: "Nothing selected." in text_of(detail))
        detail.shown_id = 12345
        await until(pilot, lambda: "Nothing selected." in text_of(detail))


async def test_another_milestone_is_shown_from_its_top_and_a_refresh_keeps_the_place(host, until):
    """A save in the editor doesn't scroll what one reads."""
    detail = MilestoneDetail()

    async with host(detail).run_test(size=(60, 12)) as pilot:
        detail.forest, detail.shown_id, detail.body = sample(), 1, LONG
        await until(pilot, lambda: detail.line_count > 60)
        await pilot.press("ctrl+d", "j", "j", "k")
        assert detail.scroll_offset.y == 7

        detail.body = LONG + "\n\nThe end."
        await until(pilot, lambda: detail.line_count == 126)
        assert detail.scroll_offset.y == 7

        detail.shown_id = 2
        await until(pilot, lambda: "Next steps" in text_of(detail))
        assert detail.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("keys", "top"),
    [("G", -1), ("end home", 0), ("pagedown pagedown pageup", 6), ("down down up", 1)],
)
async def test_keys_scroll(host, until, keys, top):
    """The same keys as in the tree."""
    detail = MilestoneDetail()

    async with host(detail).run_test(size=(60, 12)) as pilot:
        detail.forest, detail.shown_id, detail.body = sample(), 1, LONG
        await until(pilot, lambda: detail.line_count > 60)
        await pilot.press(*keys.split())

        assert detail.scroll_offset.y == (top if top >= 0 else detail.line_count - 12)


async def test_what_is_set_in_one_go_is_laid_out_once(host, until):
    """A cursor move costs one layout."""
    detail = MilestoneDetail()

    async with host(detail).run_test(size=(60, 12)) as pilot:
        await until(pilot, lambda: "No milestones yet." in text_of(detail))
        counted = []
        lay_out = detail._lay_out
        detail._lay_out = lambda: (counted.append(1), lay_out())
        detail.forest, detail.shown_id, detail.body, detail.now = sample(), 1, LONG, NOW
        await until(pilot, lambda: detail.line_count > 60)

        assert len(counted) == 1


@pytest.mark.parametrize("width", [8, 20, 36, 80])
async def test_hostile_text_is_text(host, until, width):
    """Nothing from plan or person acts or breaks a line."""
    evil = "[bold red]x[/] \x1b]52;c;aGk=\x07 \x9b31m \u202e[/] [@click=app.quit]q[/] " + "漢" * 500
    detail = MilestoneDetail()
    one = milestone(1, 1, evil, module=evil, anchor=evil, owner=evil, due=evil, notes=evil)
    one = replace(one, mine={"title": Mine(evil + "!", "b")}, plan=evil)

    async with host(detail).run_test(size=(width, 60)) as pilot:
        detail.forest, detail.shown_id, detail.body = forest_of(one), 1, evil
        detail.prompt_starters = (PromptStarter(evil, 1), PromptStarter("\x1b[2J\n" * 40, 2))
        await until(pilot, lambda: detail.line_count > 20)
        strips = [detail.render_line(y) for y in range(60)]

        assert all(cell_len(strip.text) == detail.size.width for strip in strips)
        assert all(strip.text.isprintable() for strip in strips)


async def test_a_long_prompt_is_shown_in_part(host, until):
    """The plan stays in reach; copying takes all of the prompt."""
    detail = MilestoneDetail()
    prompt = PromptStarter("\n".join(f"line {number}" for number in range(50)), 1)

    async with host(detail).run_test(size=(60, 30)) as pilot:
        detail.forest, detail.shown_id, detail.prompt_starters = sample(), 1, (prompt,)
        await until(pilot, lambda: "… 38 more lines" in text_of(detail))


async def test_ascii_signs_are_ascii(host, until):
    """A terminal without Unicode can show all of it."""
    detail = MilestoneDetail()
    one = milestone(1, anchor="Trip (G2)", mine={"title": Mine("a", "b")}, notes="n")

    async with host(detail).run_test(size=(60, 30)) as pilot:
        detail.ascii_only = True
        detail.forest = forest_of(one, milestone(2, 2))
        detail.shown_id, detail.body = 1, "- [x] a\n\n> q\n\n|a|b|\n|-|-|"
        detail.prompt_starters = (PromptStarter("p", 1),)
        await until(pilot, lambda: "Plan" in text_of(detail))

        assert text_of(detail).replace("·", "").isascii()
