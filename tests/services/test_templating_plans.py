"""Templates applied to a project, and written as new plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlv_tui.domain.change_set import Origin
from mlv_tui.errors import FileKept, NotFound, TemplateInvalid, ValuesWrong
from mlv_tui.services.new_plans import check_new_plan, written_plan
from mlv_tui.services.templates import BUILT_IN, Shelf
from mlv_tui.services.workspace import Workspace

HEAD = "---\nmlv-template: 1\nvariables:\n  - {name: what, default: it}\n---\n"
WAITING = f"""{HEAD}
# Do {{{{ what }}}}
Owner: me
Link: trip:TR-1, Trip: TR-2

Some text.

Prompt starter: Do {{{{ what }}}} now.

## First, then
### Deep
## Second
After: First, then
Priority: 1
Anchor: Trip (G2)
Status: active
Due: 2026-12-01
Module: {{{{ what }}}}
"""
VALUES = {
    "feature": {"feature": "Sea view"},
    "incident": {"what": "Prices were wrong", "severity": "critical"},
    "migration": {"what": "the prices", "source": "A, the old one", "target": "B", "day": "+1w"},
    "release": {"version": "2.4", "has_migration": "yes", "candidates": "2"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A person's own templates."""
    made = tmp_path / "templates"
    made.mkdir()
    return made


@pytest.fixture
def session(settings, folder):
    """A session of a person with templates of their own."""
    one = Workspace(replace(settings, template_folder=folder))
    yield one
    one.close()


@pytest.fixture
def project(session, plans):
    """A project with one plan: Core, and below it Base."""
    plans.write("core.md", "# Core\n\n## Base\n")
    return session.add_project("Core", [plans.folder])


def applied(session, project, text: str, folder: Path, **more):
    """Apply a template of one's own with this text."""
    (folder / "own.md").write_text(text, encoding="utf-8")
    return session.templates.apply(project.id, session.templates.named("own"), **more)


def rows(session, project) -> list[str]:
    """The titles as they stand, two blanks a level."""
    forest = session.forest(project.id)
    return [f"{'  ' * len(list(forest.ancestors(one)))}{forest[one].title}" for one in forest.order]


@pytest.mark.parametrize("name", VALUES)
def test_a_built_in_template_says_the_same_both_ways(session, project, plans, name):
    """As milestones made by hand and as a new plan: titles, levels, fields, what comes first."""
    template = session.templates.named(name)

    made = session.templates.apply(project.id, template, VALUES[name])
    plan = session.templates.write(project.id, template, VALUES[name], plans / "new.md")
    session.read_changed(project.slug, frozenset({plan.path}))

    forest = session.forest(project.id)
    by_hand = [forest[ident] for ident in made.report.added]
    read = [forest[ident] for ident in forest.order if forest[ident].plan == "new.md"]
    assert template.place == BUILT_IN
    for one, other in zip(by_hand, read, strict=True):
        for field in ("title", "priority", "module", "anchor", "owner", "due"):
            assert one.shown(field) == other.shown(field)
        assert one.prompt_starters == other.prompt_starters
        assert bool(one.waits_for) == bool(other.says.after)


def test_what_a_template_says_becomes_a_persons_own(session, project, folder):
    """Fields, links, notes and prompt starters; `After` names others of it, by their ids."""
    base = next(one.id for one in session.forest(project.id).by_id.values() if one.title == "Base")

    made = applied(session, project, WAITING, folder, given={"what": "# this"}, parent=base)

    assert rows(session, project) == [
        "Core",
        "  Base",
        "    Do # this",
        "      First, then",
        "        Deep",
        "      Second",
    ]
    forest = session.forest(project.id)
    top, first, _, second = (forest[ident] for ident in made.report.added)
    assert (top.shown("owner"), top.notes, top.prompt_starters) == ("ada", "Some text.", 1)
    assert [str(ref) for ref in top.links] == ["trip:TR-1"]
    assert session.text(top.id).prompt_starters[0].text == "Do # this now."
    assert second.waits_for == (first.id,)
    shown = [second.shown(name) for name in ("priority", "anchor", "status", "due", "module")]
    assert shown == [1, "Trip (G2)", "active", "2026-12-01", "# this"]
    assert all(one.is_by_hand for one in (top, first, second))


