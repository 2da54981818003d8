"""Plans whose numbers move: what is below `2.1 Design` now may have been below `3.1 Design`."""

from __future__ import annotations

from random import Random

import pytest
from strategies import Section, stored

CHECKLIST = "- [ ] draw\n- [ ] build\n- [ ] try"
LINE = "- one more line that was added in the same save"
NAMES = {"0": "Delta zero", "1": "Alpha base", "2": "Beta work", "3": "Gamma end"}
START = (Section("Plan", 1, "What all of it is for."),)


def _prose(seed):
    """Write a few lines that have nothing in common with others."""
    random = Random(str(seed))  # noqa: S311 - nothing secret
    words = ["".join(random.choices("bdfgklmnprstaeiou", k=6)) for _ in range(24)]
    return "\n".join(" ".join(words[at : at + 8]) for at in (0, 8, 16))


TEXTS = {
    "distinct": lambda phase, part: _prose(phase + part),
    "checklists": lambda _phase, _part: CHECKLIST,
    "empty": lambda _phase, _part: "",
    "one empty": lambda phase, part: "" if phase + part == "2Design" else _prose(phase + part),
    "half of them empty": lambda phase, part: _prose(phase) if part == "Design" else "",
    "a short line": lambda phase, part: f"See {phase}{part}.",
    "other checklists": lambda phase, part: (
        "- [ ] " + _prose(phase + part).replace("\n", "\n- [ ] ")
    ),
}
ORDERS = {
    "the first deleted": ("123", "23"),
    "the second deleted": ("123", "13"),
    "one inserted first": ("123", "0123"),
    "two swapped": ("123", "213"),
    "all rotated": ("123", "312"),
}


def _phases(order, text_of, more="", name="Phase {n}: {name}", own=_prose):
    """Write numbered phases, each with two numbered parts; say who each section is."""
    found = [("plan", START[0])]
    for n, phase in enumerate(order, 1):
        title = name.format(n=n, name=NAMES[phase])
        found.append((phase, Section(title, 2, own(phase))))
        for at, part in enumerate(("Design", "Tests"), 1):
            text = text_of(phase, part)
            body = f"{text}\n{more}" if text and more else text
            found.append((phase + part, Section(f"{n}.{at} {part}", 3, body)))
    return found


def _flat(*rows):
    """Write sections of one level after the plan's title; say who each is."""
    return [("plan", START[0]), *((who, Section(title, 2, body)) for who, title, body in rows)]


def _outcome(before, now):
    """Read both; give who got whose milestone, and who lost theirs."""
    store = stored(*(section for _, section in before))
    owner = dict(zip(store.ids(), (who for who, _ in before), strict=True))
    store.ingest({"a.md": tuple(section for _, section in now)})
    found = {who: owner.get(ident) for (who, _), ident in zip(now, store.ids(), strict=True)}
    wrong = {who: was for who, was in found.items() if was not in (None, who)}
    return wrong, {who for who in found if found[who] is None and who in owner.values()}


@pytest.mark.parametrize("more", ["", LINE], ids=["only numbers changed", "texts edited as well"])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("texts", TEXTS)
def test_what_is_below_a_phase_goes_with_it(texts, order, more):
    """Whatever stands below, its status stays in the phase when all numbers move."""
    before, now = ORDERS[order]

    outcome = _outcome(_phases(before, TEXTS[texts]), _phases(now, TEXTS[texts], more))

    assert outcome == ({}, set())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("texts", ["distinct", "half of them empty"])
def test_phases_that_are_only_numbers_are_told_by_what_is_below(texts, order):
    """A phase without a name and a text goes with its parts."""
    before, now = (
        _phases(one, TEXTS[texts], name="Phase {n}", own=lambda _: "") for one in ORDERS[order]
    )

    assert _outcome(before, now) == ({}, set())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("texts", ["checklists", "empty"])
def test_phases_that_are_only_numbers_are_told_by_their_texts(texts, order):
    """What is below a phase follows it, if only the phase has a text of its own."""
    before, now = (_phases(one, TEXTS[texts], name="Phase {n}") for one in ORDERS[order])

    assert _outcome(before, now) == ({}, set())


BODIES = {"prose": _prose(1), "other prose": _prose(2), "checklist": CHECKLIST, "empty": ""}


@pytest.mark.parametrize("second", BODIES)
@pytest.mark.parametrize("first", BODIES)
def test_equal_titles_beside_each_other_keep_their_order(first, second):
    """A section before them is deleted, or inserted: both go on under other numbers."""
    one, two = BODIES[first], BODIES[second]
    end = _prose("end")
    longer = _flat(
        ("s", "1. Setup", _prose("s")),
        ("a", "2. Tests", one),
        ("b", "3. Tests", two),
        ("e", "4. Ship", end),
    )
    shorter = _flat(("a", "1. Tests", one), ("b", "2. Tests", two), ("e", "3. Ship", end))

    assert _outcome(longer, shorter) == ({}, set())
    assert _outcome(shorter, longer) == ({}, set())


def test_numbers_that_run_through_are_no_sign_below_another_parent():
    """A step more in one part changes the numbers in the next: there the order tells."""

    def steps(first, second):
        names = [*first, *second]
        titled = {who: Section(f"Step {n}", 3) for n, who in enumerate(names, 1)}
        parts = ("setup", Section("Setup", 2, "How.")), ("ship", Section("Shipping", 2, "Where."))
        return [
            parts[0],
            *((who, titled[who]) for who in first),
            parts[1],
            *((who, titled[who]) for who in second),
        ]

    wrong, lost = _outcome(steps("ab", "cd"), steps("axb", "cd"))

    assert wrong == {}
    assert lost == {"a", "b"}
    assert _outcome(steps("ab", "cd"), steps("abc", "d")) == ({}, set())


OLD, NEW = (
    "Copy the build to both servers.\nSwitch the balancer over.\nWatch the graphs for an hour.",
    "Rent a second machine in Frankfurt.\nInstall a system on it.\nGive every admin an account.",
)


@pytest.mark.parametrize(
    ("title", "now"), [("1. Deploy", "2. Deploy"), ("Deploy the site", "Deploy the old site")]
)
def test_a_text_goes_before_a_title_that_something_new_took(title, now):
    """The status follows the text that is as it was, not the title of what is new."""
    end = ("end", "End", "Write the closing note.")

    outcome = _outcome(
        _flat(("a", title, OLD), end), _flat(("new", title, NEW), ("a", now, OLD), end)
    )

    assert outcome == ({}, set())


def test_a_title_goes_before_a_text_that_went_further_down():
    """A section that was split, or a template that was filled in, keeps its title."""
    template = "- Goal: open\n- Owner: open\n- Risks: open"
    filled = "- Goal: sell\n- Owner: Mia\n- Risks: none"

    split = _outcome(_flat(("a", "Deploy", OLD)), _flat(("a", "Deploy", NEW), ("n", "Steps", OLD)))
    fill = _outcome(
        _flat(("a", "1. Review", template)),
        _flat(("a", "1. Review", filled), ("n", "2. Review", template)),
    )

    assert split == fill == ({}, set())


def test_of_two_numbered_sections_the_one_whose_text_is_left_is_left():
    """The second is deleted and the third gets its number: the third's status goes with it."""
    before = _flat(("a", "1. Review", _prose(1)), ("b", "2. Review", OLD), ("c", "3. Review", NEW))
    now = _flat(("a", "1. Review", _prose(1)), ("c", "2. Review", NEW))

    assert _outcome(before, now) == ({}, set())
