"""Anchor rules in the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import peewee

from mlv_tui.domain.anchor_rules import AnchorRule, AnchorRules
from mlv_tui.storage.tables import AnchorRuleRow, ProjectRow

_COLUMNS: Final = (
    AnchorRuleRow.pattern,
    AnchorRuleRow.kind,
    AnchorRuleRow.gates,
    AnchorRuleRow.module,
)


def read_rules(
    database: peewee.Database, project_id: int, built_in_off_at: int | None
) -> AnchorRules:
    """Return a project's rules, in their order.

    Args:
        database: Open.
        project_id: The project's.
        built_in_off_at: As its row has it.
    """
    query = AnchorRuleRow.select(*_COLUMNS).where(AnchorRuleRow.project == project_id)
    rows = database.execute(query.order_by(AnchorRuleRow.position)).fetchall()
    return AnchorRules(tuple(AnchorRule(*row) for row in rows), built_in_off_at)


def rules_queries(project_id: int, rules: AnchorRules) -> Iterator[peewee.Query]:
    """Give what it takes to store a project's rules in place of those it has."""
    yield AnchorRuleRow.delete().where(AnchorRuleRow.project == project_id)
    for position, one in enumerate(rules.own, 1):
        values: dict[Any, Any] = {
            AnchorRuleRow.project: project_id,
            AnchorRuleRow.position: position,
        }
        texts = (one.pattern, one.kind, one.gates, one.module)
        yield AnchorRuleRow.insert({**values, **dict(zip(_COLUMNS, texts, strict=True))})
    off_at = {ProjectRow.built_in_rules_off_at: rules.built_in_off_at}
    yield ProjectRow.update(off_at).where(ProjectRow.id == project_id)
