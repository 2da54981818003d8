"""Where longer texts are typed: lines of plain text, with nothing in them that a terminal obeys."""

from __future__ import annotations

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from mlv_tui.domain.visible import visible


def safe_lines(text: str) -> str:
    """Return a text with what would be hidden or obeyed made visible; lines and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(visible(part) for part in line.split("\t")) for line in lines)


class PlainTextArea(TextArea):
    """A text area without frames and colours of its own."""

    DEFAULT_CSS = """
    PlainTextArea {
        border: none;
        padding: 0 1;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-background: $panel;
        scrollbar-background-hover: $panel;
        scrollbar-background-active: $panel;
        &:focus { border: none; background-tint: $primary 14%; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Make an empty one."""
        super().__init__(id=id, highlight_cursor_line=False)

    def show_text(self, text: str) -> None:
        """Begin anew with a text, the cursor behind it."""
        self.load_text(safe_lines(text))
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Put typed and pasted text in, made safe."""
        edit.text = safe_lines(edit.text)
        return super().edit(edit)
