"""The one way to write, and what a reader sees of it."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from databases import on_sqlite, rows_of, written
from making import add, milestone, with_id, write_plan
from processes import alone, together

from mlv_tui.domain.change_set import ChangeSet, Origin
from mlv_tui.domain.milestone import Mine, PlanValues, Status
from mlv_tui.domain.outline import PromptStarter
from mlv_tui.domain.project import Root
from mlv_tui.domain.text import Text
from mlv_tui.errors import DatabaseUnusable, NotFound
from mlv_tui.storage.store import Store

WRITE_OFTEN = """
from mlv_tui.domain.project import Root
from mlv_tui.settings.address import address_of
from mlv_tui.storage.store import Store
store = Store(address_of(sys.argv[1]))
project = store.project("alpha")
start()
for number in range(int(sys.argv[3])):
    folder = f"/{sys.argv[2]}/{number}"
    print(store.write(project.id, lambda before, writing: (
        writing.root(Root(0, folder)), before.project.number)[1]))
store.close()
"""

FILL_UP = """
import resource
from pathlib import Path
from mlv_tui.domain.project import Root
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.store import Store
store = Store(Path(sys.argv[1]))
project = store.project("alpha")
start()
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
written = 0
try:
    while True:
        folder = f"/{written}" + "x" * 5000
        store.write(project.id, lambda _, writing: writing.root(Root(0, folder)))
        written += 1
except DatabaseUnusable as error:
    print(written, error.message, error.hint, sep="|")
"""


class Told(list):
    """Notes what a store announces, and what another connection sees at that moment."""

    def __init__(self, store, open_store):
        super().__init__()
        self._other = open_store()
        store.listen(self)

    def __call__(self, project_id, number):
        """Note one."""
        snapshot = self._other.snapshot(project_id)
        self.append((number, snapshot.project.number, len(snapshot.milestones)))


def add_root(store, project, folder="/plans"):
    """Write something small; return the project's number."""

    def write(snapshot, writing):
        writing.root(Root(0, folder))
        return snapshot.project.number

    return store.write(project.id, write)


class Stumble(Exception):
    """A fault in the midst of a write."""


def test_each_write_is_counted(store, project):
    """A project counts its writes one by one."""
    numbers = [add_root(store, project, f"/{number}") for number in range(3)]

    assert numbers == [1, 2, 3]
    assert store.project("alpha").number == 3


def test_a_write_that_wrote_nothing_is_not_counted(store, project, open_store):
    """What changes nothing leaves no trace, and no other session wakes for it."""
    told = Told(store, open_store)
    other = open_store()
    add_root(store, project)
    other.others_wrote()

    add_root(store, project)

    assert store.project("alpha").number == 1
    assert len(told) == 1
    assert not other.others_wrote()


def test_a_write_returns_what_its_function_returns(store, project):
    """The answer of a write is its function's."""
    answer = store.write(project.id, lambda snapshot, _: snapshot.project.slug)

    assert answer == "alpha"


def test_a_commit_is_announced_when_others_can_see_it(store, project, open_store):
    """Whoever is told of a write can read it."""
    told = Told(store, open_store)

    add(store, project, milestone(-1), milestone(-2, "other"))

    assert told == [(1, 1, 2)]


def test_a_write_that_fails_leaves_nothing_and_says_nothing(store, project, open_store):
    """A fault halfway undoes all of it: rows, ids and number."""
    told = Told(store, open_store)

    def write(_, writing):
        ident = writing.new_ids([-1])[-1]
        write_plan(writing, [ident])
        writing.milestones([with_id(milestone(-1), ident)], 5)
        raise Stumble

    with pytest.raises(Stumble):
        store.write(project.id, write)

    snapshot = open_store().snapshot(project.id)
    assert (snapshot.plans, snapshot.milestones, snapshot.project) == ((), {}, project)
    assert told == []
    assert add(store, project, milestone(-1)) == [1]
    assert told == [(1, 1, 1)]


def test_a_listener_that_fails_undoes_nothing(store, project):
    """A fault of whoever is told is its own; the write was made."""

    def listener(_project_id, _number):
        raise Stumble

    store.listen(listener)

    with pytest.raises(Stumble):
        add_root(store, project)

    assert store.project("alpha").number == 1


