"""Plans, edits of plans and people's guidance, made at random and small enough to repeat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.milestone import Milestone, Placed, PlanValues, Status
from mlv_tui.domain.outline import Heading, Outline, PromptStarter
from mlv_tui.domain.reconcile import Reconciliation, reconcile
from mlv_tui.domain.text import Text

LAWS = settings(deadline=None)
"""Enough to find what is wrong, few enough for a whole folder in seconds."""

TITLES = ("Goals", "Tests", "Risks", "C++", "C#", "部署")
BODIES = ("", "", "one", "two", "- a\n- b\n\n- c")
STARTERS = ("", "Write it.", "Write it.\n\n")
MARKS = ("", "[x] ", "[ ] ")
PLANS = ("a.md", "b.md")


@dataclass(frozen=True)
class Section:
    """A heading as it is written, and what stands under it."""

    title: str
    level: int = 1
    body: str = ""
    starter: str = ""
    mark: str = ""
    priority: int | None = None

    def heading(self, line: int) -> Heading:
        """Read it as a reader would."""
        status = {"": None, "[x] ": Status.DONE, "[ ] ": Status.OPEN}[self.mark]
        title = self.mark + self.title
        says = PlanValues(title=title, status=status, priority=self.priority)
        starters = (PromptStarter(self.starter, line + 1),) if self.starter else ()
        return Heading(self.level, title, title, line, self.body, says, starters)


Sections = tuple[Section, ...]
Plans = dict[str, Sections]


def outline(plan: str, sections: Sections) -> Outline:
    """Read a plan made of sections, four lines each."""
    return Outline(plan, tuple(one.heading(4 * at + 1) for at, one in enumerate(sections)))


def outlines(plans: Plans) -> list[Outline]:
    """Read several plans."""
    return [outline(plan, sections) for plan, sections in plans.items()]


@dataclass
class Store:
    """What is stored, kept the way the real store keeps it."""

    forest: Forest = field(default_factory=Forest)
    texts: dict[int, Text] = field(default_factory=dict)
    now: int = 1000

    def ingest(self, plans: Plans) -> Reconciliation:
        """Read some plans and store what came of it."""
        self.now += 1
        result = reconcile(self.forest, outlines(plans), self.new_ids(), self.now, self.texts_of)
        layouts = {one.plan: one for one in self.forest.layouts} | dict(result.layouts)
        self.texts |= result.texts
        self.keep(*result.milestones, layouts=layouts)
        return result

    def texts_of(self, ids: Collection[int]) -> dict[int, Text]:
        """Look stored texts up."""
        return {ident: self.texts[ident] for ident in ids if ident in self.texts}

    def new_ids(self) -> count[int]:
        """Count up from the first id that was never given."""
        return count(max(self.forest.by_id, default=0) + 1)

    def keep(self, *ones: Milestone, layouts: dict[str, Layout] | None = None) -> None:
        """Store new and changed milestones."""
        by_id = self.forest.by_id | {one.id: one for one in ones}
        kept = self.forest.layouts if layouts is None else tuple(layouts.values())
        self.forest = Forest(by_id.values(), kept)

    def ids(self, plan: str = "a.md") -> tuple[int, ...]:
        """Return the ids of a plan's headings."""
        return next((one.ids for one in self.forest.layouts if one.plan == plan), ())

    def one(self, title: str) -> Milestone:
        """Return the attached milestone of that title."""
        (found,) = (self.forest[at] for at in self.forest.order if self.forest[at].title == title)
        return found


def stored(*sections: Section, plan: str = "a.md") -> Store:
    """Store one plan that was just read."""
    store = Store()
    store.ingest({plan: sections})
    return store


levels = st.integers(1, 3)
any_section = st.builds(
    Section,
    st.sampled_from(TITLES),
    levels,
    st.sampled_from(BODIES),
    st.sampled_from(STARTERS),
    st.sampled_from(MARKS),
    st.sampled_from((None, None, 0, 1, 9)),
)
some_sections = st.lists(any_section, max_size=7).map(tuple)
some_plans = st.fixed_dictionaries(dict.fromkeys(PLANS, some_sections))


@dataclass(frozen=True)
class Edit:
    """One edit of one of the plans, its places counted round."""

    what: str
    plan: str
    at: int
    to: int
    section: Section

    def of(self, plans: Plans) -> Plans:
        """Return the plans as they are afterwards."""
        if self.what == "rename file":
            return {"c.md" if plan == self.plan else plan: text for plan, text in plans.items()}
        sections = plans.get(self.plan, ())
        edited = _EDITS[self.what](list(sections), self) if sections else [self.section]
        return {**plans, self.plan: tuple(edited)}


def _inserted(sections: list[Section], edit: Edit) -> list[Section]:
    at = edit.at % (len(sections) + 1)
    return [*sections[:at], edit.section, *sections[at:]]


