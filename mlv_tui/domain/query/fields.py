"""The fields that a query may ask for: what each one is, reads, says and offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import ME, Milestone
from mlv_tui.domain.query import offers, reading, saying
from mlv_tui.domain.query.days import changed_check, due_check
from mlv_tui.domain.query.offers import Offer, Offers
from mlv_tui.domain.query.reading import Read
from mlv_tui.domain.query.saying import Say
from mlv_tui.domain.query.states import HAS, IS


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the query language.

    Attributes:
        name: Its full name.
        about: What stands behind the colon, for the help.
        read: Understands one value.
        say: Says what a milestone has of it.
        offers: Gives the values that a forest has of it.
        aliases: Other names.
        is_open: Whether any text may stand there, one that no milestone has too.
    """

    name: str
    about: str
    read: Read
    say: Say
    offers: Offers = offers.nothing
    aliases: tuple[str, ...] = ()
    is_open: bool = False


def _modules(forest: Forest, one: Milestone) -> Iterable[str]:
    return filter(None, (forest.module_of(one.id).text,))


def _anchors(forest: Forest, one: Milestone) -> Iterable[str]:
    written = forest.anchor_of(one.id).text
    return reading.anchor_names(written) if written else ()


def _gates(forest: Forest, one: Milestone) -> Iterable[str]:
    anchor = forest.anchor_of(one.id).anchor
    return {f"G{number}": None for span in anchor.spans for number in span} if anchor else ()


def _links(one: Milestone) -> Iterable[str]:
    return [name for ref in one.links for name in (ref.kind, str(ref))]


FIELDS: Final = (
    Field(
        "status",
        "open, active, blocked or done",
        reading.status,
        saying.status,
        offers.statuses,
    ),
    Field(
        "priority",
        "a number: 2, <=2, 1-3, none; inherited ones count",
        reading.priority,
        saying.priority,
        offers.priorities,
        ("prio",),
    ),
    Field(
        "module",
        "its area: Trips, trip*, none; inherited ones count",
        reading.module,
        saying.module,
        offers.values_in(_modules),
        is_open=True,
    ),
    Field(
        "anchor",
        "what it points at: Trip, G2, none",
        reading.anchor,
        saying.anchor,
        offers.values_in(_anchors),
        is_open=True,
    ),
    Field(
        "gate",
        "a gate of its anchor: G2, G1-G3, none",
        reading.gate,
        saying.anchor,
        offers.values_in(_gates),
    ),
    Field(
        "owner",
        "who does it: a name, me, none",
        reading.owner,
        saying.shown("owner", "its owner is"),
        offers.values(offers.shown("owner"), Offer(ME, None, "you", is_word=True)),
        is_open=True,
    ),
    Field(
        "due",
        "a day: fri, <+7d, 2026-12-01..eom, overdue, none",
        due_check,
        saying.due,
        offers.examples(
            ("overdue", "should have been done before today"),
            ("today", "on this very day"),
            ("<+7d", "in less than seven days, or over"),
            ("<=eom", "until the end of the month, or over"),
            ("none", "without a due date"),
        ),
    ),
    Field(
        "plan",
        "its file, or a part of its path: core.md, none",
        reading.plan,
        saying.plan,
        offers.values(lambda one: filter(None, (one.plan,))),
        is_open=True,
    ),
    Field(
        "link",
        "a kind, an id or both: trip, TR-42, trip:TR-42, none",
        reading.link,
        saying.links,
        offers.values(_links),
        ("links", "entity"),
        is_open=True,
    ),
    Field(
        "after",
        "what is to come first: part of its title, its id, none",
        reading.after,
        saying.after,
        offers.values(lambda one: one.says.after),
        is_open=True,
    ),
    Field(
        "is",
        "detached, conflict, next, overdue and others",
        reading.state(IS, "is"),
        saying.status,
        offers.words(IS),
    ),
    Field(
        "has",
        "notes, links, due and others",
        reading.state(HAS, "has"),
        saying.status,
        offers.words(HAS),
    ),
    Field(
        "changed",
        "how long ago, or a day: <3d, today, >=2026-12-01",
        changed_check,
        saying.changed,
        offers.examples(
            ("today", "on this very day"),
            ("<7d", "less than seven days ago"),
            (">30d", "more than thirty days ago"),
        ),
    ),
    Field("title", "a part of its title", reading.title, saying.title),
    Field("notes", "a part of its notes, none", reading.notes, saying.notes),
    Field(
        "text", "a part of its title or notes, not of the plan's text", reading.text, saying.text
    ),
    Field(
        "level", "a number: 1, <=2, 1-3; 0 is by hand", reading.level, saying.level, offers.levels
    ),
    Field("id", "a number: 17, 10-20", reading.ident, saying.ident),
    Field("key", "its source key, or a part of it", reading.key, saying.key),
)
"""In the order in which they are told."""

NAMES: Final = {name: one for one in FIELDS for name in (one.name, *one.aliases)}
STATES: Final = {"is": IS, "has": HAS}


@lru_cache(maxsize=6)
def offered(forest: Forest, name: str) -> tuple[Offer, ...]:
    """Give the values that a forest has of a field; remembered, for every key that is typed."""
    return tuple(NAMES[name].offers(forest))
