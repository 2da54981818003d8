"""The tree as people see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from forests import forest_of, milestone, outline, sample
from reading import row, shown_lines
from rich.cells import cell_len

from mlv_tui.domain.milestone import Mine, Status
from mlv_tui.tui.widgets.milestone_tree import MilestoneTree

HOSTILE = [
    "[bold red]x[/]",
    "[/]",
    "[@click=app.quit]q[/]",
    "\x1b]52;c;aGk=\x07",
    "\u202eevil\u2066",
    "\x9b31m",
    "a\u0301" * 2000,
    "e" * 10_000,
    "漢" * 10_000,
    "👩\u200d👩\u200d👧" * 50,
    "a\u200d" * 5000,
    "\ud800",
    "",
]

ACTING = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F))}
"""Characters that a terminal obeys."""


async def test_the_tree_draws_titles_glyphs_and_columns(host):
    """A person sees what stands where, and what about it."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(74, 20)):
        tree.forest = sample()

        assert shown_lines(tree)[0].startswith("▏ ▾ ○ Milestones module")
        assert row(tree, "Link milestone").split()[-4:] == ["Trips", "Trip", "G2", "P1"]
        assert row(tree, "Detached").split() == ["▸", "◌", "Detached", "1"]
        assert row(tree, "Archived").split() == ["▸", "▫", "Archived", "2"]


@pytest.mark.parametrize("case", range(len(HOSTILE)))
@pytest.mark.parametrize("width", [20, 36, 74])
async def test_hostile_titles_are_text(host, case, width):
    """Nothing in a title acts, hides, or breaks the line."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(width, 4)):
        title = HOSTILE[case]
        tree.forest = forest_of(milestone(1, 1, title, module=title, anchor=title))
        tree.search_text = title[:3]
        strip = tree.render_line(0)

        assert strip.cell_length == cell_len(strip.text) == width
        assert ACTING.isdisjoint(strip.text)


@pytest.mark.parametrize("width", [12, 20, 36, 50, 74, 120])
async def test_titles_keep_twelve_cells(host, width):
    """Columns give way, deep rows are indented less, the title stays readable."""
    tree = MilestoneTree()
    deep = outline(*((ident, ident) for ident in range(1, 60)))

    async with host(tree).run_test(size=(width, 70)):
        tree.forest = deep

        for y in range(59):
            assert cell_len(tree.render_line(y).text) == width
        if width >= 20:
            assert "Milestone 59" in tree.line_text(58)


async def test_columns_give_way_in_order(host):
    """The module goes first, the priority last."""
    tree = MilestoneTree()
    leaf = milestone(3, 3, "Link", priority=1, module="Trips", anchor="Trip (G2)")

    async with host(tree).run_test(size=(74, 6)) as pilot:
        tree.forest = forest_of(milestone(1), milestone(2, 2), leaf)
        found = []
        for width in range(60, 14, -1):
            await pilot.resize_terminal(width, 6)
            found.append({word for word in ("Trips", "G2", "P1") if word in row(tree, "Link")})

    steps = [found[0], *(b for a, b in pairwise(found) if a != b)]
    assert steps == [{"Trips", "G2", "P1"}, {"G2", "P1"}, {"P1"}, set()]


async def test_a_conflict_is_a_sign_and_a_word(host):
    """A conflict is seen without colours, on a narrow pane too."""
    tree = MilestoneTree()
    one = milestone(1, 1, "From the plan", mine={"title": Mine("Mine and rather long", "Base")})

    async with host(tree).run_test(size=(60, 4)) as pilot:
        tree.forest = forest_of(one)
        assert shown_lines(tree)[0].endswith("⚑ conflict")

        await pilot.resize_terminal(30, 4)
        assert shown_lines(tree)[0].endswith("⚑")


async def test_ascii_signs_are_ascii(host):
    """A terminal without Unicode can show all of it."""
    tree = MilestoneTree()
    statuses = [milestone(at, 2, status=status) for at, status in enumerate(Status, 2)]

    async with host(tree).run_test(size=(60, 20)):
        tree.ascii_only = True
        tree.forest = forest_of(milestone(1), *statuses)
        tree.fresh = frozenset({2})
        tree.marked = frozenset({3})
        tree.next_id = 4
        lines = shown_lines(tree)

    assert "".join(lines).isascii()
    assert [line.split("]")[0][-2:] for line in lines[1:]] == ["[ ", "[~", "[!", "[x"]


async def test_marks_that_a_glyph_tells_are_left_out(host):
    """A done milestone isn't ticked twice; one that says TODO by itself keeps its words."""
    tree = MilestoneTree()
    done = milestone(1, 1, "✅ ~~Ship it~~", status=Status.DONE)

    async with host(tree).run_test(size=(60, 4)):
        tree.forest = forest_of(done, milestone(2, 1, "Remove every TODO"))

        assert shown_lines(tree)[0].endswith("✓ Ship it")
        assert shown_lines(tree)[1].endswith("Remove every TODO")


async def test_search_hits_stand_out(host):
    """The matching part of a title has a style of its own, whatever its case."""
    tree = MilestoneTree()

    async with host(tree).run_test(size=(60, 4)):
        tree.forest = forest_of(milestone(1, 1, "Alpha [x] beta"))
        tree.search_text = "BETA"
        texts = [segment.text for segment in tree.render_line(0)]

        assert "beta" in texts
        tree.search_text = "[x"
        assert "[x" in [segment.text for segment in tree.render_line(0)]


async def test_both_themes_tell_rows_apart(host):
    """The cursor's row has a ground of its own in both themes."""
    tree = MilestoneTree()
    app = host(tree)

    async with app.run_test(size=(60, 20)) as pilot:
        tree.forest = sample()
        for theme in ("mlv-dark", "mlv-light"):
            app.theme = theme
            await pilot.pause()
            grounds = [{piece.style.bgcolor for piece in tree.render_line(y)} for y in (0, 1)]

            assert grounds[0].isdisjoint(grounds[1])
