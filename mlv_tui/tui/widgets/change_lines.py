"""What was done to a project, as lines: a change set, and the changes in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mlv_tui.domain.change_set import Change, ChangeKind, Recorded
from mlv_tui.domain.change_words import change_words
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.tui.widgets.cells import clip, shown, wrap
from mlv_tui.tui.widgets.change_heads import GAP, ROOMY, WHEN, Head
from mlv_tui.tui.widgets.detail_head import Line, Page
from mlv_tui.tui.widgets.tree_facts import title_of

KIND: Final = 12
INDENT: Final = 4
WORDS_LIMIT: Final = 2_000
"""Characters of one sentence that are shown."""

WORDS_LINES: Final = 5
"""Lines of one sentence that are shown."""

MOST: Final = 500
"""Changes of one change set that are told one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change, in words.

    Attributes:
        kind: What happened.
        title: The milestone's.
        words: What was and what is, a sentence each.
        reason: By what it was recognised, and how sure that is; "" for what needs none.
    """

    kind: ChangeKind
    title: str
    words: tuple[str, ...] = ()
    reason: str = ""


def told(change: Change, forest: Forest) -> Told:
    """Put a change into words, milestones called by the titles that they have now."""
    return Told(
        change.kind,
        _title(change.milestone_id, forest) or _said_title(change) or UNTITLED,
        tuple(_words(change, forest)),
        _reason(change),
    )


def _title(ident: int, forest: Forest) -> str:
    return title_of(forest[ident]) if ident in forest else ""


def _said_title(change: Change) -> str:
    """Return the title of a milestone that is forgotten by now; the project has none of its own."""
    if change.kind is ChangeKind.PROJECT:
        return "the project"
    return str(change.after.get("title") or change.before.get("title") or "")


def _words(change: Change, forest: Forest) -> Iterator[str]:
    if change.kind is ChangeKind.NEW:
        yield from (f"in {one}" for one in (change.after.get("plan"),) if one)
        return
    if "parent" in change.after:
        before, after = _below(change.before, forest), _below(change.after, forest)
        yield f"moved: {before} → {after}"
    after = {name: value for name, value in change.after.items() if name != "parent"}
    yield from change_words(replace(change, after=after))


def _below(values: Mapping[str, object], forest: Forest) -> str:
    ident = values.get("parent")
    if not isinstance(ident, int):
        return "at the top"
    return f"below “{_title(ident, forest) or ident}”"


def _reason(change: Change) -> str:
    if change.reason and change.score < 1:
        return f"{change.reason}, {change.score:.2f}"
    return change.reason


@dataclass(frozen=True, slots=True)
class ChangeSetEntry:
    """A change set in a list: one line, or unfolded.

    Attributes:
        recorded: The change set.
        told: Its changes, the first `MOST` of them; None while it is folded.
        subject: The title of the only milestone that it changed; "" for several.
    """

    recorded: Recorded
    told: tuple[Told, ...] | None = None
    subject: str = ""

    @property
    def key(self) -> int:
        """Its id."""
        return self.recorded.id

    def lines(self, page: Page) -> list[Line]:
        """Draw it."""
        head = self._head(page)
        if self.told is None:
            return head
        lines = [*head, _about(self.recorded, page)]
        lines += [line for one in self.told for line in _told_lines(one, page)]
        more = sum(self.recorded.counts.values()) - len(self.told)
        return [*lines, _plain(f"and {more} more", page)] if more > 0 else lines

    def _head(self, page: Page) -> list[Line]:
        signs, kinds = page.glyphs, self.recorded.counts
        arrow = signs.folded if self.told is None else signs.unfolded
        counts = tuple(f"{number} {kind}" for kind, number in kinds.items())
        # Where it is narrow, the title of the only milestone tells more.
        told = counts if page.width >= ROOMY or not self.subject else ()
        subject = "" if self.subject in self.recorded.label else self.subject
        return Head(self.recorded, ((arrow + " ", "arrow"),), subject, told).lines(page)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one change set did to one milestone.

    Attributes:
        recorded: The change set.
        told: The change.
        subject: Needs no telling.
    """

    recorded: Recorded
    told: Told
    subject: str = ""

    @property
    def key(self) -> int:
        """The change set's id."""
        return self.recorded.id

    def lines(self, page: Page) -> list[Line]:
        """Draw it."""
        head = Head(self.recorded, counts=(self.told.kind,), style=self.told.kind)
        indent = WHEN + len(GAP) if page.width >= ROOMY else INDENT
        return [*head.lines(page), *_word_lines(self.told, page, indent)]


def _about(one: Recorded, page: Page) -> Line:
    """Tell what the head has no room for: the clock on the wall, who, and the number."""
    moment = datetime.fromtimestamp(one.at / 1000).astimezone().isoformat(" ", "minutes")[:16]
    words = [moment, shown(one.actor), f"change set {one.id}"]
    words += [f"undoes {one.undoes}"] if one.undoes is not None else []
    words += [f"undone by {one.undone_by}"] if one.undone_by is not None else []
    return _plain(" · ".join(words), page)


def _plain(text: str, page: Page) -> Line:
    return [(" " * INDENT + clip(text, page.width - INDENT, page.glyphs.more), "quiet")]


def _told_lines(one: Told, page: Page) -> list[Line]:
    kind = f"{one.kind:{KIND}}"
    title = clip(shown(one.title), page.width - INDENT - KIND, page.glyphs.more)
    head: Line = [(" " * INDENT, ""), (kind, one.kind), (title, "")]
    indent = INDENT + KIND if page.width >= ROOMY else INDENT + 2
    return [head, *_word_lines(one, page, indent)]


def _word_lines(one: Told, page: Page, indent: int) -> list[Line]:
    said = [(words, "") for words in one.words]
    said += [(one.reason, "quiet")] if one.reason else []
    return [line for words, style in said for line in _wrapped(words, style, page, indent)]


def _wrapped(words: str, style: str, page: Page, indent: int) -> list[Line]:
    text = shown(" ".join(words[:WORDS_LIMIT].split())).replace("→", page.glyphs.arrow)
    ranges = wrap(text, max(page.width - indent, 8))
    lines: list[Line] = [
        [(" " * indent, ""), (text[start:end], style)] for start, end in ranges[:WORDS_LINES]
    ]
    if len(ranges) > WORDS_LINES:
        lines[-1].append((page.glyphs.more, "quiet"))
    return lines
