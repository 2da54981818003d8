"""`mlv ingest`: the brake, the preview, and applying what it showed."""

from __future__ import annotations

import os
import shlex
from contextlib import closing

import pytest
from starts import CORE, assert_one_sentence, process_without_rights, write

from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.settings.address import address_of

GOALS = [f"## Goal {n}\n\nBring {n} of them to town.\n\n" for n in range(20)]
LARGE = "# Large\n\n" + "".join(GOALS)


@pytest.fixture
def large(mlv, tmp_path):
    """A plan with 21 headings that was read, one of them done."""
    file = write(tmp_path / "work" / "large.md", LARGE)
    mlv("ingest", file)
    mlv("done", 21)
    return file


def edited(core):
    """Save the plan with one of each kind of change that needs no other plan."""
    text = CORE.replace("### One\n", "").replace("Status: done", "Status: active")
    return write(core, text.replace("Collect the price sheets", "Gather price sheets") + "## New\n")


def without_writes(record):
    """Leave out of a milestone's record what counts its writes."""
    return {name: value for name, value in record.items() if name not in ("version", "updated_at")}


def command_in(line):
    """Return the arguments of the `mlv` command that a line ends with."""
    return shlex.split(line.partition("mlv ")[2])


def test_what_loses_too_much_is_held_back(mlv, large):
    """Exit code 6, one sentence on stderr, nothing detached, and `--force` goes ahead."""
    write(large, "# Large\n\n" + "".join(GOALS[:10]))

    answer = mlv("ingest")

    assert_one_sentence(
        answer,
        "large.md would detach 10 of its 21 milestones, so it is held back. "
        "`mlv ingest --preview` shows them, `mlv ingest --force` goes ahead.",
        code=6,
    )
    assert answer.out == "large: nothing changed (1 plan, 1 held back)\n"
    assert len(mlv("list", "--json").data) == 21
    assert mlv("ingest").code == 6
    forced = mlv("ingest", "--force")
    assert (forced.code, forced.err) == (0, "")
    assert forced.out == "large: 10 detached (1 plan)\nTake exactly this back with: mlv undo 3\n"
    assert mlv("show", 21, "--json").data["status"] == "done"


def test_a_forced_reading_names_the_command_that_takes_it_back(mlv, large, monkeypatch):
    """With the database where it was named; what it undid is told by its label, and all is back."""
    before = mlv("list", "--json").data
    write(large, "# Large\n\n" + "".join(GOALS[:10]))
    database = os.environ["MLV_DB"]
    monkeypatch.delenv("MLV_DB")
    forced = mlv("ingest", "--force", "--db", database)

    taken = mlv(*command_in(forced.out.splitlines()[-1]))

    assert taken.code == 0
    assert taken.out.startswith("undo: read large.md: 10 milestones (change set 4)\n")
    now = mlv("list", "--json", "--db", database).data
    assert [without_writes(one) for one in now] == [without_writes(one) for one in before]


def test_a_forced_reading_that_lost_nothing_names_no_command(mlv, large):
    """There is nothing to take back in a hurry; nor is there in the middle of a JSON document."""
    write(large, LARGE + "## More\n")
    assert mlv("ingest", "--force").out == "large: 1 new (1 plan)\n"

    write(large, LARGE)
    assert mlv("ingest", "--force", "--json").data["detached"] == 1


def test_a_plan_that_came_and_went_again_is_not_held_back(mlv, tmp_path):
    """As after a checkout there and back: exit 0, the list and the progress as they were."""
    folder = write(tmp_path / "work" / "plans" / "large.md", LARGE).parent
    mlv("ingest", folder)
    mlv("done", 21)
    before, projects = mlv("list", "--json").data, mlv("project", "list").out
    new = write(folder / "new.md", LARGE.replace("Goal", "Try").replace("Bring", "Take"))
    assert mlv("ingest").out == "plans: 21 new (2 plans)\n"
    new.unlink()

    told, answer = mlv("ingest", "--preview"), mlv("ingest")

    assert (told.code, answer.code, answer.err) == (3, 0, "")
    assert answer.out == "plans: 21 detached (1 plan)\n"
    assert (mlv("list", "--json").data, mlv("project", "list").out) == (before, projects)


