"""What is known of linked entities, while sources come and go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from databases import on_sqlite

from mlv_tui.domain.entities import EntityRef
from mlv_tui.domain.freshness import KEPT_EVERY, Answer, Seen, freshness
from mlv_tui.domain.milestone import Status
from mlv_tui.errors import SourceAway, SourceInvalid
from mlv_tui.services.entities import ASK_EVERY, Entities
from mlv_tui.services.entity_examining import examined
from mlv_tui.services.entity_search import waited
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import KindSettings, SourceSettings
from mlv_tui.settings.source_values import EVERY_PROJECT

LISBON, TURIN, SHIP = (EntityRef(*one) for one in (("trip", "1"), ("trip", "2"), ("ship", "1")))
TRIP = KindSettings("trip", "id", "label", table="trips")
PATIENCE = 30


class Clock:
    """A time that goes on when it is told to."""

    now = 1_000_000_000

    def __call__(self) -> int:
        """Tell it, in epoch milliseconds."""
        return self.now


class Business:
    """A SQLite file with trips, and a write lock on it when wanted."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tell("CREATE TABLE trips (id, label); INSERT INTO trips VALUES ('1', 'Lisbon')")
        self._lock = sqlite3.connect(file, isolation_level=None)

    def tell(self, script: str) -> None:
        """Change something."""
        with closing(sqlite3.connect(self.file)) as connection:
            connection.executescript(script)

    def lock(self) -> None:
        """Keep everybody out."""
        self._lock.execute("BEGIN EXCLUSIVE")

    def unlock(self) -> None:
        """Let them in again."""
        self._lock.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._lock.close()


@pytest.fixture
def clock():
    """What time it is."""
    return Clock()


@pytest.fixture
def business(tmp_path):
    """A business with one trip."""
    made = Business(tmp_path / "business.db")
    yield made
    made.close()


@pytest.fixture
def project(workspace, plans):
    """A project with a plan folder."""
    plans.write("core.md", "# Core\nLink: trip:1\n")
    return workspace.add_project("core", [plans.folder])


@pytest.fixture
def begin(workspace, clock, business):
    """Start sessions on the business, one after the other or at once."""
    started = []

    def begun(*sources, timeout=5.0):
        named = sources or (SourceSettings("core", business.file, (TRIP,), timeout=timeout),)
        started.append(Entities(workspace._store, named, clock))
        return started[-1]

    yield begun
    for one in started:
        one.close()


def looked_up(entities, project, *refs, **how):
    """Ask for some entities, wait, and return what is known of each."""
    entities.refresh(project, refs, **how).result(PATIENCE)
    known = entities.known(project, refs)
    return [known[ref] for ref in refs]


def test_each_link_says_how_it_stands(begin, project, business):
    """Found, several of the id, not there, of a kind that nobody has; not asked yet before."""
    business.tell("INSERT INTO trips VALUES ('3', 'a'), ('3', 'b')")
    entities, several = begin(), EntityRef("trip", "3")
    assert entities.known(project, [LISBON])[LISBON].answer is Answer.NONE_YET

    known = looked_up(entities, project, LISBON, TURIN, several, SHIP)

    assert [one.answer for one in known] == ["found", "nothing", "several", "no source"]
    assert known[0].label == "Lisbon"
    assert known[3].why == "No source has the kind ship."


def test_after_a_restart_it_is_known_when_an_entity_was_seen(begin, project, clock):
    """Its label and that time, and nothing else, without asking anybody."""
    looked_up(begin(), project, LISBON, TURIN)
    clock.now += 7_200_000

    later = begin().known(project, [LISBON, TURIN])

    assert (later[LISBON].label, later[LISBON].entity) == ("Lisbon", None)
    assert freshness(later[LISBON], clock.now).words == "seen 2 h ago"
    assert freshness(later[TURIN], clock.now).words == "not looked up yet"


