"""Anchors and modules on the screen, wherever they are from."""

from __future__ import annotations

from mlv_tui.domain.anchor_rules import AnchorRule, with_rule
from mlv_tui.services.workspace import Workspace

PLAN = """# Desk
Module: Trips

## Implement Trip Sync

## Cook the food

## Pay -> Order (G20)
"""


async def test_what_is_derived_is_seen_and_a_colleagues_rule_shows_without_a_key(
    open_screen, plans
) -> None:
    """Tree, detail and roll-up tell it, and so does a group; a rule shows as soon as it is made."""
    (plans / "desk.md").write_text(PLAN, encoding="utf-8")
    async with open_screen(size=(140, 40)) as session:
        await session.go_to("Implement Trip Sync")
        row = next(row for row in session.rows() if "Implement Trip Sync" in row)
        assert "Trips" in row
        assert "Trip G2" in row
        said = [session.detail.line_text(y) for y in range(8)]
        assert any("anchor and module by the rule" in line for line in said)

        await session.go_to("Desk")
        seen = [session.detail.line_text(y) for y in range(10)]
        assert any("1 unanchored" in line for line in seen)

        other = Workspace(session.settings)
        rule = AnchorRule("* food", "Offer", "G8")
        slug = other.last_project().slug
        other.change_anchor_rules(slug, "a rule", lambda now: with_rule(now, rule))
        other.close()
        await session.until(
            lambda: any("Cook the food" in row and "Offer G8" in row for row in session.rows())
        )