def test_scripts_read_what_is_held(mlv, large):
    """Plan, how many it would detach, how many it has; among the errors as well."""
    write(large, "# Large\n")

    answer = mlv("ingest", "--json")

    assert (answer.code, answer.err) == (6, "")
    assert answer.data["held"] == [{"plan": "large.md", "detaching": 20, "live": 21}]
    assert (answer.data["detached"], answer.data["change_set"]) == (0, None)
    (error,) = answer.data["errors"]
    assert error["plan"] == "large.md"
    assert mlv("ingest", "--preview", "--json").code == 3


def test_a_plan_that_may_not_be_read_costs_nothing(mlv, large):
    """`chmod 000`: exit 1, a sentence; readable again, everything is as before."""
    before = mlv("list", "--json").data
    large.chmod(0)

    answer = process_without_rights("ingest")

    assert_one_sentence(answer, "large.md")
    assert mlv("list", "--json").data == before
    large.chmod(0o644)
    assert mlv("ingest").code == 0
    assert mlv("list", "--json").data == before


def test_adding_to_a_project_holds_back_too(mlv, large, core):
    """Whatever reads plans ends with 6 where the brake held."""
    write(large, "# Large\n")

    answer = mlv("project", "add", "large", core)

    assert_one_sentence(answer, "would detach 20", code=6)
    assert answer.out == "large: 26 milestones\n"


def test_the_preview_of_an_unchanged_tree_is_one_line(mlv, core):
    """Nothing to apply, exit 0."""
    mlv("ingest", core)

    answer = mlv("ingest", "--preview")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "core: nothing changed (1 plan, nothing written yet)\n"


def test_a_preview_groups_what_would_happen(mlv, core):
    """New, renamed, edited, detached, each with what is known; the way to apply it comes last."""
    mlv("ingest", core)
    edited(core)

    lines = mlv("ingest", "--preview").out.splitlines()

    assert [line for line in lines if line.endswith(":")] == [
        "New:",
        "Renamed:",
        "Edited:",
        "Detached:",
    ]
    assert "+      New  (core.md:9)" in lines
    (renamed,) = [line for line in lines if "Gather" in line]
    assert renamed.startswith("~    5 Collect the price sheets → Gather price sheets  (core.md:5")
    assert renamed.rstrip(")").rpartition(", ")[2].startswith("0.")
    assert "~    2 First P1  (core.md:2, status: done → active)" in lines
    assert "-    3 One  (core.md:4)" in lines
    assert lines[-2] == "core: 1 new, 1 detached, 1 renamed, 1 edited (1 plan, nothing written yet)"
    assert lines[-1].startswith("Apply exactly this with: mlv ingest --expect ")


def test_a_move_tells_from_where(mlv, tmp_path):
    """To another plan, and below another heading."""
    text = "Where the night train goes, and when, and from which platform.\n"
    write(tmp_path / "work/plans/a.md", f"# A\n\n## Trains\n\n{text}\n## Rest\n")
    write(tmp_path / "work/plans/b.md", "# B\n\n## Other\n")
    mlv("ingest", "plans")
    write(tmp_path / "work/plans/a.md", "# A\n\n## Rest\n")
    write(tmp_path / "work/plans/b.md", f"# B\n\n## Other\n\n### Trains\n\n{text}")

    lines = mlv("ingest", "--preview").out.splitlines()

    (moved,) = [line for line in lines if "Trains" in line]
    assert lines[lines.index(moved) - 1] == "Moved:"
    assert "b.md:5, from a.md:3, below A → below Other" in moved


def test_the_command_that_a_preview_ends_with_applies_it(mlv, core):
    """Once; after that it isn't what is there any more."""
    mlv("ingest", core)
    edited(core)
    answer = mlv("ingest", "--preview", "--project", "core")
    command = command_in(answer.out.splitlines()[-1])

    applied = mlv(*command)

    assert command[:3] == ["ingest", "--project", "core"]
    assert (applied.code, applied.err) == (0, "")
    assert applied.out == "core: 1 new, 1 detached, 1 renamed, 1 edited (1 plan)\n"
    again = mlv(*command)
    assert_one_sentence(again, "core.md isn't as that preview showed", "--preview", code=5)


