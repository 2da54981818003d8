"""A heading's text without its inline markup."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from html.entities import html5
from typing import Final

from mlv_tui.readers.emphasis import Run, pair, read_run
from mlv_tui.readers.link_tails import after_link_text

TITLE_LIMIT: Final = 1_000
"""Characters of a title, the `…` of a longer one among them."""

_READ_LIMIT: Final = 8_000
_NEEDS_WORK: Final = re.compile(r"[\\`<&\[\]*_~{]|[^\S ]|\s\s|\A\s|\s\Z")
_ANCHOR: Final = re.compile(r"\{#[^\s{}]+\}\Z")
_NAME: Final = r"[A-Za-z][A-Za-z0-9-]*+"
_TOKEN: Final = re.compile(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~\n])
    | (?P<ticks>`++)
    | <(?P<address>[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\x00-\x20<>]*+
        |[\w.!\#$%&'*+/=?^`{{|}}~-]++@[\w-]++(?:\.[\w-]++)*+)>
    | (?P<tag></{_NAME}\s*+>
        |<{_NAME}(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+\s*+/?>)
    | (?P<raw><!---?>|<!--|<\?|<!\[CDATA\[|<![A-Za-z])
    | &(?P<entity>\#[xX][0-9a-fA-F]{{1,6}}|\#[0-9]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<run>\*++|_++|~++)
    """,
    re.VERBOSE | re.ASCII,
)
_TICKS: Final = re.compile("`++")
_RAW_ENDS: Final = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}


def plain_title(raw: str) -> str:
    """Return a heading's text as people read it.

    Emphasis, strikes and code marks go; links and images leave their text, autolinks their
    address; HTML tags and comments go; escapes and entities become what they stand for; a
    trailing `{#anchor}` goes; white space is folded. A lone `[text]` stays: only the rest of
    the plan could tell whether it is a link.

    Returns:
        At most `TITLE_LIMIT` characters. Of what is read, 8,000 characters count.
    """
    if len(raw) > _READ_LIMIT:
        raw = " ".join(raw.split())[:_READ_LIMIT]
    if not _NEEDS_WORK.search(raw):
        return _capped(raw)
    text = _without_anchor(raw.strip())
    return _capped(" ".join(_Inline(text).plain().split()))


def _capped(title: str) -> str:
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1] + "…"


def _without_anchor(text: str) -> str:
    start = text.rfind("{#")
    return text[:start] if start > 0 and _ANCHOR.match(text, start) else text


class _Inline:
    """One heading's text on its way to plain text, read once from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._brackets: list[tuple[int, int, int]] = []
        self._barred = 0
        self._endless: set[str] = set()
        self._ticks = _tick_runs(text)

    def plain(self) -> str:
        """Return the text without its markup."""
        text, at = self._text, 0
        while (found := _TOKEN.search(text, at)) is not None:
            self._pieces.append(text[at : found.start()])
            at = _TAKE[found.lastgroup or ""](self, found)
        self._pieces.append(text[at:])
        self._settle(0)
        return "".join(self._pieces)

    def keep(self, found: re.Match[str]) -> int:
        """Keep what an escape or an autolink holds."""
        self._pieces.append(found[found.lastgroup or 0])
        return found.end()

    def drop(self, found: re.Match[str]) -> int:
        """Drop a tag."""
        return found.end()

    def code(self, found: re.Match[str]) -> int:
        """Keep what a code span holds, or its marks if it isn't closed."""
        marks = found["ticks"]
        starts = self._ticks.get(len(marks), [])
        place = bisect_left(starts, found.end())
        if place == len(starts):
            self._pieces.append(marks)
            return found.end()
        self._pieces.append(self._text[found.end() : starts[place]])
        return starts[place] + len(marks)

    def raw(self, found: re.Match[str]) -> int:
        """Drop a comment, an instruction, a declaration or a CDATA section."""
        start = found["raw"]
        if start.endswith(">"):
            return found.end()
        end = _RAW_ENDS.get(start, ">")
        at = -1 if end in self._endless else self._text.find(end, found.end())
        if at < 0:
            self._endless.add(end)
            self._pieces.append(start)
            return found.end()
        return at + len(end)

    def entity(self, found: re.Match[str]) -> int:
        """Put in what an entity stands for."""
        name = found["entity"]
        known = html.unescape(found[0]) if name[0] == "#" else html5.get(f"{name};", found[0])
        self._pieces.append(known)
        return found.end()

    def open(self, found: re.Match[str]) -> int:
        """Remember where a link or an image may begin."""
        self._brackets.append((len(self._pieces), len(self._runs), found.end()))
        self._pieces.append(found["open"])
        return found.end()

    def close(self, found: re.Match[str]) -> int:
        """Leave a link's text alone, or keep the bracket."""
        after = self._after_link(found.start()) if self._brackets else None
        if after is None:
            self._pieces.append("]")
            return found.end()
        return after

    def run(self, found: re.Match[str]) -> int:
        """Remember a run that may be emphasis."""
        self._runs.append(read_run(self._text, *found.span(), len(self._pieces)))
        self._pieces.append(found["run"])
        return found.end()

    def _after_link(self, end: int) -> int | None:
        piece, runs, start = self._brackets.pop()
        depth = len(self._brackets)
        is_image = self._pieces[piece] == "!["
        is_barred = depth < self._barred and not is_image
        self._barred = min(self._barred, depth)
        after = None if is_barred else after_link_text(self._text, start, end)
        if after is not None:
            self._settle(runs)
            self._pieces[piece] = ""
            if not is_image:
                # A link holds no link: the brackets around this one are just text.
                self._barred = depth
        return after

    def _settle(self, first: int) -> None:
        runs = self._runs[first:]
        del self._runs[first:]
        pair(runs)
        for run in runs:
            self._pieces[run.at] = run.mark * run.left


def _tick_runs(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for found in _TICKS.finditer(text):
        runs.setdefault(len(found[0]), []).append(found.start())
    return runs


_TAKE: Final = {
    "escaped": _Inline.keep,
    "address": _Inline.keep,
    "ticks": _Inline.code,
    "tag": _Inline.drop,
    "raw": _Inline.raw,
    "entity": _Inline.entity,
    "open": _Inline.open,
    "close": _Inline.close,
    "run": _Inline.run,
}
