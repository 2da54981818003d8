"""Everything exported as JSON, and put into an empty database of either kind again."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing

import pytest
from databases import columns, lay_new_database, new_server_database, rows, rows_of
from making import add, milestone

from mlv_tui.domain.text import Text
from mlv_tui.errors import DatabaseKept, ImportInvalid, NotFound
from mlv_tui.storage.copying import copy_into_empty
from mlv_tui.storage.exporting import Summed, exported
from mlv_tui.storage.importing import laid_out
from mlv_tui.storage.laying import lay
from mlv_tui.storage.migrating import MIGRATIONS
from mlv_tui.storage.opening import open_engine
from mlv_tui.storage.store import Store

KINDS = ("file", "server")


@pytest.fixture
def new(tmp_path):
    """Have new databases, of either kind."""
    with ExitStack() as made:

        def new_one(kind, name):
            if kind == "server":
                return made.enter_context(new_server_database())
            lay_new_database(tmp_path / f"{name}.db")
            return tmp_path / f"{name}.db"

        yield new_one


@pytest.fixture
def full(new):
    """Two projects in a file, with odd letters."""
    address = new("file", "a")
    with closing(Store(address)) as store:
        alpha = store.add_project("alpha", "Ålpha “α” 🚀\x7f\u2028", 1)
        add(store, alpha, *(milestone(-number, f"goal-{number}") for number in range(1, 12)))
        beta = store.add_project("beta", "Beta", 1)
        (other,) = add(store, beta, milestone(-1, "other"))
        store.write(beta.id, lambda _, writing: writing.texts({other: Text("A body.")}))
    rows_of(address, "UPDATE change SET score = 0.83719994 WHERE id = 7")
    return address


def text_of(address, slug=None):
    """Export a database."""
    with closing(open_engine(address)) as engine:
        return "\n".join(exported(engine, slug))


def bring(text, address):
    """Import an export; return how many rows of each table."""
    with (
        laid_out("all.json", json.loads(text)) as laid,
        closing(open_engine(address)) as target,
    ):
        return copy_into_empty(laid, target)


def changed(text, change, *, is_signed=True):
    """Change what an export holds, as somebody would who knows how it is signed."""
    envelope = json.loads(text)
    data = envelope["data"]
    change(data)
    if is_signed:
        summed = Summed()
        summed.line(data["head"])
        for name, one in data["tables"].items():
            summed.line([name, one["columns"]])
            for row in one["rows"]:
                summed.line(row)
        data["digest"] = summed.digest
    return json.dumps(envelope)


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("between", KINDS)
def test_an_export_makes_the_same_database(new, full, between, target):
    """Row for row, of every table, by way of either kind; and the export of that is the same."""
    text = text_of(full)
    middle, end = new(between, "b"), new(target, "c")

    bring(text, middle)
    again = text_of(middle)
    bring(again, end)

    assert again == text
    assert text.isascii()
    assert rows(middle) == rows(end) == rows(full)
    with closing(Store(end)) as store:
        assert store.add_project("gamma", "Gamma", 2).id == 3
        assert add(store, store.project("gamma"), milestone(-1)) == [13]


def test_one_project_is_exported_alone(new, full):
    """With its ids and all that belongs to it, and nothing of another one."""
    target = new("file", "b")

    counts = bring(text_of(full, "beta"), target)

    found, every = rows(target), rows(full)
    assert counts["milestone"] == 1
    for table in ("project", "milestone", "change_set", "root", "plan"):
        assert found[table] == every[table][-1:]
    assert found["counter"] == every["counter"]
    with pytest.raises(NotFound, match="no project gamma"):
        text_of(full, "gamma")


def test_an_export_goes_over_nothing(new, full):
    """Where something is already, it stays, and nothing is added."""
    target = new("file", "b")
    with closing(Store(target)) as store:
        store.add_project("own", "Own", 1)
    before = rows(target)

    with pytest.raises(DatabaseKept, match="isn't empty"):
        bring(text_of(full), target)

    assert rows(target) == before


def drop(data):
    """Leave the projects out."""
    data["tables"]["project"]["rows"] = []


def cell(table, at, column, value):
    """Return what writes a value into a row."""

    def change(data):
        found = data["tables"][table]
        found["rows"][at][found["columns"].index(column)] = value

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.pop("tables"), "isn't a whole export"),
        (lambda data: data["tables"].update(odd={"columns": ["id"], "rows": []}), "hasn't: odd"),
        (lambda data: data["tables"]["milestone"]["columns"].append("x"), "hasn't: milestone"),
        (lambda data: data["tables"]["milestone"]["rows"][0].append(1), "row 1 of milestone"),
        (lambda data: data["tables"]["project"]["rows"].append([1]), "row 3 of project"),
        (lambda data: data["head"].update(database="9999_later"), "newer mlv"),
        (lambda data: data["tables"]["project"]["rows"].append("1234567"), "row 3 of project"),
        (cell("milestone", 3, "notes", 7), "row 4 of milestone"),
        (cell("milestone", 0, "version", "1"), "row 1 of milestone"),
        (cell("milestone", 0, "version", 2**70), "row 1 of milestone"),
        (cell("milestone", 0, "notes", None), "milestone can't be so"),
        (cell("milestone", 0, "id", 2), "milestone can't be so"),
        (cell("milestone", 0, "project_id", 77), "refer to a project that isn't there"),
        (cell("milestone", 0, "says", "{"), "can't be read"),
        (cell("milestone", 0, "placed", "[99]"), "can't be read"),
        (cell("plan", 0, "ids", "[99]"), "can't be read"),
        (cell("counter", 0, "value", 3), "counter of milestones is behind 12"),
        (cell("project", 0, "number", 0), "counter of the project alpha is behind"),
        (drop, "isn't there"),
        (cell("milestone", 1, "created_at", -(10**17)), "row 2 of milestone .* created_at"),
        (cell("milestone", 1, "updated_at", 10**17), "row 2 of milestone .* updated_at"),
        (cell("change_set", 0, "at", 10**17), "row 1 of change_set .* at"),
        (cell("milestone", 0, "waits_for", "[99999]"), "row 1 of milestone waits for"),
        (cell("milestone", 0, "waits_for", '["1"]'), "row 1 of milestone .* waits_for"),
        (cell("milestone", 0, "links_by_hand", '[["a"]]'), "row 1 .* links_by_hand"),
        (cell("milestone", 0, "level", 77), "row 1 of milestone .* level"),
        (cell("milestone", 0, "notes", "a\0b"), "row 1 of milestone .* notes"),
        (cell("project", 0, "slug", "../../x\x1b[31m"), "row 1 of project .* slug"),
        (cell("change", 0, "kind", "eaten"), "row 1 of change .* kind"),
    ],
)
def test_what_was_tampered_with_is_refused(new, full, change, words):
    """Values of another kind, lost references, late counters: nothing is written then."""
    target = new("file", "b")
    before = rows(target)
    try:
        text = changed(text_of(full), change)
    except KeyError:
        text = changed(text_of(full), change, is_signed=False)

    with pytest.raises(ImportInvalid, match=words):
        bring(text, target)

    assert rows(target) == before


def shaped(**data):
    """Write an export of another shape."""
    return json.dumps({"kind": "export", "schema": 1, "data": data})


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "{}",
        "[]",
        '{"kind": "plans", "schema": 1, "data": {}}',
        '{"kind": "export", "schema": 1, "data": []}',
        shaped(head=[], tables={}, digest=""),
        shaped(head={}, tables=[], digest=""),
        shaped(head={}, tables={"a": 1}, digest=""),
        shaped(head={}, tables={"a": {"columns": 1, "rows": []}}, digest=""),
        shaped(head={}, tables={"a": {"columns": [1], "rows": []}}, digest=""),
        shaped(head={}, tables={"a": {"columns": [], "rows": {}}}, digest=""),
        shaped(head={}, tables={}, digest="afe4c31ab0bd9a6b5b2d4c0b4a1c1f5e"),
    ],
)
def test_anything_else_is_no_export(text):
    """Whatever it is."""
    with pytest.raises(ImportInvalid, match=r"export(ed)?\b"), laid_out("x", json.loads(text)):
        pass


def test_a_changed_export_and_a_newer_one_are_told(full):
    """By its digest, and by its version."""
    text = text_of(full)
    touched = text.replace("Goal-3", "Goal-4")

    with (
        pytest.raises(ImportInvalid, match="was changed since"),
        laid_out("x", json.loads(touched)),
    ):
        pass
    newer = {**json.loads(text), "schema": 2}
    with pytest.raises(ImportInvalid, match="newer mlv"), laid_out("x", newer):
        pass


@pytest.mark.parametrize("age", [1, 2, -1])
def test_an_older_export_is_brought_up_to_date(new, full, tmp_path, age):
    """As a database of that age is; nothing that it had is lost."""
    old, scripts = tmp_path / "old.db", sorted(MIGRATIONS.glob("[0-9]*.py"))[:age]
    lay(old, scripts)
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    names = [name for (name,) in rows_of(old, query)]
    known = {name: columns(old, name) for name in names}

    def aged(data):
        data["head"]["database"] = scripts[-1].stem
        data["tables"] = {name: one for name, one in data["tables"].items() if name in known}
        for name, one in data["tables"].items():
            kept = [at for at, column in enumerate(one["columns"]) if column in known[name]]
            one["columns"] = [one["columns"][at] for at in kept]
            one["rows"] = [[row[at] for at in kept] for row in one["rows"]]

    target = new("file", "b")
    bring(changed(text_of(full), aged), target)

    there, wanted = rows(target), rows(full)
    assert there["milestone_text"] == wanted["milestone_text"] != []
    assert {name: len(found) for name, found in there.items()} == {
        name: len(found) for name, found in wanted.items()
    }
    assert there == wanted or age in (1, 2)
