"""The commands about business entities: `entities list`, `entities show`, `entities check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import click

from mlv_tui.cli.cells import aligned, padded
from mlv_tui.cli.entity_records import entity_record, known_record, source_record
from mlv_tui.cli.groups import Subcommands
from mlv_tui.cli.linking import NO_ENTITY
from mlv_tui.cli.options import Common, common_options
from mlv_tui.cli.output import Piece, print_json, print_lines, print_pieces, print_warning
from mlv_tui.clock import now_ms
from mlv_tui.domain.entities import Entity, EntityRef, kind_of, parse_ref
from mlv_tui.domain.folding import meant
from mlv_tui.domain.freshness import Answer, Known, freshness
from mlv_tui.domain.visible import visible
from mlv_tui.errors import NotFound, SourceAway

if TYPE_CHECKING:
    from mlv_tui.domain.project import Project
    from mlv_tui.services.entity_examining import Examined
    from mlv_tui.services.workspace import Workspace

ERROR: Final = 1
"""The exit code where a source can't be used."""

_MARGIN: Final = 7
_HOW: Final = "Name a source in the config file, or put an entities.csv into a plan folder."


@click.group(cls=Subcommands)
def entities() -> None:
    """See the business entities that links point at; they are read, never written."""


@entities.command("list")
@click.argument("kind", required=False, default="")
@click.argument("text", required=False, default="")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="The most.")
@common_options
def list_entities(common: Common, kind: str, text: str, limit: int) -> int:
    """List a kind's entities, only those with TEXT in id or label; without KIND, the kinds."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        if not kind:
            return _list_kinds(common, project, _examined(workspace, project))
        found = _searched(workspace, project, kind_of(kind), text, limit)
    if common.as_json:
        print_json("entities", [entity_record(one) for one in found])
        return 0
    print_lines(aligned([_row(one) for one in found]))
    if not found:
        print_warning(f"There is no {kind_of(kind)}{f' with “{text}”' if text else ''}.")
    return 0


@entities.command("show")
@click.argument("ref", metavar="KIND:ID")
@common_options
def show_entity(common: Common, ref: str) -> int:
    """Show one entity, as its source tells it now."""
    wanted = _wanted(ref)
    with common.known_workspace() as workspace:
        known = workspace.entities.find(common.chosen(workspace), wanted)
    fresh = freshness(known, now_ms())
    _check_found(known, fresh.words)
    if common.as_json:
        print_json("entity", known_record(known, fresh))
        return 0
    for one in known.entities:
        print_lines(aligned([pair for pair in _pairs(one, fresh.words) if pair[1]]))
    return 0


@entities.command("check")
@common_options
def check_sources(common: Common) -> int:
    """Open every source: what it has, and what keeps it from being written; exit 1 if one can't."""
    with common.known_workspace() as workspace:
        project = common.chosen(workspace)
        every = _examined(workspace, project)
    if common.as_json:
        print_json("entity-sources", [source_record(one) for one in every])
    else:
        print_pieces(line for one in every for line in _report(one))
        _tell_if_none(project, every)
    return ERROR if any(one.trouble for one in every) else 0


def _examined(workspace: Workspace, project: Project) -> Sequence[Examined]:
    """Look at the sources; plan folders without entities are none."""
    from mlv_tui.services.entity_examining import examined  # noqa: PLC0415 - not for `--help`

    every = examined(workspace.entities.sources(project))
    return [one for one in every if one.found is None or one.found.kinds]


def _searched(
    workspace: Workspace, project: Project, kind: str, text: str, limit: int
) -> Sequence[Entity]:
    from mlv_tui.services.entity_search import waited  # noqa: PLC0415 - not for `--help`

    sources = workspace.entities.sources(project)
    future = workspace.entities.search(project, kind, text, limit)
    found = waited(sources, future)
    if not found:
        _check_kind(workspace, project, kind)
    return found


def _check_kind(workspace: Workspace, project: Project, kind: str) -> None:
    """Refuse a kind that no source has.

    Raises:
        NotFound: If it is none.
    """
    every = _examined(workspace, project)
    kinds = {one.kind for each in every if each.found for one in each.found.kinds}
    if kind not in kinds and not any(one.trouble for one in every):
        raise NotFound(
            f"No source of {project.slug} has the kind “{kind}”.",
            meant(kind, kinds) or "`mlv entities` lists the kinds.",
        )


def _list_kinds(common: Common, project: Project, every: Sequence[Examined]) -> int:
    if common.as_json:
        print_json("entity-sources", [source_record(one) for one in every])
    else:
        print_lines(aligned([row for one in every for row in _kind_rows(one)]))
        _tell_if_none(project, every)
        for one in every:
            if one.trouble is not None:
                print_warning(str(one.trouble))
    return ERROR if any(one.trouble for one in every) else 0


def _kind_rows(one: Examined) -> Iterator[tuple[str, str, str]]:
    for kind in one.found.kinds if one.found else ():
        yield kind.kind, f"{kind.count:>7,}", one.name


def _tell_if_none(project: Project, every: Sequence[Examined]) -> None:
    if not every:
        print_warning(f"{project.slug} has no entities. {_HOW}")


def _report(one: Examined) -> Iterator[list[Piece]]:
    word, style = ("ok", "done") if one.trouble is None else ("wrong", "blocked")
    yield [(padded(word, _MARGIN), style), (one.name, "")]
    if one.trouble is not None:
        yield [(" " * _MARGIN + one.trouble.message, "")]
        yield [(f"{' ' * _MARGIN}→ {one.trouble.hint}", "dim")]
    if one.found is not None:
        yield [(" " * _MARGIN + one.found.proof, "dim")]
        for kind in one.found.kinds:
            columns = ", ".join(kind.columns)
            yield [(f"{' ' * _MARGIN}{kind.kind}: {kind.count:,}, from {columns}", "")]


def _wanted(ref: str) -> EntityRef:
    wanted = parse_ref(ref)
    if wanted is None:
        raise click.UsageError(NO_ENTITY.format(ref))
    return wanted


def _check_found(known: Known, words: str) -> None:
    """Refuse what isn't there.

    Raises:
        SourceAway: If that can't be known now.
        NotFound: If there is none.
    """
    if known.answer is Answer.AWAY:
        label = f" (“{known.label}”)" if known.label else ""
        raise SourceAway(f"{known.ref}{label}: {words}.", known.why)
    if not known.entities:
        hint = known.why or f"`mlv entities list {known.ref.kind}` shows what there is."
        raise NotFound(f"There is no {known.ref}: {words}.", hint)


def _row(one: Entity) -> Sequence[str]:
    return tuple(map(visible, (str(one.ref), one.label, one.state, one.updated)))


def _pairs(one: Entity, words: str) -> Sequence[Sequence[str]]:
    return (
        ("entity", str(one.ref)),
        ("label", one.label),
        ("state", one.state),
        ("updated", one.updated),
        ("link", words),
    )
