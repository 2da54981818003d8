"""Whole sets of keys: for people used to vim, to arrows and function keys, or to Emacs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from mlv_tui.tui.actions import all_actions
from mlv_tui.tui.key_names import read_keys

ARROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "app.help": ("f1", "?"),
    "app.palette": ("f2", "ctrl+p"),
    "app.quit": ("f10",),
    "app.read": ("f5",),
    "conflict.both": ("f8",),
    "conflict.edit": ("f4",),
    "conflict.mine": ("f6",),
    "conflict.plan": ("f7",),
    "conflict.theirs": ("f7",),
    "find.filter": ("f6",),
    "find.next": ("ctrl+down",),
    "find.previous": ("ctrl+up",),
    "find.search": ("f3", "/"),
    "entities.ask": ("f5",),
    "entities.find": ("f3", "/"),
    "go.back": ("alt+backspace", "ctrl+o"),
    "go.next": ("f9",),
    "go.why": ("alt+end",),
    "history.redo": ("ctrl+end",),
    "history.undo": ("backspace",),
    "history.undo_this": ("backspace",),
    "mark.all": ("alt+insert",),
    "mark.range": ("ctrl+insert",),
    "mark.toggle": ("insert", "space"),
    "milestone.add": ("f7",),
    "milestone.archive": ("delete",),
    "milestone.done": ("f8",),
    "milestone.remove": ("ctrl+delete",),
    "milestone.title": ("f4",),
    "place.down": ("alt+down",),
    "place.indent": ("alt+right",),
    "place.move": ("f12",),
    "place.outdent": ("alt+left",),
    "place.up": ("alt+up",),
    "preview.again": ("f5",),
    "project.add": ("f7",),
    "project.archive": ("delete",),
    "project.find": ("f3", "/"),
    "project.rename": ("f4",),
    "project.restore": ("insert",),
    "tree.fold_all": ("ctrl+left",),
    "tree.next_sibling": ("alt+pagedown", "}"),
    "tree.previous_sibling": ("alt+pageup", "{"),
    "tree.unfold_all": ("ctrl+right",),
    "views.remove": ("delete",),
    "views.save": ("insert",),
}
"""Beside these, what is on arrows, signs and the like stays; letters type nothing here, and what
would be on one is in the palette."""

_CANCEL: Final = ("escape", "ctrl+g")
EMACS: Final[Mapping[str, tuple[str, ...]]] = {
    "app.back": ("escape", "ctrl+g", "q"),
    "app.palette": ("alt+x",),
    "app.pane": ("ctrl+x o", "tab"),
    "app.projects": ("ctrl+x b", "P"),
    "app.quit": ("ctrl+x ctrl+c", "q"),
    "app.suspend": ("ctrl+z", "ctrl+x ctrl+z"),
    "choice.cancel": (*_CANCEL, "q"),
    "choice.down": ("ctrl+n", "n"),
    "choice.up": ("ctrl+p", "p"),
    "conflict.plan": ("t",),
    "detail.down": ("ctrl+n", "n", "down"),
    "detail.first": ("home",),
    "detail.last": ("end",),
    "detail.page_down": ("ctrl+v", "pagedown"),
    "detail.page_up": ("alt+v", "pageup"),
    "detail.up": ("ctrl+p", "p", "up"),
    "edit.cancel": _CANCEL,
    "find.next": ("alt+n",),
    "form.leave": _CANCEL,
    "find.previous": ("alt+p",),
    "find.search": ("ctrl+s", "/"),
    "help.close": (*_CANCEL, "q", "?"),
    "help.down": ("ctrl+n", "n"),
    "help.page_down": ("ctrl+v",),
    "help.page_up": ("alt+v",),
    "help.up": ("ctrl+p", "p"),
    "history.redo": ("alt+u", "U"),
    "history.undo": ("ctrl+_", "ctrl+x u", "u"),
    "history.undo_this": ("ctrl+_", "ctrl+x u", "u"),
    "line.drop": _CANCEL,
    "line.next": ("down", "ctrl+n"),
    "line.previous": ("up", "ctrl+p"),
    "mark.all": ("ctrl+x h", "V"),
    "mark.range": ("ctrl+x space", "v"),
    "mark.toggle": ("ctrl+space", "space"),
    "milestone.edit_plan": ("ctrl+x ctrl+f", "E"),
    "notes.leave": _CANCEL,
    "picker.cancel": _CANCEL,
    "picker.down": ("down", "ctrl+n"),
    "picker.up": ("up", "ctrl+p"),
    "project.find": ("ctrl+s", "/"),
    "search.drop": _CANCEL,
    "tree.down": ("ctrl+n", "n", "down"),
    "tree.first": ("home",),
    "tree.fold": ("ctrl+b", "h", "left"),
    "tree.last": ("end",),
    "tree.page_down": ("ctrl+v", "pagedown"),
    "tree.page_up": ("alt+v", "pageup"),
    "tree.unfold": ("ctrl+f", "l", "right"),
    "tree.up": ("ctrl+p", "p", "up"),
    "views.down": ("ctrl+n", "n"),
    "views.leave": _CANCEL,
    "views.up": ("ctrl+p", "p"),
}
"""Beside these, all is where vim has it: single letters act, as they do in a list of Emacs."""


@cache
def profile_keys(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of every action in a profile, in Textual's words."""
    table = {"arrows": ARROWS, "emacs": EMACS}.get(name, {})
    own = {ident: tuple(map(read_keys, keys)) for ident, keys in table.items()}
    stays = _has_no_letter if name == "arrows" else bool
    return {one.id: own.get(one.id, tuple(filter(stays, one.keys))) for one in all_actions()}


def _has_no_letter(keys: str) -> bool:
    return not any(len(key) == 1 and key.isalpha() for key in keys.split(" "))
