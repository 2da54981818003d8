"""The detail of one milestone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.freshness import Known
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.proposals import Proposal
from mlv_tui.tui.messages import LinkWanted
from mlv_tui.tui.widgets.detail_head import Line, Page, head_lines, paragraph
from mlv_tui.tui.widgets.detail_sections import (
    conflict_lines,
    notes_lines,
    prompt_lines,
    section,
)
from mlv_tui.tui.widgets.glyphs import Glyphs, glyphs
from mlv_tui.tui.widgets.link_lines import link_lines
from mlv_tui.tui.widgets.markdown_lines import MarkdownLines
from mlv_tui.tui.widgets.motions import motion
from mlv_tui.tui.widgets.pieces import Painter
from mlv_tui.tui.widgets.proposal_lines import proposal_lines

EMPTY_PROJECT = (
    "No milestones yet.",
    "",
    "Every heading of a plan becomes one.",
    "Read a plan into this project, or add a milestone by hand.",
)
NOTHING_SHOWN = ("Nothing selected.", "", "Move to a milestone to see its plan, notes and prompts.")

MARGIN = 2
"""Cells at the right edge: a blank one and the scrollbar's."""


class MilestoneDetail(ScrollView, can_focus=True, inherit_bindings=False):
    """All there is to know of a milestone; draws only the lines in sight."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MilestoneDetail {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        padding: 0 0 0 2;
        background: $surface;
        color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        motion("j,down", "scroll_by(1)", "detail.down", "Scroll down"),
        motion("k,up", "scroll_by(-1)", "detail.up", "Scroll up"),
        motion("ctrl+d,pagedown", "scroll_by_pages(1)", "detail.page_down", "Half a page down"),
        motion("ctrl+u,pageup", "scroll_by_pages(-1)", "detail.page_up", "Half a page up"),
        motion("home,g g", "scroll_first", "detail.first", "To the top"),
        motion("end,G", "scroll_last", "detail.last", "To the end"),
        motion("l", "link", "detail.link", "Link to an entity, or take a link back"),
    ]

    forest: reactive[Forest] = reactive(Forest, repaint=False)
    """The milestones."""
    shown_id: reactive[int | None] = reactive(None, repaint=False)
    """The milestone whose detail is shown; another one is shown from its top."""
    body: reactive[str] = reactive("", repaint=False)
    """Its plan's text, Markdown."""
    prompt_starters: reactive[tuple[PromptStarter, ...]] = reactive((), repaint=False)
    """What its plan offers."""
    proposals: reactive[tuple[Proposal, ...] | None] = reactive(None, repaint=False)
    """What a detached one may be; None while that isn't known."""
    known: reactive[Mapping[EntityRef, Known]] = reactive(dict[EntityRef, Known], repaint=False)
    """What is known of what it is linked to."""
    now: reactive[int] = reactive(0, repaint=False)
    """Epoch milliseconds, for ages; 0 leaves them out."""
    ascii_only: reactive[bool] = reactive(default=False, repaint=False)
    """Whether to draw with ASCII signs."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty pane."""
        self._painter = Painter(self)
        self._upper: list[Line] = []
        self._plan: MarkdownLines | None = None
        self._plan_key: tuple[str, int, Glyphs] | None = None
        self._is_stale = False
        self._goes_to_top = False
        super().__init__(id=id, classes=classes)

    def on_mount(self) -> None:
        """Lay out what was set before."""
        self._lay_out_soon()

    def on_resize(self) -> None:
        """Lay out anew in another width."""
        self._lay_out_soon()

    def watch_shown_id(self) -> None:
        """Show another milestone from its top."""
        self._goes_to_top = True
        self._lay_out_soon()

    def _lay_out_soon(self) -> None:
        """Lay out once for all that is set in one go."""
        if not self._is_stale and self.is_running:
            self._is_stale = True
            self.call_later(self._lay_out)

    watch_forest = watch_body = watch_prompt_starters = watch_proposals = _lay_out_soon
    watch_now = watch_ascii_only = watch_known = _lay_out_soon

    def _lay_out(self) -> None:
        self._is_stale = False
        width = self.size.width - MARGIN
        if width <= 0:
            return
        page = Page(width, glyphs(ascii_only=self.ascii_only), self.now)
        self._lay_out_plan(page)
        self._upper = self._upper_lines(page)
        self.virtual_size = Size(1, self.line_count)
        if self._goes_to_top:
            self.scroll_to(y=0, animate=False, force=True)
        self._goes_to_top = False
        self.refresh()

    def _lay_out_plan(self, page: Page) -> None:
        body = self.body if self.shown_id in self.forest else ""
        if (body, page.width, page.glyphs) != self._plan_key:
            self._plan_key = (body, page.width, page.glyphs)
            self._plan = MarkdownLines(body, page.width, page.glyphs)

    def _upper_lines(self, page: Page) -> list[Line]:
        """Draw everything above the plan's text."""
        if self.shown_id is None or self.shown_id not in self.forest:
            hint = NOTHING_SHOWN if len(self.forest) else EMPTY_PROJECT
            return [line for text in hint for line in paragraph(text, page, "quiet")]
        one = self.forest[self.shown_id]
        lines = head_lines(self.forest, one, page)
        lines += proposal_lines(self.forest, one, self.proposals, page)
        lines += conflict_lines(one, page)
        lines += link_lines(one.links, self.known, page)
        lines += notes_lines(one, page)
        lines += prompt_lines(self.prompt_starters, page)
        return lines + self._plan_head(page)

    def _plan_head(self, page: Page) -> list[Line]:
        if not self._plan:
            return []
        done, count = self._plan.checklist
        right: Line = [(f"{done}/{count} ", "quiet"), (page.glyphs.done, "done")]
        return section("Plan", page, right if count else None)

    @property
    def line_count(self) -> int:
        """How many lines there are, in sight or not."""
        return len(self._upper) + len(self._plan or ())

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._painter.forget()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        at = y + self.scroll_offset.y
        return self._painter.strip(self._line(at), self.size.width)

    def _line(self, at: int) -> Line:
        upper = len(self._upper)
        if at < upper:
            return self._upper[at]
        return self._plan.line(at - upper) if self._plan and at < self.line_count else []

    def line_text(self, y: int) -> str:
        """Return what a line of the pane says, without colours."""
        return self.render_line(y).text.rstrip()

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by some lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_scroll_by_pages(self, halves: int) -> None:
        """Scroll by half pages."""
        self.action_scroll_by(halves * max(self.size.height // 2, 1))

    def action_scroll_first(self) -> None:
        """Scroll to the top."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_scroll_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.line_count, animate=False, force=True)

    def action_link(self) -> None:
        """Ask for another link, or to take one back."""
        self.post_message(LinkWanted())
