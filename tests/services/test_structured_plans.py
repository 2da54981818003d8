"""Structured plans beside Markdown: what counts as one, and how their milestones stay the same."""

from __future__ import annotations

import json

import pytest
from looking import by_title, forest, gone, read, statuses, tree

from mlv_tui.domain.milestone import Status
from mlv_tui.errors import NoPlans


def write_records(plans, name, *records):
    """Write a plan of records as JSON."""
    plans.write(name, json.dumps({"mlv": 1, "milestones": records}, indent=1))


def record(title, ident="", body="", **more):
    """Make a record."""
    return {"title": title, **({"id": ident} if ident else {}), "body": body, **more}


def test_only_files_that_say_so_are_plans(workspace, plans):
    """A repository's other YAML, TOML and JSON files are none, and cause no trouble."""
    plans.write("trip.md", "# Trip\n")
    plans.write("a.plan.toml", "[[milestones]]\ntitle = 'By name'\n")
    plans.write("b.yaml", "mlv: 1\nmilestones: [{title: By its keys}]\n")
    plans.write("package.json", '{"name": "x", "milestones": 3}')
    plans.write("entities.json", '{"kinds": []}')
    plans.write("ci.yml", "jobs: {a: !!python/name:os.system x}\n")
    plans.write("off.plan.yaml", "mlv: false\n")
    plans.write("broken.toml", "= = =")

    report = read(workspace, plans.folder)

    assert report.troubles == ()
    assert tree(workspace) == ["By name", "By its keys", "Trip"]


def test_a_file_that_is_named_counts_always(workspace, plans):
    """Whatever it is called; but it must be a plan then."""
    plans.write("things.json", '{"milestones": [{"title": "Named"}]}')
    other = plans.write("package.json", '{"name": "x"}')

    read(workspace, plans / "things.json")

    assert tree(workspace, "things") == ["Named"]
    assert "name: this key is unknown" in read(workspace, other).troubles[0].message


def test_nothing_that_says_so_is_no_plan(workspace, plans):
    """The sentence tells how a file says that it is one."""
    plans.write("ci.yml", "jobs: []\n")

    with pytest.raises(NoPlans, match=r"\*\.plan\.yaml"):
        read(workspace, plans.folder)


def test_an_emptied_plan_keeps_its_milestones(workspace, plans):
    """As a Markdown plan does: whoever saves it half-way loses nothing."""
    plans.write("a.yaml", "mlv: 1\nmilestones: [{title: One}]\n")
    read(workspace, plans.folder)

    plans.write("a.yaml", "")
    report = read(workspace)

    assert "is empty" in report.troubles[0].message
    assert (tree(workspace), gone(workspace)) == (["One"], [])


def test_a_plan_that_says_no_more_that_it_is_one_is_gone(workspace, plans):
    """Its milestones are detached, and come back with it."""
    text = "mlv: 1\nmilestones: [{title: One}]\n"
    plans.write("a.yaml", text)
    plans.write("b.md", "# Two\n")
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["One"]], Status.ACTIVE)

    plans.write("a.yaml", "other: 1\n")
    read(workspace)
    assert (tree(workspace), gone(workspace)) == (["Two"], ["One"])

    plans.write("a.yaml", text)
    read(workspace)
    assert (tree(workspace), statuses(workspace)["One"]) == (["One", "Two"], "active")


def test_an_id_keeps_a_milestone_through_any_edit(workspace, plans):
    """Retitled, reordered, moved below another and rewritten in one save."""
    write_records(plans, "a.json", record("One", "1", "x"), record("Two", "2", "y"))
    read(workspace, plans.folder)
    before = by_title(workspace)

    write_records(
        plans, "a.json", record("Zwei", "2", "neu", children=[record("Eins", "1", "auch neu")])
    )
    read(workspace)

    after = by_title(workspace)
    assert tree(workspace) == ["Zwei", "  Eins"]
    assert (after["Eins"], after["Zwei"]) == (before["One"], before["Two"])


def test_equal_ids_of_two_plans_are_no_matter(workspace, plans):
    """Numbers from 1 in every file name other milestones in each."""
    for name in ("a", "b"):
        write_records(plans, f"{name}.json", record(f"{name} one", "1"), record(f"{name} two", "2"))
    read(workspace, plans.folder)
    before = by_title(workspace)

    for name in ("a", "b"):
        write_records(
            plans, f"{name}.json", record(f"{name} zwei", "2"), record(f"{name} eins", "1")
        )
    read(workspace)

    after = by_title(workspace)
    assert [after[f"{name} eins"] for name in "ab"] == [before[f"{name} one"] for name in "ab"]
    assert [after[f"{name} zwei"] for name in "ab"] == [before[f"{name} two"] for name in "ab"]


def test_a_number_names_nothing_in_another_plan(workspace, plans):
    """The third of one file isn't that of another, which got its third when the first lost its."""
    write_records(plans, "a.json", record("One", "1"), record("Book the hall", "3"))
    write_records(plans, "b.json", record("Two", "1"))
    read(workspace, plans.folder)
    workspace.edits.set_status([by_title(workspace)["Book the hall"]], Status.DONE)

    write_records(plans, "a.json", record("One", "1"))
    write_records(plans, "b.json", record("Two", "1"), record("Call the bus", "3"))
    read(workspace)

    assert statuses(workspace)["Call the bus"] == "open"
    assert gone(workspace) == ["Book the hall"]


def test_without_ids_titles_and_texts_tell(workspace, plans):
    """As from Markdown: a title in another place, or another title above the same text."""
    long = "A text that is long enough to tell one milestone from all the others."
    write_records(plans, "a.json", record("One"), record("Two", body=long), record("Three"))
    read(workspace, plans.folder)
    before = by_title(workspace)

    write_records(plans, "a.json", record("Three"), record("Zwei", body=long), record("One"))
    read(workspace)

    after = by_title(workspace)
    assert (after["One"], after["Zwei"], after["Three"]) == tuple(before.values())
    assert gone(workspace) == []


def test_the_same_plan_in_another_format_says_nothing_new(workspace, plans):
    """A plan rewritten from Markdown as YAML keeps its milestones."""
    plans.write("a.md", "# One {#one}\n\nText.\n\n## Two\nOwner: ann\n")
    read(workspace, plans.folder)
    before = by_title(workspace)

    (plans / "a.md").unlink()
    plans.write(
        "a.plan.yaml",
        "milestones:\n- id: one\n  title: One\n  body: Text.\n"
        "  children: [{title: Two, owner: ann}]\n",
    )
    read(workspace)

    assert by_title(workspace) == before
    assert [forest(workspace)[ident].says.owner for ident in before.values()] == [None, "ann"]
