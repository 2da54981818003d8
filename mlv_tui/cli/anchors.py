"""The commands about anchor rules: `anchors list`, `test`, `add`, `remove`, `builtin`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import click

from mlv_tui.cli.cells import aligned
from mlv_tui.cli.changing import dry_run_option
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import print_json, print_line, print_lines
from mlv_tui.clock import now_ms
from mlv_tui.domain.anchor_rules import (
    BUILT_IN,
    AnchorRule,
    AnchorRules,
    bare_label,
    typed_rule,
    with_rule,
    without_rule,
)
from mlv_tui.domain.anchors import CHAIN
from mlv_tui.domain.arrows import pointed
from mlv_tui.domain.folding import counted
from mlv_tui.domain.in_sight import in_sight

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.keeping import ChangeRules

_BUILT_IN: Final = "built in"


@click.group(cls=Subcommands)
def anchors() -> None:
    """Keep the rules that say which execution unit a label points at."""


@anchors.command("list")
@common_options
def list_rules(common: Common) -> int:
    """List a project's rules in the order in which they count: its own, then the built-in ones."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        forest = workspace.forest(project.id)
    rules, ids = project.anchor_rules, in_sight(forest)
    missing = len(forest.without_anchor(ids))
    if common.as_json:
        print_json("anchors", {**_data(rules), "unanchored": missing, "milestones": len(ids)})
        return 0
    print_lines(aligned(list(_rows(rules))))
    if not rules.has_built_in:
        print_line("The built-in rules are off; `mlv anchors builtin on` brings them back.")
    print_line(f"Kinds: {' → '.join(CHAIN)}")
    if missing:
        milestones = counted(len(ids), "milestone")
        print_line(f"{missing} of {milestones} unanchored: `mlv list --filter is:unanchored`.")
    return 0


@anchors.command("test")
@click.argument("label")
@common_options
def test_label(common: Common, label: str) -> int:
    """Say what a label would point at, and which rule says so; nothing changes."""
    rules = _project(common).anchor_rules
    arrow, rule = pointed(label, rules.kinds), rules.first(label)
    if common.as_json:
        anchor = arrow.anchor if arrow else rule.anchor if rule else None
        origin = "heading" if arrow else "rule"
        said = anchor and {"kind": anchor.kind, "gates": anchor.gates, "origin": origin}
        data = {"label": label, "anchor": said, "module": (rule and rule.module) or None}
        print_json("anchor", {**data, "rule": rule and _record(rules, rule)})
        return 0
    print_lines(_tested(label, rules))
    return 0


@anchors.command("add")
@click.argument("pattern")
@click.option("--kind", required=True, help="What such labels point at, such as Trip.")
@click.option("--gates", default="", help="Its gates: G2, G8–G10, or several with commas.")
@click.option("--module", default="", help="The area that such milestones belong to.")
@click.option("--before", metavar="N", type=int, help="The rule of the project it goes before.")
@dry_run_option
@common_options
def add_rule(
    common: Common, pattern: str, before: int | None, *, dry_run: bool, **parts: str
) -> int:
    """Add a rule: labels of this pattern point at this kind, and its gates.

    A pattern is the words of a label, in any case and however they are spaced; a * stands for
    any others: `* trip sync`. The first rule that holds counts.
    """
    rule = typed_rule(pattern, **parts)
    label = f"add the anchor rule “{rule.pattern}”"
    said = f"{rule} {'would be' if dry_run else 'is'} a rule"
    return _change(common, label, said, lambda now: with_rule(now, rule, before), dry_run=dry_run)


@anchors.command("remove")
@click.argument("number", metavar="N", type=int)
@dry_run_option
@common_options
def remove_rule(common: Common, number: int, *, dry_run: bool) -> int:
    """Remove a rule of the project, by its number."""
    said = f"rule {number} {'would be' if dry_run else 'is'} removed"
    label = f"remove anchor rule {number}"
    return _change(common, label, said, lambda now: without_rule(now, number), dry_run=dry_run)


@anchors.command("builtin")
@click.argument("state", type=click.Choice(["on", "off"]))
@dry_run_option
@common_options
def turn_built_in(common: Common, state: str, *, dry_run: bool) -> int:
    """Have the built-in rules count in a project, or not."""
    at = now_ms()

    def turned(now: AnchorRules) -> AnchorRules:
        is_so = now.has_built_in is (state == "on")
        return now if is_so else replace(now, built_in_off_at=None if state == "on" else at)

    said = f"the built-in rules {'would be' if dry_run else 'are'} {state}"
    return _change(common, f"turn the built-in anchor rules {state}", said, turned, dry_run=dry_run)


def _project(common: Common) -> Project:
    with common.known_workspace() as workspace:
        return common.chosen(workspace)


def _change(common: Common, label: str, said: str, change: ChangeRules, *, dry_run: bool) -> int:
    with common.known_workspace() as workspace:
        slug = common.chosen(workspace).slug
        project = workspace.change_anchor_rules(slug, label, change, dry_run=dry_run)
    if common.as_json:
        print_json("anchors", _data(project.anchor_rules))
    else:
        print_line(f"{slug}: {said}")
    return 0


def _rows(rules: AnchorRules) -> Iterator[list[str]]:
    for at, one in enumerate(rules.every, 1):
        number = str(at) if at <= len(rules.own) else _BUILT_IN
        yield [number, one.pattern, f"→ {one.anchor}", one.module]


def _tested(label: str, rules: AnchorRules) -> Iterator[str]:
    arrow, rule = pointed(label, rules.kinds), rules.first(label)
    if arrow is not None:
        yield f"→ {arrow.anchor}, by its own arrow; no rule is asked for the anchor."
    if rule is not None:
        number = _number(rules, rule)
        which = f"rule {number}" if number else "the built-in rule"
        module = f", module {rule.module}" if rule.module else ""
        yield f"→ {rule.anchor}{module}, by {which}: {rule.pattern}"
        return
    looked = bare_label(label, rules.kinds)
    yield f"None of {counted(len(rules.every), 'rule')} holds for “{looked}”."


def _number(rules: AnchorRules, rule: AnchorRule) -> int | None:
    return rules.own.index(rule) + 1 if rule in rules.own else None


def _record(rules: AnchorRules, rule: AnchorRule) -> dict[str, Any]:
    return {
        "number": _number(rules, rule),
        "pattern": rule.pattern,
        "kind": rule.kind,
        "gates": rule.gates,
        "module": rule.module or None,
        "built_in": rule not in rules.own,
    }


def _data(rules: AnchorRules) -> dict[str, Any]:
    return {
        "rules": [_record(rules, one) for one in rules.every],
        "built_in": rules.has_built_in,
        "built_in_rules": len(BUILT_IN),
        "chain": list(CHAIN),
    }
