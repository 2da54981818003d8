"""Commands as people meet them: every binding with an id, for footer, help and palette."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from mlv_tui.tui.key_names import is_no_key, several_shown, shown_keys

GROUPS: Final = {
    "milestone": "Do",
    "mark": "Mark",
    "place": "Move milestones",
    "preview": "In the preview",
    "conflict": "In a conflict",
    "go": "Go",
    "history": "Undo and history",
    "find": "Find",
    "app": "App",
    "list": "In a list",
    "project": "In the projects list",
    "entities": "In the list of entities",
    "tree": "Move and fold",
    "detail": "In the detail pane",
    "search": "While searching",
    "line": "While filtering or sorting",
    "edit": "While typing a value",
    "form": "In the form",
    "notes": "While writing notes",
    "views": "In the list of views",
    "picker": "While picking one of many",
    "choice": "In a question",
    "help": "In the help",
}
"""The first part of a command's id, and what help calls it, in the order of help and palette."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done now.

    Attributes:
        id: Such as `tree.down`.
        bound: Its keys and chords, in Textual's words; none where a person took them away.
        name: For the footer.
        says: One line.
        action: Textual's.
        node: Where the action is.
        in_footer: Whether the footer shows it.
        is_enabled: Whether it can be done at this moment.
    """

    id: str
    bound: tuple[str, ...]
    name: str
    says: str
    action: str
    node: DOMNode
    in_footer: bool
    is_enabled: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys as people write them."""
        return tuple(map(shown_keys, self.bound))

    @property
    def group(self) -> str:
        """The key of its group in `GROUPS`."""
        return self.id.partition(".")[0]


def commands_of(screen: Screen[Any]) -> list[Command]:
    """List what the keys do on a screen now, each command once."""
    found: dict[str, Command] = {}
    for key, (node, binding, enabled, tooltip) in screen.active_bindings.items():
        if binding.id is None or binding.id.partition(".")[0] not in GROUPS:
            continue
        earlier = found.get(binding.id)
        found[binding.id] = Command(
            id=binding.id,
            bound=(*(earlier.bound if earlier else ()), *(() if is_no_key(key) else (key,))),
            name=binding.description,
            says=tooltip or binding.description,
            action=binding.action,
            node=node,
            in_footer=binding.show,
            is_enabled=enabled,
        )
    order = list(GROUPS)
    return sorted(found.values(), key=lambda one: order.index(one.group))


class CommandOffers(Provider):
    """Offers every command of the screen below the palette."""

    async def discover(self) -> Hits:
        """Offer all of them."""
        async for command, run in self._offers():
            yield DiscoveryHit(
                Content(_label(command)), run, text=command.says, help=GROUPS[command.group]
            )

    async def search(self, query: str) -> Hits:
        """Offer those that what was typed fits."""
        matcher = self.matcher(query)
        async for command, run in self._offers():
            score = matcher.match(f"{command.says} {command.id}")
            if score > 0:
                yield Hit(
                    score,
                    Content(_label(command)),
                    run,
                    text=command.says,
                    help=GROUPS[command.group],
                )

    async def _offers(self) -> AsyncIterator[tuple[Command, Any]]:
        for command in commands_of(self.screen):
            if command.is_enabled:
                yield command, partial(self.app.run_action, command.action, command.node)


def _label(command: Command) -> str:
    return f"{command.says}  ({several_shown(command.bound)})" if command.bound else command.says
