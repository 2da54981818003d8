"""How fresh what is known of a linked entity is."""

from __future__ import annotations

import pytest

from mlv_tui.domain.entities import Entity, EntityRef, told
from mlv_tui.domain.freshness import (
    FRESH_FOR,
    KEPT_EVERY,
    Answer,
    Known,
    Seen,
    Standing,
    freshness,
    is_worth_keeping,
)

NOW = 10_000_000_000
HOUR = 3_600_000
REF = EntityRef("trip", "TR-1")
BEFORE = Seen("Lisbon", NOW - 2 * HOUR)


@pytest.mark.parametrize(
    ("answer", "asked_at", "seen", "words"),
    [
        (Answer.FOUND, NOW, Seen("", NOW), "fresh"),
        (Answer.FOUND, NOW - FRESH_FOR + 1, Seen("", NOW), "fresh"),
        (Answer.FOUND, NOW - 2 * HOUR, BEFORE, "seen 2 h ago"),
        (Answer.NONE_YET, None, BEFORE, "seen 2 h ago"),
        (Answer.NONE_YET, None, None, "not looked up yet"),
        (Answer.NOTHING, NOW, None, "missing"),
        (Answer.NOTHING, NOW, BEFORE, "missing, seen 2 h ago"),
        (Answer.SEVERAL, NOW, BEFORE, "ambiguous"),
        (Answer.AWAY, NOW, None, "source away"),
        (Answer.AWAY, NOW, BEFORE, "source away, seen 2 h ago"),
        (Answer.NO_SOURCE, NOW, None, "no source"),
    ],
)
def test_a_link_says_what_is_known(answer, asked_at, seen, words):
    """In a few words, and with a word for scripts."""
    fresh = freshness(Known(REF, answer, asked_at, seen=seen), NOW)

    assert fresh.words == words
    assert fresh.words.startswith(fresh.standing)
    assert fresh.standing in set(Standing)


def test_the_label_is_the_last_one_that_was_seen():
    """What the source says now, else what it said then."""
    found = Known(REF, Answer.FOUND, NOW, (Entity("trip", "TR-1", "Porto"),), BEFORE)

    assert (found.label, found.entity.label) == ("Porto", "Porto")
    assert Known(REF, Answer.AWAY, NOW, seen=BEFORE).label == "Lisbon"
    assert (Known(REF).label, Known(REF).entity) == ("", None)


def test_a_sight_is_written_down_now_and_then():
    """When the label changed, or long after the last time; not at every look."""
    assert is_worth_keeping(None, BEFORE)
    assert is_worth_keeping(BEFORE, Seen("Porto", BEFORE.at + 1))
    assert not is_worth_keeping(BEFORE, Seen("Lisbon", BEFORE.at + KEPT_EVERY - 1))
    assert is_worth_keeping(BEFORE, Seen("Lisbon", BEFORE.at + KEPT_EVERY))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (7, "7"), ("a\0b\ud800", "a\ufffdb?"), ("x" * 300, "x" * 200), ("Évora", "Évora")],
)
def test_what_a_source_tells_can_be_kept(value, text):
    """No database of ours refuses it, and it is never long."""
    assert told(value) == text
