"""A small project for the filter language: a plan with fields, what people put on it, the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.milestone import Milestone, Placed, PlanValues, Status
from mlv_tui.domain.query import Query, parse

TODAY = date(2026, 11, 25)
"""A Wednesday."""
ME = "ada"


def at(day: str) -> int:
    """Return noon of a day, in epoch milliseconds."""
    return int(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp() * 1000)


def _one(ident: int, title: str, level: int = 2, plan: str | None = "core.md", **says) -> Milestone:
    return Milestone(
        ident,
        plan,
        level,
        title.split(maxsplit=1)[0].casefold(),
        1,
        PlanValues(title=title, **says),
        updated_at=at("2026-10-01"),
    )


def ones() -> dict[int, Milestone]:
    """Make the milestones, by id."""
    made = [
        _one(1, "Core", 1, priority=1),
        _one(2, "Collect prices", status=Status.DONE, module="Trips", owner="ada"),
        _one(3, "Freeze the price", status=Status.ACTIVE, module="trips", due="2026-11-20"),
        _one(4, "Send it", priority=3, anchor="Trip (G2–G3)", links=("trip:TR-42", "order:7")),
        _one(5, "ÜBERSICHT (small)", module="Core platform", owner="bob", due="2026-11-28"),
        _one(6, "Weigh “it”, soon", after=("Send it",)),
        _one(10, "Offers", 1, "plans/score.md", anchor="Offer"),
        _one(11, "or not", 2, "plans/score.md", status=Status.BLOCKED, due="2027-01-05"),
        _one(12, "Old", 2, "plans/score.md"),
        _one(13, "Older", 3, "plans/score.md"),
        _one(20, "Lost", module="Gone"),
        _one(21, "Lost and noted"),
    ]
    by_id = {one.id: one for one in made}
    by_id[4] = replace(with_notes(by_id[4], "Ask Mia."), prompt_starters=1)
    by_id[5] = with_shared(by_id[5], "title", "Overview (small)")
    by_id[5] = replace(by_id[5], says=replace(by_id[5].says, title="Übersicht, all"))
    by_id[6] = replace(by_id[6], waits_for=(3,), updated_at=at("2026-11-24"))
    by_id[11] = replace(by_id[11], placed=Placed(10, None))
    by_id[12] = replace(by_id[12], archived_at=5)
    by_id[20] = replace(by_id[20], detached_at=7)
    by_id[21] = replace(with_notes(by_id[21], "Keep"), detached_at=8)
    by_id[30] = replace(_one(30, "By hand", 0, None), placed=Placed(None, None))
    return by_id


def project() -> Forest:
    """Grow the trees: one archived with one below it, two detached, one made by hand."""
    core, score = (1, 2, 3, 4, 5, 6), (10, 11, 12, 13)
    return Forest(
        ones().values(),
        [
            Layout("core.md", core, tuple(range(1, 7))),
            Layout("plans/score.md", score, tuple(range(1, 5))),
        ],
    )


def ask(text: str) -> Query:
    """Ask as ada, on that Wednesday."""
    return parse(text, TODAY, ME)