def test_a_listener_may_write(store, project):
    """Whoever is told of a write may make the next."""
    seen = []

    def listener(_, number):
        seen.append(number)
        if number == 1:
            add_root(store, project, "/more")

    store.listen(listener)

    add_root(store, project)

    assert seen == [1, 2]


def test_writing_to_a_project_that_is_gone_is_told(store):
    """A project that doesn't exist takes nothing."""
    with pytest.raises(NotFound):
        store.write(77, lambda _, writing: writing.root(Root(0, "/plans")))


def test_a_project_is_made_with_its_first_write_or_not_at_all(store):
    """A first ingest that fails leaves no empty project behind."""
    wanted = replace(store.add_project("alpha", "Alpha", 1), id=0, slug="beta", name="Beta")

    with pytest.raises(Stumble):
        store.write_new(wanted, 5, lambda *_: (_ for _ in ()).throw(Stumble))
    store.write_new(wanted, 5, lambda *_: None)

    assert [one.slug for one in store.projects()] == ["alpha"]
    store.write_new(wanted, 5, lambda _, writing: writing.root(Root(0, "/plans")))
    assert (store.project("beta").name, store.project("beta").number) == ("Beta", 1)


def test_a_project_made_twice_is_one(store, project, open_store):
    """Two sessions that make a project of one slug share it."""
    again = open_store().add_project("alpha", "Another name", 9)

    assert again == project
    assert store.projects() == (project,)


def test_the_last_project_is_the_one_with_the_latest_gesture(store, project):
    """`mlv` alone opens what was worked on last."""
    store.add_project("beta", "Beta", 1)
    assert store.last_project() == "beta"

    add(store, project, milestone(-1))

    assert store.last_project() == "alpha"


def test_without_projects_there_is_no_last_one(store):
    """A new database has nothing to open."""
    assert store.last_project() is None
    assert store.projects() == ()


def test_two_attached_milestones_never_share_a_source_key(store, project):
    """The address of a milestone is its own."""
    add(store, project, milestone(-1))

    with pytest.raises(Exception, match=r"(?i)unique"):
        add(store, project, milestone(-1))

    assert len(store.snapshot(project.id).milestones) == 1


def test_detached_milestones_may_share_a_source_key(store, project):
    """What is gone keeps its last address, though another stands there now."""
    for _ in range(3):
        (ident,) = add(store, project, milestone(-1))
        change(store, project, ident, detached_at=7)

    assert {one.source_key for one in store.snapshot(project.id).milestones.values()} == {
        "plan.md#goal~1"
    }


def change(store, project, ident, **values):
    """Change one milestone."""

    def write(snapshot, writing):
        writing.milestones([replace(snapshot.milestones[ident], **values)], 6)

    store.write(project.id, write)


def test_two_milestones_swap_their_source_keys_in_one_write(store, project):
    """Two headings of one title that change places keep their milestones."""
    one, two = add(store, project, milestone(-1), milestone(-2, occurrence=2))

    def swap(snapshot, writing):
        was = snapshot.milestones
        writing.milestones([replace(was[one], occurrence=2), replace(was[two], occurrence=1)], 6)

    store.write(project.id, swap)

    after = store.snapshot(project.id).milestones
    assert (after[one].occurrence, after[two].occurrence) == (2, 1)


def test_a_new_milestone_takes_the_key_of_one_that_is_detached_with_it(store, project):
    """A heading that is another one now stands at the address of the old one at once."""
    (old,) = add(store, project, milestone(-1))

    def write(snapshot, writing):
        new = with_id(milestone(-1), writing.new_ids([-1])[-1])
        writing.milestones([new, replace(snapshot.milestones[old], detached_at=7)], 6)
        return new.id

    new = store.write(project.id, write)

    after = store.snapshot(project.id).milestones
    assert (after[old].is_detached, after[new].is_detached) == (True, False)