def test_a_first_reading_is_applied_as_shown(mlv, tmp_path):
    """Of a folder whose name has blanks; what was shown makes the project."""
    folder = tmp_path / "work" / "my plans"
    write(folder / "core.md", CORE)
    command = command_in(mlv("ingest", folder, "--preview").out.splitlines()[-1])

    assert mlv(*command).out == "my-plans: 5 new (1 plan)\n"


def test_a_plan_saved_after_the_preview_is_refused(mlv, core):
    """A conflict, as JSON too, and nothing is written."""
    mlv("ingest", core)
    edited(core)
    token = mlv("ingest", "--preview", "--json").data["token"]
    write(core, CORE + "## Later\n")

    answer = mlv("ingest", "--expect", token, "--json")

    assert (answer.code, answer.out) == (5, "")
    assert answer.error["code"] == "conflict"
    assert answer.error["message"].startswith("core.md isn't as that preview showed")
    assert len(mlv("list", "--json").data) == 5


def test_a_token_nobody_was_shown_is_refused(mlv, core):
    """Whatever it is."""
    mlv("ingest", core)

    for token in ("x", "0" * 400, "\x1b[31m"):
        assert_one_sentence(mlv("ingest", "--expect", token), code=5)


def test_showing_and_applying_at_once_is_wrong_usage(mlv, core):
    """One after the other."""
    answer = mlv("ingest", core, "--preview", "--expect", "abc")

    assert answer.code == 2
    assert "--expect" in answer.err


def test_what_is_held_is_shown_apart(mlv, large, core):
    """After what would be applied; each with a command of its own."""
    mlv("ingest", core, "--project", "large")
    write(large, "# Large\n\n" + "".join(GOALS[:12]))
    write(core, CORE.replace("Status: done", "Status: active"))

    answer = mlv("ingest", "--preview")

    lines = answer.out.splitlines()
    at = lines.index("Held back, and not applied:")
    assert (answer.code, lines[0]) == (3, "Edited:")
    assert lines[at + 1] == "  Detached:"
    assert "  -   14 Goal 12  (large.md:51)" in lines[at:]
    assert lines[-3] == "large: 1 edited (2 plans, 1 held back, nothing written yet)"
    one, rest = (command_in(line) for line in lines[-2:])
    assert mlv(*one).code == 6
    assert "--force" in rest
    command = command_in(mlv("ingest", "--preview").out.splitlines()[-1])
    assert (mlv(*command).code, mlv("ingest").code) == (0, 0)


def test_what_may_be_shown_only_with_force_is_not_applied_unseen(mlv, large, core):
    """An empty plan beside a held one: its preview with `--force` comes first."""
    mlv("ingest", core, "--project", "large")
    write(large, "# Large\n")
    write(core, "")

    last = mlv("ingest", "--preview").out.splitlines()[-1]

    assert command_in(last) == ["ingest", "--force", "--preview"]
    assert mlv(*command_in(last)).code == 3


def test_nothing_in_a_preview_is_obeyed_by_the_terminal(mlv, core):
    """Titles old and new, and what they are below."""
    write(core, "# A\x1b[31m\n\n## B\x07\n\nText of it.\n")
    mlv("ingest", core)
    write(core, "# A\x1b[32m\n\n## B\x07 more\n\nText of it.\n\n## C\u202e\n")

    out = mlv("ingest", "--preview").out

    assert "A␛[31m" in out
    assert all(char.isprintable() or char == "\n" for char in out)
    assert "\u202e" not in out


def test_force_goes_ahead_with_what_is_named_only(mlv, large):
    """A plan that is gone beside the one that is forced keeps its milestones."""
    write(large.with_name("other.md"), "# Other\n")
    mlv("ingest", large.parent, "--project", "large")
    large.unlink()
    new = write(large.with_name("new.md"), "# New\n")

    mlv("ingest", new, "--force", "--project", "large")

    assert {one["detached"] for one in mlv("list", "--all", "--json").data} == {False}