def _deleted(sections: list[Section], edit: Edit) -> list[Section]:
    del sections[edit.at % len(sections)]
    return sections


def _moved(sections: list[Section], edit: Edit) -> list[Section]:
    one = sections.pop(edit.at % len(sections))
    sections.insert(edit.to % (len(sections) + 1), one)
    return sections


def _swapped(sections: list[Section], edit: Edit) -> list[Section]:
    at, to = edit.at % len(sections), edit.to % len(sections)
    sections[at], sections[to] = sections[to], sections[at]
    return sections


def _duplicated(sections: list[Section], edit: Edit) -> list[Section]:
    sections.insert(edit.to % (len(sections) + 1), sections[edit.at % len(sections)])
    return sections


def _retyped(sections: list[Section], edit: Edit, *names: str) -> list[Section]:
    at = edit.at % len(sections)
    sections[at] = replace(sections[at], **{one: getattr(edit.section, one) for one in names})
    return sections


_EDITS = {
    "insert": _inserted,
    "delete": _deleted,
    "move": _moved,
    "swap": _swapped,
    "duplicate": _duplicated,
    "retype": lambda sections, edit: _retyped(sections, edit, "body", "starter"),
    "retitle": lambda sections, edit: _retyped(sections, edit, "title"),
    "tick": lambda sections, edit: _retyped(sections, edit, "mark"),
    "level": lambda sections, edit: _retyped(sections, edit, "level"),
    "empty": lambda _sections, _edit: [],
}

places = st.integers(0, 20)
any_edit = st.builds(
    Edit,
    st.sampled_from((*_EDITS, "rename file")),
    st.sampled_from((*PLANS, "c.md")),
    places,
    places,
    any_section,
)
some_edits = st.lists(any_edit, min_size=1, max_size=5)


def after(plans: Plans, edits: list[Edit]) -> list[Plans]:
    """Return the plans after each edit; one that is gone is read as empty from then on."""
    found, now = [], plans
    for edit in edits:
        gone = dict.fromkeys(now, ())
        now = {**gone, **edit.of(now)}
        found.append(now)
    return found


@dataclass(frozen=True)
class Guidance:
    """What a person puts on one of the milestones, counted round."""

    at: int
    notes: str
    archived_at: int | None
    title: str | None
    status: Status | None
    priority: int | None
    placed: Placed | None
    waits_for: tuple[int, ...]
    removed_at: int | None

    def put(self, store: Store) -> None:
        """Edit the milestone as people do."""
        if not len(store.forest):
            return
        ids = sorted(store.forest.by_id)
        one = with_notes(store.forest[ids[self.at % len(ids)]], self.notes)
        one = replace(
            one,
            archived_at=self.archived_at,
            placed=self.placed,
            waits_for=self.waits_for,
            removed_at=self.removed_at,
        )
        for name in ("title", "status", "priority"):
            wanted = getattr(self, name)
            one = one if wanted is None else with_shared(one, name, wanted)
        store.keep(one)


any_guidance = st.builds(
    Guidance,
    places,
    st.sampled_from(("", "Ask Mia.")),
    st.sampled_from((None, 7)),
    st.sampled_from((None, "My own title", "Goals")),
    st.sampled_from((None, *Status)),
    st.sampled_from((None, 0, 5)),
    st.none() | st.builds(Placed, st.none() | places, st.none() | places, places),
    st.sampled_from(((), (2, 1))),
    st.sampled_from((None, None, 7)),
)
some_guidance = st.lists(any_guidance, max_size=5)


@st.composite
def lived_stores(draw: st.DrawFn) -> tuple[Store, Plans]:
    """A store that plans were read into, edited and read again, with guidance, and the plans."""
    plans = draw(some_plans)
    store = Store()
    store.ingest(plans)
    for plans in after(plans, draw(st.lists(any_edit, max_size=4))):  # noqa: B020 - the last one
        store.ingest(plans)
        for guidance in draw(st.lists(any_guidance, max_size=2)):
            guidance.put(store)
    return store, plans


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    """Any forest: statuses, priorities, archived and detached ones anywhere."""
    rows = draw(
        st.lists(
            st.tuples(
                levels,
                st.sampled_from((None, *Status)),
                st.sampled_from((None, None, 0, 1, 2)),
                st.sampled_from(("", "", "", "archived", "detached")),
            ),
            max_size=14,
        )
    )
    ones = [
        Milestone(
            ident,
            "a.md",
            level,
            f"m-{ident}",
            1,
            PlanValues(title=f"M{ident}", status=status, priority=priority),
            archived_at=3 if state == "archived" else None,
            detached_at=ident % 3 if state == "detached" else None,
        )
        for ident, (level, status, priority, state) in enumerate(rows, 1)
    ]
    placed = tuple(one.id for one in ones if not one.is_detached)
    return Forest(ones, [Layout("a.md", placed, tuple(range(1, len(placed) + 1)))])
