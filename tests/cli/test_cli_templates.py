"""Templates on the command line."""

from __future__ import annotations

import pytest
from starts import write

OWN = """---
mlv-template: 1
title: Own
about: Mine.
variables:
  - {name: what, about: what it is}
  - {name: size, type: choice, choices: [small, large], default: small}
---
# Do {{ what }}
## {{ size|capitalize }} step
"""


@pytest.fixture
def own(tmp_path):
    """A template of one's own, beside the config file."""
    return write(tmp_path / "home" / "xdg_config_home" / "mlv" / "templates" / "own.md", OWN)


@pytest.fixture
def project(mlv, core):
    """A project of one plan."""
    return mlv("ingest", core)


def test_templates_are_listed_without_a_database(mlv, no_database, own):
    """Built-in ones and one's own; what can't be used is told on the side."""
    del no_database
    write(own.with_name("broken.md"), "# A\n")

    said = mlv("template", "list")
    listed = mlv("template", "--json").data

    assert [line.split()[0] for line in said.out.splitlines()] == [
        "feature",
        "incident",
        "migration",
        "own",
        "release",
    ]
    assert "broken can't be used" in said.err
    assert said.code == 0
    one = next(one for one in listed if one["name"] == "own")
    assert one == {
        "name": "own",
        "place": str(own),
        "title": "Own",
        "about": "Mine.",
        "variables": ["what", "size"],
        "trouble": None,
    }


def test_a_template_is_shown_with_what_it_asks_for(mlv, own):
    """Each variable with what can be given, and the text as it is written."""
    del own

    said = mlv("template", "show", "own").out
    data = mlv("template", "show", "own", "--json").data

    assert said.startswith("Own (")
    assert "small or large" in said
    assert said.endswith("# Do {{ what }}\n## {{ size|capitalize }} step\n")
    assert data["variables"][1] == {
        "name": "size",
        "type": "choice",
        "default": "small",
        "choices": ["small", "large"],
        "about": "",
        "required": False,
    }


@pytest.mark.usefixtures("project", "own")
def test_a_template_makes_milestones_below_one_or_at_the_end(mlv):
    """Looked at first; then in one gesture, which undo takes back."""
    asked = ("template", "apply", "own", "--set", "what=that=this")

    looked = mlv(*asked, "--dry-run")
    assert looked.out == (
        "      Do that=this\n"
        "        Small step\n"
        "      2 milestones would be made of the template own\n"
    )
    before = mlv("list", "--json").data
    made = mlv(*asked, "--parent", 1, "--json").data
    ids = made["added"]

    by_id = {one["id"]: one for one in mlv("list", "--json").data}
    assert (by_id[ids[0]]["parent_id"], by_id[ids[1]]["parent_id"]) == (1, ids[0])
    assert [by_id[ident]["title"] for ident in ids] == ["Do that=this", "Small step"]
    assert mlv("undo").out.startswith("undo: template: own")
    assert mlv("list", "--json").data == before
    assert mlv("redo").code == 0
    told = mlv(*asked).out
    assert told.endswith("  Small step\n      2 milestones are made of the template own\n")


@pytest.mark.usefixtures("project", "own")
@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["own"], 2, "own needs what."),
        (["own", "--set", "waht=x"], 2, "Did you mean what?"),
        (["own", "--set", "what=x", "--set", "size=huge"], 2, "It is small or large."),
        (["own", "--set", "what"], 2, "“what” is no NAME=VALUE."),
        (["own", "--set", "what=1", "--set", "what=2"], 2, "set twice"),
        (["own", "--set", "what=a\n# b"], 2, "one line"),
        (["onw", "--set", "what=x"], 4, "Did you mean own?"),
        (["../own"], 4, "There is no template"),
        (["own", "--set", "what=x", "--parent", "99"], 4, "There is no milestone 99"),
        (["own", "--set", "what=x", "--parent", "1", "--to", "new.md"], 2, "Name one place"),
        (["own", "--set", "what=x", "--to", "core.md"], 6, "there already"),
        (["own", "--set", "what=x", "--to", "new.txt"], 6, "would be no plan"),
        (["own", "--set", "what=x", "--to", "no/new.md"], 6, "There is no folder"),
        (["own", "--set", "what=x", "--to", "core.md", "--dry-run"], 6, "there already"),
    ],
)
def test_what_is_missing_or_misspelt_makes_nothing(mlv, core, args, code, said):
    """Told in a sentence, with what was meant."""
    before = mlv("list", "--json").data, core.read_text()

    answer = mlv("template", "apply", *args)

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("mlv: ")
    assert answer.err.count("\n") == 1
    assert said in answer.err
    assert (mlv("list", "--json").data, core.read_text()) == before


@pytest.mark.usefixtures("own")
def test_a_template_becomes_a_new_plan(mlv, tmp_path):
    """Read at once where the project's plans are; else told how to. Undo leaves the file."""
    write(tmp_path / "work" / "plans" / "core.md", "# Core\n")
    mlv("ingest", "plans")
    asked = ("template", "apply", "own", "--set", "what=*it*")

    looked = mlv(*asked, "--to", "plans/new.md", "--dry-run").out
    made = mlv(*asked, "--to", "plans/new.md")
    apart = mlv(*asked, "--to", "other.md")
    record = mlv(*asked, "--to", "third.md", "--json").data

    new = tmp_path / "work" / "plans" / "new.md"
    assert looked == new.read_text() == "# Do \\*it\\*\n## Small step\n"
    assert made.out == (
        f"{new} is written, and 2 milestones are made of it. Undo doesn't take the file away.\n"
    )
    assert [one["title"] for one in mlv("list", "--json").data] == [
        "Core",
        "Do *it*",
        "Small step",
    ]
    assert "`mlv ingest" in apart.err
    assert (record["read"], record["new"]) == (False, 0)
    assert sorted(one.name for one in new.parent.iterdir()) == ["core.md", "new.md"]


@pytest.mark.usefixtures("own")
def test_the_folder_of_ones_own_templates_can_be_set(mlv, tmp_path, monkeypatch):
    """Relative to the config file."""
    config = write(tmp_path / "elsewhere" / "config.toml", 'template_folder = "mine"\n')
    write(tmp_path / "elsewhere" / "mine" / "other.md", OWN)
    monkeypatch.setenv("MLV_CONFIG", str(config))

    names = [one["name"] for one in mlv("template", "list", "--json").data]

    assert "other" in names
    assert "own" not in names
