"""Moving milestones: among siblings, a level in or out, to another parent or project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import Binding, BindingType

from mlv_tui.domain.grouping import GroupBy
from mlv_tui.domain.moves import below
from mlv_tui.domain.placing import LAST, Before
from mlv_tui.domain.project import Project
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.outcomes import Said
from mlv_tui.tui.paths import paths_of
from mlv_tui.tui.screens.changing import Changing
from mlv_tui.tui.screens.picker import Offer, Picker
from mlv_tui.tui.sentences import named, quoted
from mlv_tui.tui.widgets.tree_shape import is_head

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport
    from mlv_tui.services.workspace import Workspace

Edit: TypeAlias = "Callable[[Workspace], EditReport]"

TOP = "top"


class Structuring(Changing):
    """`J K` among siblings, `> <` in and out, `m` anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J", "reorder(1)", "down", id="place.down", tooltip="Move down", show=False),
        Binding("K", "reorder(-1)", "up", id="place.up", tooltip="Move up", show=False),
        Binding(
            "greater_than_sign",
            "indent",
            "indent",
            id="place.indent",
            tooltip="Indent: below the one before",
            show=False,
        ),
        Binding(
            "less_than_sign",
            "outdent",
            "outdent",
            id="place.outdent",
            tooltip="Outdent: behind its parent",
            show=False,
        ),
        Binding(
            "m",
            "move",
            "move",
            id="place.move",
            tooltip="Move to a parent or a project",
            show=False,
        ),
    ]

    def action_reorder(self, step: int) -> None:
        """Change places with the sibling before or after."""
        if ids := self._in_tree():
            self.do(partial(self._reorder, ids, step))

    async def _reorder(self, ids: Sequence[int], step: int) -> None:
        """Work out at its turn what is beside: the gesture before may have changed that."""
        here, way = self.still_there(ids), "down" if step > 0 else "up"
        edit = self._past_shown(here, step) or (lambda asked: asked.edits.reorder(here, step))
        await self._move(here, edit, lambda what, _: f"{what} moved {way}")

    def action_indent(self) -> None:
        """Put it below the sibling before it."""
        if ids := self._in_tree():
            self.do(partial(self._indent, ids))

    async def _indent(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        await self._move(
            here,
            lambda asked: asked.edits.indent(here),
            lambda what, are: f"{what} {are} a level further in",
        )

    def action_outdent(self) -> None:
        """Put it behind its parent."""
        if ids := self._in_tree():
            self.do(partial(self._outdent, ids))

    async def _outdent(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        await self._move(
            here,
            lambda asked: asked.edits.outdent(here),
            lambda what, are: f"{what} {are} a level further out",
        )

    def _in_tree(self) -> tuple[int, ...]:
        """Return what is to be moved about; nothing where rows don't stand as in the tree."""
        shown = self.the_tree.arrangement
        if shown.group is GroupBy.TREE and not shown.sort:
            return self.wanted()
        how = "sorted" if shown.group is GroupBy.TREE else f"grouped by {shown.group}"
        moves = key_for("place.move", "m")
        self.say(f"The list is {how}; in the tree this has a place. {moves} moves from here too.")
        return ()

    def _past_shown(self, ids: Sequence[int], step: int) -> Edit | None:
        """Under a filter, step past the sibling that is shown, not past a hidden one."""
        tree, shape = self.the_tree, self.the_tree.rows.shape
        if tree.arrangement.query is None or len(ids) != 1 or ids[0] not in shape.places:
            return None
        place = shape.places[ids[0]]
        beside = shape.sibling(place, step)
        if beside is None or is_head(shape.ids[beside]):
            return None
        other = shape.ids[beside]
        if step > 0:
            return lambda asked: asked.edits.move(ids, behind=other)
        return lambda asked: asked.edits.move(ids, behind=Before(other))

    async def _move(self, ids: Sequence[int], edit: Edit, said: Said) -> None:
        """Move milestones; the cursor goes along with the one it is on."""
        held = self.cursor_id
        if not ids or not await self.agreed(ids, "Move"):
            return
        report = await self.change(ids, edit, said)
        if report is not None and held in report.edited:
            self.the_tree.select(held)

    def action_move(self) -> None:
        """Ask where to."""
        if ids := self.wanted():
            self.do(partial(self._ask_where, ids))

    async def _ask_where(self, ids: Sequence[int]) -> None:
        here = self.still_there(ids)
        projects = await self.try_to_ask(lambda asked: asked.projects())
        if not here or projects is None:
            return
        offers = [*self._parents(here), *_others(projects, self.project)]
        question = f"Move {named(self.forest, here)} to"
        offer = await self.app.push_screen_wait(Picker(question, offers, "Enter moves"))
        if offer is None:
            return
        if isinstance(offer.key, Project):
            await self._move_to_project(here, offer.key)
        else:
            await self._move_below(here, offer)

    def _parents(self, ids: Sequence[int]) -> Iterator[Offer]:
        """Offer the top level and every milestone, but for these and what is below them."""
        left_out = {*ids, *below(self.forest, ids)}
        yield Offer(TOP, "Top level", "of this project")
        for ident, title, path in paths_of(self.forest):
            if ident not in left_out:
                yield Offer(ident, title, path)

    async def _move_below(self, ids: Sequence[int], offer: Offer) -> None:
        parent = offer.key if isinstance(offer.key, int) else None
        where = "at the top level" if parent is None else f"below {quoted(offer.title)}"
        await self._move(
            ids,
            lambda asked: asked.edits.move(ids, parent=parent, behind=LAST),
            lambda what, are: f"{what} {are} {where} now",
        )

    async def _move_to_project(self, ids: Sequence[int], project: Project) -> None:
        what, are = self.with_below(ids)
        headed = not all(self.forest[ident].is_by_hand for ident in ids)
        how = ", as if added by hand; the plans stay here" if headed else ""
        if await self.agreed(ids, "Move"):
            await self.change(
                ids,
                lambda asked: asked.edits.move_to_project(ids, project.slug),
                lambda _, __: f"{what} {are} in {quoted(project.name)} now{how}",
            )


def _others(projects: Sequence[Project], here: Project | None) -> Iterator[Offer]:
    """Offer the other projects that aren't put away."""
    for one in projects:
        if not one.is_archived and (here is None or one.id != here.id):
            yield Offer(one, one.name, "project")