def test_it_is_one_gesture_undone_and_done_again(session, project, folder):
    """All that it made goes at once, and comes back."""
    before = rows(session, project)
    made = applied(session, project, WAITING, folder, given={})
    after = rows(session, project)

    session.history.undo(project_id=project.id)
    undone = rows(session, project)
    session.history.redo(project.id)

    assert (undone, rows(session, project)) == (before, after)
    assert len(made.report.added) == 4


def test_looking_only_makes_nothing(session, project, folder):
    """What would be made is told."""
    made = applied(session, project, WAITING, folder, given={}, dry_run=True)

    assert [one.values["title"] for one in made.sketches] == [
        "Do it",
        "First, then",
        "Deep",
        "Second",
    ]
    assert made.report.change_set is None
    assert rows(session, project) == ["Core", "  Base"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Only text.\n", "makes no heading"),
        ("# A\nAfter: Nobody\n", "“A” is to come after “Nobody”, which isn't there"),
        ("# A\nAfter: Bild\n# Build\n", "Did you mean Build"),
        ("# A\nAfter: B\n# B\n# B\n", "several are called so"),
        ("# A\nStatus: {{ what }}\n", "A status is open"),
        ("# A\nDue: sometime\n", "A due date"),
        ("# {{ what }}" + " x" * 300 + "\n", "too long"),
        ("#\n", "title"),
        ("# A\n{{ waht }}\n", "Did you mean what"),
    ],
)
def test_what_can_not_be_made_is_told_before_anything_is(session, project, folder, body, why):
    """Neither milestones nor a file."""
    with pytest.raises(TemplateInvalid) as told:
        applied(session, project, HEAD + body, folder, given={"what": "x"})
    template = session.templates.named("own")
    with pytest.raises(TemplateInvalid):
        session.templates.write(project.id, template, {"what": "x"}, folder / "new.md")

    assert why in str(told.value)
    assert rows(session, project) == ["Core", "  Base"]
    assert not (folder / "new.md").exists()


def test_a_misspelt_variable_makes_nothing(session, project, folder):
    """The one that was meant is told."""
    with pytest.raises(ValuesWrong, match="Did you mean what"):
        applied(session, project, WAITING, folder, given={"waht": "x"})
    assert rows(session, project) == ["Core", "  Base"]


def test_a_place_that_is_not_there_makes_nothing(session, project, folder):
    """As for `add`."""
    with pytest.raises(NotFound):
        applied(session, project, WAITING, folder, given={}, parent=99)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("the *new* one", r"# Do the \*new\* one"),
        ("~~it~~", r"# Do \~\~it\~\~"),
        ("[x] it {#a}", r"# Do \[x\] it \{\#a\}"),
        ("2.4 # beta", "# Do 2.4 # beta"),
    ],
)
def test_a_value_is_no_markup_in_a_new_plan(session, project, folder, plans, value, written):
    """What would be read as some is escaped; the title is what was given."""
    (folder / "own.md").write_text(f"{HEAD}# Do {{{{ what }}}}\n## B\n", encoding="utf-8")
    template = session.templates.named("own")

    plan = session.templates.write(project.id, template, {"what": value}, plans / "new.md")
    session.read_changed(project.slug, frozenset({plan.path}))

    assert plan.path.read_text(encoding="utf-8").split("\n")[0] == written
    assert f"Do {value}" in rows(session, project)


@pytest.mark.parametrize("value", ["<!-- a", "```", "# a", "===", "Priority: 1"])
def test_a_value_makes_no_heading_in_a_new_plan(session, project, folder, plans, value):
    """Nor does it hide one; alone on its line it is a text."""
    text = f"{HEAD}# A\n{{{{ what }}}}\n\n## B\n"
    (folder / "own.md").write_text(text, encoding="utf-8")
    template = session.templates.named("own")

    plan = session.templates.write(project.id, template, {"what": value}, plans / "new.md")
    session.read_changed(project.slug, frozenset({plan.path}))

    assert rows(session, project) == ["Core", "  Base", "A", "  B"]
    assert session.forest(project.id).by_id[3].shown("priority") is None


