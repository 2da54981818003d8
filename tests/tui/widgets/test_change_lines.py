"""Change sets as lines: nothing that tells how many is cut."""

from __future__ import annotations

import pytest

from mlv_tui.domain.change_set import ChangeKind, Origin, Recorded
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.project import Project, Root
from mlv_tui.domain.project_changes import dropped, renamed
from mlv_tui.tui.widgets.change_lines import ChangeSetEntry, HistoryEntry, Told, told
from mlv_tui.tui.widgets.detail_head import Page
from mlv_tui.tui.widgets.glyphs import glyphs
from mlv_tui.tui.widgets.pieces import measure

COUNTS = {kind: 100 + at for at, kind in enumerate(ChangeKind)}
LABEL = "read core.md, trips/hotels.md, trips/trains.md and 4 more"


def recorded(**changes) -> Recorded:
    """A reading that did everything there is."""
    values = {"label": LABEL, "counts": COUNTS, "undone_by": None, **changes}
    return Recorded(123, 123, 60_000, "ada", Origin.INGEST, **values)


def drawn(entry, width: int) -> list[str]:
    """Draw an entry as text, each line within the width."""
    lines = entry.lines(Page(width, glyphs(ascii_only=False), 12 * 60_000))
    assert all(measure(line) <= width for line in lines)
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("width", [38, 58, 78, 118, 200])
def test_counts_are_never_cut(width: int) -> None:
    """They stand at the right edge, or whole below the label, word by word."""
    text = " ".join(" ".join(drawn(ChangeSetEntry(recorded()), width)).split())

    assert ", ".join(f"{number} {kind}" for kind, number in COUNTS.items()) in text
    assert "#123" in text


def test_counts_that_fit_leave_the_label_a_part_of_the_line() -> None:
    """Few of them stand beside a long label, which gives way."""
    one = recorded(counts={ChangeKind.NEW: 88}, undone_by=130)

    (line,) = drawn(ChangeSetEntry(one), 78)

    assert line.startswith("▸  #123 11 min ago  ada         read core.md")
    assert line.endswith("…  undone  88 new")


def test_where_it_is_narrow_the_only_milestone_is_named_instead_of_counted() -> None:
    """Its title tells more than that it is one."""
    one = recorded(label="done", counts={ChangeKind.GUIDED: 1})

    (line,) = drawn(ChangeSetEntry(one, subject="Book the train"), 38)

    assert line.split() == ["▸", "#123", "11", "min", "done", "Book", "the", "train"]


def test_what_was_done_to_the_project_itself_is_called_so() -> None:
    """It is no milestone without a title."""
    change = renamed(Project(1, "core", "Core"), "Core platform")

    assert told(change, Forest()) == Told(
        ChangeKind.PROJECT, "the project", ("name: Core → Core platform",)
    )
    (said,) = told(dropped(Root(1, "/src", "a.md")), Forest()).words
    assert said == "follows /src/a.md no more"


def test_what_happened_to_a_milestone_has_the_number_too() -> None:
    """The words stand below the label."""
    one = Told(ChangeKind.EDITED, "Book", ("status: open → done",))

    head, words = drawn(HistoryEntry(recorded(), one), 78)

    assert head.lstrip().startswith("#123 11 min ago")
    assert head.endswith("edited")
    assert words.index("status") == head.index("ada")
