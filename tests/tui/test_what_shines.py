"""What rows are pointed at for: the next action, and what others changed just now."""

from __future__ import annotations

from pathlib import Path

import pytest
from trips import make_plans, says

from mlv_tui.services.workspace import Workspace
from mlv_tui.tui.widgets.next_line import NextLine


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """One small plan."""
    return make_plans(tmp_path)


def next_ids(session) -> tuple[int | None, int | None]:
    """The next action, as the tree marks it and as its line names it."""
    return session.tree.next_id, session.screen.query_one(NextLine).actions[0].id


async def test_the_next_action_is_marked_as_soon_as_it_is_named(open_screen) -> None:
    """Tree and line tell of the same one."""
    async with open_screen() as session:
        first, named = next_ids(session)
        assert first == named
        session.tree.select(first)

        await session.press("c")
        await session.until(lambda: next_ids(session)[1] != first)

        assert next_ids(session)[0] == next_ids(session)[1]


async def test_what_one_undoes_oneself_doesn_t_shine_as_somebody_else_s(open_screen) -> None:
    """What a colleague does shines."""
    async with open_screen() as session:
        ident = await session.go_to("Clothes")
        await session.press("c")
        await says(session, "is done")
        await session.press("u")
        await says(session, "undone")
        await session.press("U")
        await says(session, "done again")
        assert session.tree.fresh == frozenset()

        colleague = Workspace(session.settings)
        colleague.edits.set_shared([ident], "owner", "mia")
        colleague.close()

        await session.until(lambda: session.tree.fresh == {ident})