def test_a_sight_is_stored_rarely_and_in_no_change_set(begin, project, clock, workspace, business):
    """Not at every look; when the label changes, at once."""
    stored, number = workspace._store.entities_seen, workspace.project("core").number
    entities = begin()
    looked_up(entities, project, LISBON)
    first = Seen("Lisbon", clock.now)

    clock.now += KEPT_EVERY - 1
    assert looked_up(entities, project, LISBON)[0].seen == Seen("Lisbon", clock.now)
    assert stored.of(project.id) == {LISBON: first}

    business.tell("UPDATE trips SET label = 'Porto'")
    looked_up(entities, project, LISBON, at_once=True)
    assert stored.of(project.id) == {LISBON: Seen("Porto", clock.now)}
    assert workspace.project("core").number == number


@on_sqlite
def test_a_label_that_couldnt_be_stored_is_stored_with_the_next_sight(
    begin, project, clock, workspace, settings
):
    """Though its next turn would be much later."""
    file, away = settings.database, settings.database.with_name("away.db")
    entities = begin()
    file.rename(away)
    looked_up(entities, project, LISBON)
    away.rename(file)

    clock.now += 1
    looked_up(entities, project, LISBON, at_once=True)

    stored = workspace._store.entities_seen.of(project.id)
    assert stored == {LISBON: Seen("Lisbon", clock.now)}


def test_what_is_being_asked_for_already_is_waited_for(begin, project, plans):
    """A look at one entity doesn't say that its source is silent while it is about to answer."""
    lines = (f"order,{number},Order {number}" for number in range(30_000))
    plans.write("entities.csv", "\n".join(["kind,id,label", *lines]))
    entities, wanted = begin(), EntityRef("order", "29999")
    entities.refresh(project, [wanted])

    assert entities.find(project, wanted).label == "Order 29999"


def test_a_source_that_goes_away_leaves_what_was_seen(begin, project, clock, business):
    """And is found again when it comes back, another file or not."""
    entities = begin()
    looked_up(entities, project, LISBON)
    business.file.rename(business.file.with_suffix(".away"))
    clock.now += 7_200_000

    away = looked_up(entities, project, LISBON)[0]
    assert freshness(away, clock.now).words == "source away, seen 2 h ago"
    assert "isn't there" in away.why
    assert away.label == "Lisbon"

    business.tell("CREATE TABLE trips (id, label); INSERT INTO trips VALUES ('1', 'Porto')")
    assert looked_up(entities, project, LISBON, at_once=True)[0].label == "Porto"


def test_a_column_that_is_dropped_is_told_with_the_link(begin, project, business):
    """The link says that its source is away, and why; the other kinds go on."""
    entities = begin()
    looked_up(entities, project, LISBON)
    business.tell("ALTER TABLE trips RENAME COLUMN label TO name")

    known = looked_up(entities, project, LISBON, at_once=True)[0]

    assert (known.answer, known.label) == (Answer.AWAY, "Lisbon")
    assert "no such column: label" in known.why


def test_nobody_waits_for_a_source_that_hangs(begin, project, workspace, clock, business):
    """People go on moving and toggling; the link says so when it takes too long."""
    entities = begin(timeout=20)
    looked_up(entities, project, LISBON)
    ident = next(iter(workspace.forest(project.id).by_id))
    business.lock()

    asked = entities.refresh(project, [LISBON], at_once=True)
    workspace.edits.set_status([ident], Status.DONE)

    assert workspace.forest(project.id)[ident].status is Status.DONE
    assert entities.known(project, [LISBON])[LISBON].answer is Answer.FOUND
    assert entities.refresh(project, [LISBON], at_once=True).done()  # not asked twice
    clock.now += 60_000
    late = entities.known(project, [LISBON])[LISBON]
    assert (late.answer, late.why) == (Answer.AWAY, "Its source doesn't answer.")
    assert not asked.done()

    business.unlock()
    asked.result(PATIENCE)
    assert entities.known(project, [LISBON])[LISBON].answer is Answer.FOUND


def test_a_session_ends_while_a_source_hangs(begin, project, business):
    """It is let go of when it answers at last."""
    entities = begin(timeout=20)
    business.lock()
    asked = entities.refresh(project, [LISBON])

    entities.close()

    assert not asked.done()
    business.unlock()
    asked.result(PATIENCE)


def test_what_was_answered_a_moment_ago_is_not_asked_again(begin, project, clock, business):
    """Unless it must be at once."""
    entities = begin()
    looked_up(entities, project, LISBON)
    business.tell("UPDATE trips SET label = 'Porto'")

    clock.now += ASK_EVERY - 1
    assert looked_up(entities, project, LISBON)[0].label == "Lisbon"
    clock.now += 1
    assert looked_up(entities, project, LISBON)[0].label == "Porto"