def test_a_value_that_would_be_a_mark_is_refused_in_a_new_plan(session, project, folder, plans):
    """No backslash takes a title's word back; as a milestone it is a title."""
    text = f"{HEAD}# {{{{ what }}}}\n"
    (folder / "own.md").write_text(text, encoding="utf-8")
    template = session.templates.named("own")

    with pytest.raises(TemplateInvalid, match="more than a text"):
        session.templates.write(project.id, template, {"what": "Ship ✅"}, plans / "new.md")
    made = applied(session, project, text, folder, given={"what": "Ship ✅"})

    (one,) = (session.forest(project.id)[ident] for ident in made.report.added)
    assert (one.title, one.status) == ("Ship ✅", "open")
    assert not (plans / "new.md").exists()


def test_a_new_plan_is_never_written_over_anything(session, project, plans, tmp_path):
    """Not over a file, a folder or a link to nowhere; nothing half is left."""
    template = session.templates.named("incident")
    (plans / "there.md").write_text("# Mine\n", encoding="utf-8")
    (plans / "folder.md").mkdir()
    (plans / "link.md").symlink_to(tmp_path / "elsewhere.md")
    before = sorted(plans.folder.iterdir())

    wrong = ("there.md", "folder.md", "link.md", "no/where.md", "plan.yaml", "plan", "")
    for name in wrong:
        with pytest.raises(FileKept):
            session.templates.write(project.id, template, {"what": "x"}, plans / name)

    assert (plans / "there.md").read_text(encoding="utf-8") == "# Mine\n"
    assert sorted(plans.folder.iterdir()) == before
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_new_plan_elsewhere_is_told_not_to_be_followed(session, project, tmp_path):
    """It is written all the same."""
    template = session.templates.named("incident")

    plan = session.templates.write(project.id, template, {"what": "x"}, tmp_path / "new.md")

    assert (plan.path.exists(), plan.is_followed) == (True, False)


def test_own_templates_go_before_built_in_ones(settings, folder, tmp_path):
    """By name; a broken one is listed with its reason, and what is no template is not."""
    (folder / "release.md").write_text("---\nmlv-template: 1\ntitle: Ours\n---\n# A\n")
    (folder / "broken.md").write_text("# A\n")
    (folder / ".hidden.md").write_text("# A\n")
    (folder / "notes.txt").write_text("x")
    (tmp_path / "secret.md").write_text("---\nmlv-template: 1\n---\n# Secret\n")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    shelf = Shelf(replace(settings, template_folder=folder))

    found = {one.name: one for one in shelf.all()}

    assert list(found) == ["broken", "feature", "incident", "migration", "out", "release"]
    assert (shelf.named("release").title, found["feature"].place) == ("Ours", BUILT_IN)
    assert "no front matter" in found["broken"].trouble
    assert "leads out of" in found["out"].trouble
    with pytest.raises(NotFound, match="Did you mean release"):
        shelf.named("releas")
    with pytest.raises(NotFound):
        shelf.named("../secret")


@pytest.mark.usefixtures("project")
def test_templates_of_a_plan_folder_are_none(session, plans):
    """Only one's own folder is looked into."""
    plans.write("templates/evil.md", "---\nmlv-template: 1\n---\n# Evil\n")

    assert "evil" not in [one.name for one in session.templates.all()]


def test_the_log_tells_that_a_template_made_it(session, project, folder):
    """And which."""
    made = applied(session, project, WAITING, folder, given={})

    told = session.history.of(made.report.added[0])[0][0]
    assert (told.origin, told.label, told.actor) == (Origin.TEMPLATE, "template: own", "ada")


def test_what_comes_there_in_the_very_moment_stays(plans):
    """Somebody else was first: their file is as they wrote it."""
    file = check_new_plan(plans / "new.md")
    file.write_text("# Theirs\n", encoding="utf-8")

    with pytest.raises(FileKept, match="there already"):
        written_plan(file, "# Mine\n", ())

    assert [one.name for one in plans.folder.iterdir()] == ["new.md"]
    assert file.read_text(encoding="utf-8") == "# Theirs\n"
