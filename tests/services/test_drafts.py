"""Drafts: what was typed survives the program, for the person alone."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from databases import written
from processes import Running

from mlv_tui.services.drafts import KEPT_DAYS, LONGEST, MOST_KEPT, DraftKey, Drafts, DraftUnreadable

NOTES = DraftKey(17, "notes")
DAY = 86_400_000

TYPING = """
from pathlib import Path
from mlv_tui.services.drafts import DraftKey, Drafts
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of
drafts = Drafts(Settings(address_of(sys.argv[1]), Path(sys.argv[2]), "ada"))
drafts.keep(DraftKey(17, "notes"), "half a sen", "")
"""


@contextmanager
def session(settings, *now):
    """Keep drafts as one run of the program does, until all is written."""
    drafts = Drafts(settings, *now)
    yield drafts
    drafts.wait()


def files(settings) -> list[Path]:
    """All that is in the state folder."""
    return [file for file in settings.state_folder.rglob("*") if file.is_file()]


def test_a_draft_is_there_at_once_and_at_the_next_start(settings):
    """The last text that was typed, what stood there before, and when."""
    with session(settings, lambda: 7 * DAY) as drafts:
        for text in ("h", "ha", "half a sen"):
            drafts.keep(NOTES, text, "Old.")
        assert drafts.of(NOTES).text == "half a sen"

    found = Drafts(settings, lambda: 7 * DAY).of(NOTES)

    assert (found.text, found.base, found.at) == ("half a sen", "Old.", 7 * DAY)
    assert Drafts(settings).of(DraftKey(17, "title")) is None
    elsewhere = replace(settings, database=settings.state_folder / "other.db")
    assert Drafts(elsewhere).of(NOTES) is None


def test_a_dropped_draft_is_gone(settings):
    """Stored, or thrown away: nothing is left of it."""
    with session(settings) as drafts:
        drafts.keep(NOTES, "half", "")
    with session(settings) as drafts:
        drafts.keep(NOTES, "half a", "")
        drafts.drop(NOTES)
        assert drafts.of(NOTES) is None

    assert Drafts(settings).of(NOTES) is None
    assert files(settings) == []


def test_only_the_person_can_read_it(settings):
    """No group, no others; nothing else is left lying about."""
    with session(settings) as drafts:
        drafts.keep(NOTES, "half", "")

    (file,) = files(settings)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_end_of_the_program_waits_for_what_was_typed(settings):
    """Whoever ends right after a key finds it at the next start."""
    running = Running(TYPING, written(settings.database), settings.state_folder)
    running.end()

    assert Drafts(settings).of(NOTES).text == "half a sen"


BROKEN = [b"", b"{", b"[]", b"null", b'{"text": 3}', b'{"text": 3, "base": "", "at": 1}', b"\xff"]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_draft_costs_one_sentence(settings, data):
    """It is put aside, told once, and the next draft takes its place."""
    with session(settings) as drafts:
        drafts.keep(NOTES, "half", "")
    (file,) = files(settings)
    file.write_bytes(data)

    with session(settings) as drafts:
        with pytest.raises(DraftUnreadable, match="what is left of it is in"):
            drafts.of(NOTES)
        assert drafts.of(NOTES) is None
        drafts.keep(NOTES, "again", "")

    assert Drafts(settings).of(NOTES).text == "again"
    assert file.with_suffix(".broken").read_bytes() == data


def test_what_is_old_or_too_much_goes(settings):
    """A month at most, and so many at most, the oldest first."""
    with session(settings) as drafts:
        for ident in range(MOST_KEPT + 5):
            drafts.keep(DraftKey(ident, "notes"), "half", "")
    assert len(files(settings)) == MOST_KEPT
    later = KEPT_DAYS * DAY + DAY

    with session(settings, lambda: drafts._now() + later) as at_last:
        assert all(at_last.of(DraftKey(ident, "notes")) is None for ident in range(MOST_KEPT))
        at_last.drop(NOTES)

    assert files(settings) == []


def test_what_is_too_long_is_not_kept(settings):
    """A pasted dump doesn't fill the state folder."""
    with session(settings) as drafts:
        drafts.keep(NOTES, "x" * (LONGEST + 1), "")

    assert files(settings) == []


def test_where_nothing_can_be_kept_nothing_is(settings):
    """Typing goes on; the draft lasts as long as the program."""
    settings.state_folder.write_text("a file where the folder should be")

    with session(settings) as drafts:
        drafts.keep(NOTES, "half", "")

    assert files(settings) == []
