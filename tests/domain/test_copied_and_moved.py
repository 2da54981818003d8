"""Sections that go to another plan, come back, or go on in a copy that was saved before."""

from __future__ import annotations

from saving import folder
from strategies import Section

CHECKLIST = "- [ ] draw\n- [ ] build\n- [ ] try"
START = Section("Plan", 1, "What all of it is for.")
DEPLOY = Section("Deploy it", 2, "Copy the build to both servers.\nWatch the graphs for an hour.")
END = Section("The end", 2, "Write the closing note for the board.")


def _checklists(*titles):
    return (START, *(Section(title, 2, CHECKLIST) for title in titles))


def test_a_text_that_stands_elsewhere_brings_nothing_back():
    """A new section with everybody's checklist isn't the one that was dropped a minute ago."""
    found = folder(*_checklists("Login", "Payments", "Reports"))
    gone = found.ids("a.md")[3]
    found.put(gone)
    found.save({"a.md": _checklists("Login", "Payments")})

    found.save({"a.md": _checklists("Login", "Payments", "Backups")})

    assert gone not in found.ids("a.md")


def test_a_checklist_in_another_plan_brings_nothing_back():
    """The same where those that have it stand in a plan that didn't change."""
    found = folder(*_checklists("Login", "Payments"), plan="b.md")
    found.save({"a.md": _checklists("Reports")})
    gone = found.ids("a.md")[1]
    found.put(gone)
    found.save({"a.md": (START,)})

    found.save({"a.md": _checklists("Backups")})

    assert gone not in found.ids("a.md")


def test_a_title_that_nothing_else_has_is_enough_in_another_plan():
    """A section without text keeps its status when it moves there."""
    moved = Section("Translate the help pages", 2)
    found = folder(START, Section("Set up the payment provider", 2), moved)
    found.save({"b.md": (Section("Other", 1, "Something else."),)})
    ident = found.ids("a.md")[2]

    found.save(
        {
            "a.md": (START, Section("Set up the payment provider", 2)),
            "b.md": (Section("Other", 1, "Something else."), moved),
        }
    )

    assert found.ids("b.md")[1] == ident


def test_a_short_title_is_not_enough_in_another_plan():
    """Two sections called alike may well be two: the new one is new."""
    risks = Section("Open risks", 2)
    found = folder(START, risks)
    found.save({"b.md": (Section("Other", 1, "Something else."),)})
    ident = found.ids("a.md")[1]

    found.save({"a.md": (START,), "b.md": (Section("Other", 1, "Something else."), risks)})

    assert ident not in found.ids("b.md")


def test_an_original_goes_on_in_the_copy_within_its_plan():
    """A section is copied further down, saved, and then deleted above."""
    found = folder(START, DEPLOY, END)
    original = found.ids("a.md")[1]
    found.put(original)
    found.save({"a.md": (START, DEPLOY, END, DEPLOY)})
    assert found.ids("a.md")[1] == original

    found.save({"a.md": (START, END, DEPLOY)})

    assert found.ids("a.md")[2] == original


def test_a_copy_that_somebody_touched_stays_what_it_is():
    """What a person did to the copy is the copy's own: the original is detached."""
    found = folder(START, DEPLOY, END)
    original = found.ids("a.md")[1]
    found.put(original)
    found.save({"a.md": (START, DEPLOY, END, DEPLOY)})
    copy = found.ids("a.md")[3]
    found.put(copy, notes="Ask Eve.")

    found.save({"a.md": (START, END, DEPLOY)})

    assert found.ids("a.md")[2] == copy
    assert original in found.forest.detached