def test_ids_are_never_used_twice(store, project, open_store, address):
    """A milestone's number in a note or a link never comes to mean another one."""
    sessions = [store, open_store()]
    given = [
        add(sessions[number % 2], project, milestone(-1, f"goal-{number}"))[0]
        for number in range(6)
    ]
    rows_of(address, "DELETE FROM milestone_text")
    rows_of(address, "DELETE FROM milestone")

    given += add(store, project, milestone(-1), milestone(-2, "other"))

    assert given == [1, 2, 3, 4, 5, 6, 7, 8]


def test_everything_of_a_milestone_comes_back(store, project, open_store):
    """What was stored is what is read, field by field."""
    says = PlanValues(
        "Ship — 多言語 🚀", Status.BLOCKED, 0, "Trips", "Trip (G2)", "ada", "2031-01-02",
        ("trip:TR-1", "offer:2"), ("Plan",),
    )  # fmt: skip
    mine = {
        "status": Mine(Status.DONE, Status.BLOCKED),
        "priority": Mine(3, 0),
        "owner": Mine("grace", None),
        "title": Mine("Mine", "Ship"),
    }
    (ident,) = add(store, project, milestone(-1))
    change(
        store, project, ident, says=says, mine=mine, notes="Zeile\nzwei \u2028", prompt_starters=2,
        detached_at=8, archived_at=9, body_digest="abc", created_at=3,
    )  # fmt: skip

    one = open_store().snapshot(project.id).milestones[ident]

    assert (one.says, one.mine, one.notes) == (says, mine, "Zeile\nzwei \u2028")
    assert isinstance(one.status, Status)
    assert (one.detached_at, one.archived_at, one.created_at) == (8, 9, 3)
    assert (one.version, one.changed_in, one.updated_at) == (2, 2, 6)
    assert (one.body_digest, one.prompt_starters) == ("abc", 2)


def test_long_texts_are_kept_apart_and_whole(store, project):
    """Bodies and prompt starters come back byte for byte; without them there is an empty text."""
    one, two = add(store, project, milestone(-1), milestone(-2, "other"))
    text = Text("First  \n\n\tlast\n", (PromptStarter("Do\n  this ", 4), PromptStarter("", 9)))

    def write(snapshot, writing):
        writing.texts({one: text})
        writing.milestones([replace(snapshot.milestones[one], prompt_starters=2)], 6)

    store.write(project.id, write)

    assert store.texts.of(one) == text
    assert store.texts.of(two) == Text("")
    assert store.texts.with_prompts(project.id) == {one: text}


def test_a_milestone_leads_to_its_project(store, project):
    """The id alone says where a milestone is; one that never was is told."""
    (ident,) = add(store, project, milestone(-1))

    assert store.project_of(ident) == project.id
    with pytest.raises(NotFound, match="no milestone 99"):
        store.project_of(99)


def test_an_unknown_project_is_told(store, project):
    """Asking for a project that isn't there names the command that lists them."""
    assert project.slug == "alpha"

    with pytest.raises(NotFound, match="There is no project “beta”"):
        store.project("beta")
    with pytest.raises(NotFound):
        store.snapshot(55)


def test_reading_again_without_a_write_costs_nothing(store, project):
    """A project that nobody wrote to is the very value that was read before."""
    add(store, project, milestone(-1))

    assert store.snapshot(project.id) is store.snapshot(project.id)


def test_reading_again_reads_only_what_changed(store, project, open_store):
    """After another session's write, the milestones it left alone are the same values."""
    one, two = add(store, project, milestone(-1), milestone(-2, "other"))
    before = store.snapshot(project.id)

    change(open_store(), project, two, notes="new")

    after = store.snapshot(project.id)
    assert after.milestones[one] is before.milestones[one]
    assert after.milestones[two].notes == "new"
    assert before.milestones[two].notes == ""
    assert after == open_store().snapshot(project.id)