@pytest.fixture
def torn(mlv, core):
    """A plan that is about to say another priority than a person does."""
    write(core, CORE.replace("## Second", "## Second\nPriority: 2"))
    mlv("ingest", core)
    address = address_of(os.environ["MLV_DB"])
    with closing(Workspace(Settings(address, core.parent, "ada"))) as mine:
        mine.edits.set_shared([4], "priority", 1)
    return write(core, CORE.replace("## Second", "## Second\nPriority: 3"))


@pytest.mark.usefixtures("torn")
def test_a_conflict_to_come_is_shown_before_and_told_after(mlv):
    """On the change's line with both values; then how many, in which, and what to do."""
    preview = mlv("ingest", "--preview").out.splitlines()
    answer = mlv("ingest")
    decided = "`mlv resolve 4 --take mine` or `--take plan`"

    (line,) = [one for one in preview if "Second" in one]
    assert line.endswith("priority: 2 → 3, makes a conflict: priority, mine P1, the plan's P3)")
    assert "1 new conflict, in milestone 4, would have to be decided." in preview
    assert (answer.code, answer.out.splitlines()[1]) == (
        0,
        f"1 new conflict, in milestone 4. Decide with {decided}, on the screen with gc.",
    )
    assert mlv("ingest").out == "core: nothing changed (1 plan)\n"


@pytest.mark.usefixtures("torn")
def test_a_preview_s_conflicts_are_those_of_the_ingest(mlv):
    """Scripts read the same count before and after, and which fields."""
    preview = mlv("ingest", "--preview", "--json").data
    report = mlv("ingest", "--json").data

    (change,) = preview["changes"]
    assert change["conflicts"] == [{"field": "priority", "base": 2, "mine": 1, "plan": 3}]
    names = ("conflicts", "new_conflicts")
    assert [preview[name] for name in names] == [report[name] for name in names] == [1, [4]]


def test_an_unreadable_plan_is_an_error_in_a_preview_too(mlv, core):
    """Exit 1 whatever else would change, as the help says."""
    mlv("ingest", core.parent)
    write(core.with_name("old.md"), b"# A\n\nCaf\xe9\n")
    write(core, CORE + "## New\n")

    answer = mlv("ingest", "--preview")

    assert answer.code == 1
    assert "+      New  (core.md:10)" in answer.out
    assert "1 an error, such as a plan that can't be read" in " ".join(
        mlv("ingest", "--help").out.split()
    )


def test_what_is_archived_is_not_counted_as_lost(mlv, large):
    """The brake and the list of what would be detached count the same; the rest stands apart."""
    mlv("archive", 3, 4)
    write(large, "# Large\n\n" + "".join(GOALS[10:]))

    answer = mlv("ingest", "--preview")

    assert "large.md would detach 8 of its 19 milestones, so it is held back." in answer.err
    lines = [line.strip() for line in answer.out.splitlines()]
    at = lines.index("Archived before, now detached:")
    assert at - lines.index("Detached:") - 1 == 8
    assert [line.split()[1] for line in lines[at + 1 : at + 3]] == ["3", "4"]


def test_fields_that_say_nothing_are_told(mlv, core):
    """With their lines and what can stand there; it is no error, and told once a reading."""
    fields = "Status: frozen\n\n## Late\nDue: 1 Dec\nPriority: 99\n"
    write(core, f"# Core\nOwner: mia\n{fields}")

    answer = mlv("ingest", core)

    assert answer.code == 0
    assert answer.err.splitlines() == [
        (
            "mlv: core.md:3: “Status: frozen” isn't understood, and stays text."
            " A status is open, active, blocked or done."
        ),
        (
            "mlv: core.md:6: “Due: 1 Dec” isn't understood, and stays text."
            " A due date is written 2027-01-31."
        ),
        (
            "mlv: core.md:7: “Priority: 99” isn't understood, and stays text."
            " A priority is a number from 0, the most urgent, to 9."
        ),
    ]
    assert mlv("ingest", core).err == ""
    write(core, "# Core\n" + "".join(f"## {at}\nDue: {at} Dec\n" for at in range(1, 8)))
    many = mlv("ingest", core, "--preview")
    assert many.err.endswith("mlv: 2 more fields say nothing; --json lists them all.\n")
    hints = mlv("ingest", core, "--json").data["hints"]
    assert [(one["plan"], one["line"]) for one in hints] == [
        ("core.md", line) for line in range(3, 17, 2)
    ]
