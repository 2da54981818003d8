"""What each action of the screen is on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    "app.palette": "mlv --help",
    "app.help": "mlv config keys",
    "app.read": "mlv ingest",
    "app.settings": "mlv config show",
    "app.preview": "mlv ingest --preview",
    "app.go_ahead": "mlv ingest --force",
    "app.projects": "mlv list --project SLUG",
    "conflict.both": "mlv edit ID --notes TEXT",
    "conflict.edit": "mlv edit ID --status STATUS",
    "conflict.mine": "mlv resolve ID --take mine",
    "conflict.plan": "mlv resolve ID --take plan",
    "conflict.theirs": "mlv edit ID --if-version N",
    "detail.link": "mlv link ID KIND:ID",
    "entities.ask": "mlv entities check",
    "entities.find": "mlv entities list KIND TEXT",
    "find.explain": "mlv list --filter FILTER --explain ID",
    "find.filter": "mlv list --filter FILTER",
    "find.group": "mlv list --group FIELD",
    "find.search": "mlv list --filter TEXT",
    "find.sort": "mlv list --sort KEYS",
    "find.view": "mlv view show SLOT",
    "find.views": "mlv view list",
    "go.archived": "mlv list --all --filter is:archived",
    "go.conflicts": "mlv list --filter is:conflict",
    "go.detached": "mlv list --filter is:detached",
    "go.next": "mlv next --count 2",
    "go.hooks": "mlv hook log",
    "go.link": "mlv state",
    "go.why": "mlv next --why ID",
    "history.activity": "mlv log",
    "history.milestone": "mlv history ID",
    "history.redo": "mlv redo",
    "history.undo": "mlv undo",
    "history.undo_this": "mlv undo CHANGE_SET",
    "line.explain": "mlv list --filter FILTER --explain ID",
    "list.filter": "mlv log --by WHO",
    "milestone.add": "mlv add TITLE --behind ID",
    "milestone.add_below": "mlv add TITLE --parent ID",
    "milestone.archive": "mlv archive ID",
    "milestone.attach": "mlv attach ID --to KEY",
    "milestone.copy_prompt": "mlv show ID",
    "milestone.done": "mlv done ID",
    "milestone.edit_plan": "mlv show ID",
    "milestone.form": "mlv edit ID",
    "milestone.lower": "mlv edit ID --priority N",
    "milestone.module": "mlv edit ID --module TEXT",
    "milestone.link": "mlv link ID KIND:ID",
    "milestone.notes": "mlv edit ID --notes TEXT",
    "milestone.raise": "mlv edit ID --priority N",
    "milestone.remove": "mlv remove ID",
    "milestone.restore": "mlv restore ID",
    "milestone.status_active": "mlv status active ID",
    "milestone.status_blocked": "mlv status blocked ID",
    "milestone.status_done": "mlv status done ID",
    "milestone.status_open": "mlv status open ID",
    "milestone.template": "mlv template apply NAME --parent ID",
    "milestone.title": "mlv edit ID --title TEXT",
    "place.down": "mlv move ID --behind ID",
    "place.indent": "mlv move ID --parent ID",
    "place.move": "mlv move ID --parent ID",
    "place.outdent": "mlv move ID --behind ID",
    "place.up": "mlv move ID --before ID",
    "preview.again": "mlv ingest --preview",
    "preview.apply": "mlv ingest --expect TOKEN",
    "preview.go_ahead": "mlv ingest --force",
    "project.add": "mlv project add SLUG",
    "project.add_plans": "mlv project add SLUG PATHS",
    "project.archive": "mlv project archive SLUG",
    "project.remove_plans": "mlv project remove-plans SLUG PATH",
    "project.rename": "mlv project rename SLUG NAME",
    "project.restore": "mlv project restore SLUG",
    "tree.choose": "mlv show ID",
    "tree.narrow": "mlv list --filter FILTER",
    "views.remove": "mlv view remove NAME",
    "views.save": "mlv view save NAME",
}
"""The command that does the same, by action."""


def command_for(ident: str) -> str:
    """Return the command that does what an action does; "" if it needs none, or none is known.

    Actions that are numbered (`find.view_3`) have one in common.
    """
    return COMMANDS.get(ident) or COMMANDS.get(ident.rstrip("_123456789"), "")