def test_listeners_are_told_of_answers(begin, project):
    """So that a screen needn't ask again and again."""
    entities, told = begin(), []
    entities.listen(told.append)

    entities.refresh(project, [LISBON, SHIP]).result(PATIENCE)

    assert set(told) == {project.id}


def test_a_kind_belongs_to_the_first_source_that_has_it(begin, project, plans, tmp_path, business):
    """The project's, then every project's; a file among the plans never answers for a business."""
    every = tmp_path / "every.csv"
    every.write_text("kind,id,label\ntrip,2,Everybody's\nship,1,Caravel\n")
    plans.write("entities.csv", "kind,id,label\ntrip,2,Planned\nship,1,Raft\norder,1,First\n")
    first = EntityRef("order", "1")
    entities = begin(
        SourceSettings(EVERY_PROJECT, every),
        SourceSettings("other", tmp_path / "gone.db", (TRIP,)),
        SourceSettings("core", business.file, (TRIP,)),
    )

    known = looked_up(entities, project, LISBON, TURIN, SHIP, first)

    assert [one.label for one in known] == ["Lisbon", "", "Caravel", "First"]
    assert known[1].answer is Answer.NOTHING


def test_entities_are_searched_in_their_source(begin, project, plans):
    """By id and label; a kind that nobody has gives nothing."""
    plans.write("entities.csv", "kind,id,label\nship,1,Raft\n")
    entities = begin()

    def found(kind, text):
        return [one.id for one in entities.search(project, kind, text, 5).result(PATIENCE)]

    assert found("trip", "lis") == ["1"]
    assert found("ship", "") == ["1"]
    assert found("order", "") == []


def test_a_search_in_a_source_that_is_away_says_so(begin, project, business):
    """One sentence, for whoever searched."""
    entities = begin()
    business.file.unlink()

    with pytest.raises(SourceAway, match="isn't there"):
        entities.search(project, "trip", "", 5).result(PATIENCE)


def test_sources_are_examined(begin, project, business, tmp_path):
    """What each has, from what it is read and what keeps it from being written; or why it can't."""
    bad = replace(TRIP, table="gone")
    entities = begin(
        SourceSettings("core", business.file, (TRIP,)),
        SourceSettings(EVERY_PROJECT, tmp_path / "business.db", (bad,)),
    )

    one, other, folder = examined(entities.sources(project))

    assert [(kind.kind, kind.count, kind.columns) for kind in one.found.kinds] == [
        ("trip", 1, ("id", "label"))
    ]
    assert "mode=ro" in one.found.proof
    assert isinstance(other.trouble, SourceInvalid)
    assert folder.found.kinds == ()


def test_an_answer_is_not_waited_for_without_end(begin, project, business):
    """A command line ends in a sentence."""
    entities = begin(timeout=0.01)
    business.lock()

    known = entities.find(project, LISBON)
    with pytest.raises(SourceAway):
        waited(entities.sources(project), entities.search(project, "trip", "", 5))

    business.unlock()
    assert known.answer is Answer.AWAY


def test_a_hundred_thousand_entities_stop_nobody(begin, project, plans, workspace):
    """While they are read, the project is read and written as ever."""
    lines = (f"order,{number},Order {number}" for number in range(100_000))
    plans.write("entities.csv", "\n".join(["kind,id,label", *lines]))
    ident = next(iter(workspace.forest(project.id).by_id))
    wanted = EntityRef("order", "99999")
    entities = begin()

    asked = entities.refresh(project, [wanted])
    workspace.edits.set_status([ident], Status.DONE)

    assert workspace.forest(project.id)[ident].status is Status.DONE
    asked.result(PATIENCE)
    assert entities.known(project, [wanted])[wanted].label == "Order 99999"


def test_a_workspace_has_the_sources_of_its_settings(settings, project, business):
    """And lets go of them at its end."""
    named = (SourceSettings("core", business.file, (TRIP,)),)
    session = Workspace(replace(settings, entities=named))

    assert session.entities.find(project, LISBON).label == "Lisbon"
    session.close()
