"""What every source of entities answers, whichever kind it is."""

from __future__ import annotations

import json

import pytest
from businesses import NUMBERED, TRIP, lay_file, new_business, settings_for

from mlv_tui.domain.entities import Entity, EntityRef, parse_ref
from mlv_tui.entities.asking import BATCH
from mlv_tui.entities.opening import open_source
from mlv_tui.settings import KindSettings

TWICE = KindSettings("twice", "code", "title", table="twice")
ROWS = [
    {"kind": "Trip", "id": "TR-1", "label": "Lisbon", "state": "open", "updated": "2026-11-20"},
    {"kind": "trip", "id": "TR-2", "label": "Turin", "state": "done", "updated": None},
    {"kind": "TRIP", "id": "tr-1", "label": "Old Lisbon", "state": "gone"},
    {"kind": "order", "id": 7},
    {"kind": "order", "id": 42},
    {"kind": "twice", "id": "A", "label": "one"},
    {"kind": "twice", "id": "A", "label": "other"},
    {"kind": "twice", "id": "B", "label": "only"},
    {"kind": "nothing", "id": ""},
    {"kind": "", "id": "nobody's"},
]
LISBON = Entity("trip", "TR-1", "Lisbon", "open", "2026-11-20")


@pytest.fixture(params=["sqlite", "postgres", "csv", "json"])
def source(request, tmp_path):
    """The same entities in each kind of source."""
    if request.param == "postgres":
        with new_business() as business:
            opened = open_source(settings_for(business.reader, (TRIP, NUMBERED, TWICE)))
            yield opened
            opened.close()
        return
    if request.param == "sqlite":
        settings = settings_for(lay_file(tmp_path / "business.db"), (TRIP, NUMBERED, TWICE))
    else:
        file = tmp_path / f"entities.{request.param}"
        file.write_text(as_csv() if request.param == "csv" else json.dumps(ROWS), "utf-8")
        settings = settings_for(file, ())
    opened = open_source(settings)
    yield opened
    opened.close()


def as_csv():
    """Write the rows as a spreadsheet program does."""
    names = ("kind", "id", "label", "state", "updated")
    lines = [";".join(str(row.get(name) or "") for name in names) for row in ROWS]
    return "\ufeff" + "\r\n".join([";".join(names).upper(), *lines, "", ""])


def refs(*texts):
    """Read what links say."""
    return [ref for ref in map(parse_ref, texts) if ref]


def test_linked_entities_are_found_by_kind_and_id(source):
    """With what people call them, how they stand, and when that changed."""
    found = source.look_up(refs("trip:TR-1", "Trip:TR-2", "order:42"))

    assert found == {
        EntityRef("trip", "TR-1"): (LISBON,),
        EntityRef("trip", "TR-2"): (Entity("trip", "TR-2", "Turin", "done", ""),),
        EntityRef("order", "42"): (Entity("order", "42"),),
    }


def test_what_is_not_there_is_missing_and_an_unknown_kind_is_left_out(source):
    """An id counts as it is written: `042` is no 42, and `TR-2` no `tr-2`."""
    missing = refs("trip:TR-3", "trip:tr-2", "order:042", "order:x", "order:" + "9" * 40)

    assert source.look_up([*missing, *refs("ship:1")]) == dict.fromkeys(missing, ())


def test_several_of_one_id_are_ambiguous(source):
    """All that could be meant are told; what is there once stays clear."""
    found = source.look_up(refs("twice:A", "twice:B"))

    assert {one.label for one in found[EntityRef("twice", "A")]} == {"one", "other"}
    assert len(found[EntityRef("twice", "B")]) == 1


def test_entities_are_found_by_a_text(source):
    """In the label or the id, whatever the case; what begins with it comes first."""
    assert [one.id for one in source.search("trip", "LISB", 9)] == ["TR-1", "tr-1"]
    assert {one.id for one in source.search("trip", "r-1", 9)} == {"TR-1", "tr-1"}
    assert [one.label for one in source.search("trip", "", 2)] == ["Lisbon", "Old Lisbon"]
    assert source.search("trip", "%", 9) == source.search("ship", "", 9) == ()
    assert source.search("trip", "' OR 1=1 --", 9) == ()


def test_kinds_and_numbers_are_told(source):
    """Which kinds there are, how many of each, and from what they are read."""
    assert source.kinds() == {"trip", "order", "twice"}
    assert [source.count(kind) for kind in ("trip", "order", "ship")] == [3, 2, 0]
    assert len(source.columns("trip")) >= 4
    assert source.proof()


def test_more_links_than_fit_into_a_question_are_all_answered(source):
    """A bounded number at a time."""
    many = [EntityRef("trip", f"TR-{number}") for number in range(2 * BATCH + 2)]

    found = source.look_up(many)

    assert len(found) == len(many)
    assert [ref.id for ref, entities in found.items() if entities] == ["TR-1", "TR-2"]