def test_a_reader_sees_all_of_a_write_or_nothing_of_it(store, project, open_store, address):
    """While one session writes again and again, another never reads half of it."""
    pair = add(store, project, milestone(-1), milestone(-2, "other"))
    reader = open_store()

    def note_the_number(snapshot, writing):
        notes = str(snapshot.project.number)
        changed = [replace(snapshot.milestones[one], notes=notes) for one in pair]
        writing.milestones(changed, snapshot.project.number)

    def work():
        writer = Store(address)
        for _ in range(200):
            writer.write(project.id, note_the_number)
        writer.close()

    store.write(project.id, note_the_number)
    thread = threading.Thread(target=work)
    thread.start()
    seen = []
    while thread.is_alive():
        seen.append(reader.snapshot(project.id))
    thread.join()

    for snapshot in seen:
        notes = {snapshot.milestones[one].notes for one in pair}
        assert notes == {str(snapshot.project.number)}


def test_a_closed_database_is_not_opened_again_by_accident(store):
    """Asking a store that was closed is an error of the program, not a new connection."""
    store.close()

    with pytest.raises(Exception, match="not opened"):
        store.projects()


def test_another_sessions_write_is_noticed_once(store, project, open_store):
    """A session learns of what others wrote, not of its own, and only once."""
    other = open_store()
    assert not store.others_wrote()

    add_root(other, project)

    assert store.others_wrote()
    assert not store.others_wrote()
    assert not other.others_wrote()


def test_ten_threads_write_to_one_project(store, project, address):
    """Ten sessions in one program all get through, one number each."""

    def work(worker):
        session = Store(address)
        numbers = [add_root(session, project, f"/{worker}/{each}") for each in range(5)]
        session.close()
        return numbers

    with ThreadPoolExecutor(10) as pool:
        numbers = [number for found in pool.map(work, range(10)) for number in found]

    assert sorted(numbers) == list(range(1, 51))
    assert len(store.project("alpha").roots) == 50


def test_four_programs_write_to_one_project(store, project, address):
    """Four terminals all get through, one number each."""
    printed = together(WRITE_OFTEN, [[written(address), worker, 10] for worker in range(4)])

    numbers = [int(number) for lines in printed for number in lines.split()]
    assert sorted(numbers) == list(range(1, 41))
    assert len(store.project("alpha").roots) == 40
    assert project.number == 0


def removed(file):
    """Remove the database."""
    file.unlink()


def replaced(file):
    """Move another file in its place."""
    other = file.with_name("other.db")
    Store(other).close()
    other.replace(file)


def without_its_log(file):
    """Remove the write-ahead log."""
    file.with_name(f"{file.name}-wal").unlink()


LOSSES = [removed, replaced, without_its_log]


@pytest.mark.parametrize("lose", LOSSES)
def test_a_write_into_a_lost_file_is_refused(store, project, open_store, lose, file):
    """SQLite would take the write and lose it: the person is told instead."""
    add_root(store, project)
    told = Told(store, open_store)
    lose(file)

    for write in (
        lambda: add_root(store, project, "/more"),
        lambda: store.add_project("beta", "Beta", 1),
        lambda: store.write_new(replace(project, slug="gamma"), 1, lambda *_: None),
    ):
        with pytest.raises(DatabaseUnusable) as caught:
            write()

        assert "was removed or replaced while it was open" in caught.value.message
        assert caught.value.hint == "Put it back or quit, then start mlv again."
    assert told == []


@pytest.mark.parametrize("lose", LOSSES)
def test_a_lost_file_is_noticed_without_writing(store, project, lose, file):
    """A screen that only looks learns that its database is gone."""
    add_root(store, project)
    lose(file)

    with pytest.raises(DatabaseUnusable, match="removed or replaced"):
        store.others_wrote()


def test_other_sessions_may_come_and_go(store, project, open_store):
    """A session that opens, writes and closes doesn't look like a lost file."""
    for number in range(3):
        other = open_store()
        add_root(other, project, f"/{number}")
        other.close()

    add_root(store, project, "/last")

    assert store.project("alpha").number == 4


