"""Every action that a key may do, gathered from the bindings of all screens and widgets."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isclass
from itertools import chain

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from mlv_tui.tui.chords import ChordKeys
from mlv_tui.tui.commands import GROUPS
from mlv_tui.tui.key_names import is_printable

Node = type[DOMNode]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that keys do, on one screen or on several.

    Attributes:
        id: Such as `milestone.done`.
        keys: Those that do it where nobody says otherwise, in Textual's words.
        name: One or two words.
        says: What it does, on each screen.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    says: str

    @property
    def group(self) -> str:
        """The first part of its id."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Scope:
    """What has its say on a key at one moment: a widget, its screen, the app.

    Attributes:
        screen: The screen.
        widget: What has the focus; None for nothing with bindings of its own.
        bindings: Theirs, those with an id, the innermost first.
    """

    screen: Node
    widget: Node | None
    bindings: tuple[Binding, ...]

    @property
    def is_typed_into(self) -> bool:
        """Whether printable keys are text here."""
        return _is_input(self.widget) or _is_for_typing(self.screen)

    @property
    def takes_chords(self) -> bool:
        """Whether keys may follow each other here."""
        return issubclass(self.screen, ChordKeys) and not _is_input(self.widget)

    def takes(self, keys: str) -> bool:
        """Tell whether a key or chord arrives here as one, not as text."""
        return (" " not in keys or self.takes_chords) and not (
            self.is_typed_into and is_printable(keys)
        )


@cache
def all_actions() -> tuple[Action, ...]:
    """List every action, in the order of the groups of the help."""
    found: dict[str, list[Binding]] = {}
    for binding in chain.from_iterable(map(bindings_of, all_nodes())):
        found.setdefault(binding.id or "", []).append(binding)
    groups = list(GROUPS)
    actions = [_action(ident, bindings) for ident, bindings in found.items()]
    actions.sort(key=lambda one: groups.index(one.group) if one.group in groups else len(groups))
    return tuple(actions)


def _action(ident: str, bindings: Sequence[Binding]) -> Action:
    keys = dict.fromkeys(one.key for one in bindings)
    says = dict.fromkeys(one.tooltip or one.description for one in bindings)
    return Action(ident, tuple(keys), bindings[0].description, " · ".join(says))


@cache
def all_scopes() -> tuple[Scope, ...]:
    """List every place where a key may be pressed."""
    nodes = all_nodes()
    apps = [bindings_of(one) for one in nodes if issubclass(one, App)]
    screens = [one for one in nodes if issubclass(one, Screen) and not _is_built_on(one, nodes)]
    return tuple(_scopes(screens, [one for each in apps for one in each]))


def _scopes(screens: Sequence[Node], everywhere: Sequence[Binding]) -> Iterator[Scope]:
    for screen in screens:
        for widget in (None, *_widgets_of(screen)):
            own = () if widget is None else bindings_of(widget)
            if own or widget is None or _is_input(widget):
                yield Scope(screen, widget, (*own, *bindings_of(screen), *everywhere))


def bindings_of(node: Node) -> tuple[Binding, ...]:
    """Return the bindings with an id that a class ends up with: for each key the last base's."""
    found: dict[str, list[Binding]] = {}
    for base in reversed(node.__mro__):
        if vars(base).get("_inherit_bindings") is False:
            found.clear()
        own: dict[str, list[Binding]] = {}
        for binding in Binding.make_bindings(vars(base).get("BINDINGS", ())):
            own.setdefault(binding.key, []).append(binding)
        found |= own
    return tuple(one for several in found.values() for one in several if one.id is not None)


@cache
def all_nodes() -> tuple[Node, ...]:
    """Import all of the screen; return its classes, those of the milestones screen first."""
    import mlv_tui.tui as package  # noqa: PLC0415 - itself, once everything in it is there

    modules = [
        import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    main = import_module(f"{package.__name__}.screens.milestones").MilestonesScreen
    own = [
        one
        for module in modules
        for one in vars(module).values()
        if isclass(one) and issubclass(one, DOMNode) and one.__module__ == module.__name__
    ]
    return tuple(dict.fromkeys((main, *_widgets_of(main), *own)))


@cache
def _widgets_of(node: Node) -> tuple[Node, ...]:
    """Return the widgets of ours, and the inputs, that a class may be laid out with.

    Those are what the modules know that it and its bases, and those widgets, are written in.
    """
    found: dict[Node, None] = {}
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop(0)
        for other in _known_to(one):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def _known_to(node: Node) -> Iterator[Node]:
    for base in node.__mro__:
        if _is_ours(base):
            for one in vars(sys.modules[base.__module__]).values():
                if isinstance(one, type) and issubclass(one, Widget) and _is_laid_out(one):
                    yield one


def _is_laid_out(widget: type[Widget]) -> bool:
    is_input = widget in (Input, TextArea)
    return not issubclass(widget, Screen) and (is_input or _is_ours(widget))


def _is_ours(one: type) -> bool:
    return one.__module__.startswith("mlv_tui.")


def _is_built_on(node: Node, nodes: Sequence[Node]) -> bool:
    return any(issubclass(one, node) for one in nodes if one is not node)


def _is_input(node: Node | None) -> bool:
    return node is not None and issubclass(node, Input | TextArea)


@cache
def _is_for_typing(screen: Node) -> bool:
    """Tell whether the focus never leaves the inputs of a screen: no key that types is bound."""
    has_input = any(map(_is_input, _widgets_of(screen)))
    return has_input and not any(is_printable(one.key) for one in bindings_of(screen))