@on_sqlite
def test_a_full_database_takes_nothing_and_goes_on_later(store, project):
    """When there is no room, all of that write is undone; with room, the next one works."""
    many = [milestone(-number, f"goal-{number}") for number in range(1, 2000)]
    store._database.execute_sql("PRAGMA max_page_count = 40")

    with pytest.raises(DatabaseUnusable) as caught:
        add(store, project, *many)

    assert "the disk is full" in caught.value.message
    assert caught.value.hint == "Free some space; nothing was lost."
    assert store.snapshot(project.id).milestones == {}
    store._database.execute_sql("PRAGMA max_page_count = 1000000")
    assert len(add(store, project, *many)) == 1999


def test_what_was_written_before_the_disk_was_full_is_there(store, project, file):
    """A file that can't grow any more loses nothing that was acknowledged."""
    written, message, hint = alone(FILL_UP, file).strip().split("|")

    assert message.startswith(f"{file} can't ")
    assert "disk" in message
    assert hint
    assert len(store.project("alpha").roots) == int(written) > 0
    assert project.roots == ()


@on_sqlite
def test_a_database_that_takes_no_writes_is_told(store, project):
    """Where writing isn't allowed, the person learns what to make writable."""
    store._database.execute_sql("PRAGMA query_only = 1")

    with pytest.raises(DatabaseUnusable) as caught:
        add_root(store, project)

    assert caught.value.message.endswith("mlv.db can't be written.")
    assert "writable" in caught.value.hint


def test_damage_that_shows_while_reading_is_told(store, project, file):
    """A file that goes bad under an open screen ends in a sentence, too."""
    add(store, project, *(milestone(-number, f"goal-{number}") for number in range(1, 1000)))
    store._database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as data:
        data.seek(4096)
        data.write(os.urandom(file.stat().st_size - 4096))
    store._database.execute_sql("PRAGMA shrink_memory")

    with pytest.raises(DatabaseUnusable, match="damaged"):
        store.snapshot(project.id)


def test_history_keeps_what_was_and_what_is(store, project, address):
    """Each gesture is stored with who, when, and the values before and after."""
    (ident,) = add(store, project, milestone(-1))

    query = "SELECT project_id, number, actor, origin, label, at FROM change_set"
    found = rows_of(address, query), rows_of(address, "SELECT milestone_id, kind FROM change")

    assert found == ([(project.id, 1, "ada", "ingest", "read", 5)], [(ident, "new")])


def test_a_change_set_may_be_empty_handed(store, project):
    """A gesture without changes is stored as such."""
    empty = ChangeSet("ada", Origin.USER, "nothing", ())

    ident = store.write(project.id, lambda _, writing: writing.change_set(empty, 5))

    assert ident == 1


def test_two_projects_are_written_as_one(store, project, open_store):
    """Whoever is told of either can read both; a milestone may go from one to the other."""
    other = store.add_project("beta", "Beta", 1)
    (ident,) = add(store, project, milestone(-1))
    told = Told(store, open_store)

    def write(sides):
        (here, _), (there, writing) = sides
        one = replace(here.milestones[ident], plan=None, version=7)
        writing.milestones([one], 5)
        return here.project.slug, there.project.slug

    assert store.write_sides([project.id, other.id], write) == ("alpha", "beta")

    assert told == [(2, 2, 0), (1, 1, 1)]
    assert store.snapshot(project.id).milestones == {}
    assert store.snapshot(other.id).milestones[ident].version == 7
    assert store.project_of(ident) == other.id


def test_two_projects_are_written_or_neither(store, project):
    """A fault in the second undoes the first."""
    other = store.add_project("beta", "Beta", 1)

    def write(sides):
        sides[0][1].project("Anew", None)
        raise Stumble

    with pytest.raises(Stumble):
        store.write_sides([project.id, other.id], write)

    assert [(one.name, one.number) for one in store.projects()] == [("Alpha", 0), ("Beta", 0)]


def test_a_root_that_was_removed_comes_back_as_itself(store, project):
    """What was read below it is still its own."""
    add(store, project, milestone(-1))
    (root,) = store.project("alpha").roots

    store.write(project.id, lambda _, writing: writing.remove_root(root, 5))
    assert (store.project("alpha").roots, len(store.snapshot(project.id).plans)) == ((), 1)
    store.write(project.id, lambda _, writing: writing.root(replace(root, id=0)))

    assert store.project("alpha").roots == (root,)
