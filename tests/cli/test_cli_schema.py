"""`mlv schema`, and structured plans on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from starts import write

SAMPLE = Path(__file__).parents[2] / "sample_plans" / "trip-desk.plan.yaml"


def test_the_schema_is_json_that_an_editor_takes(mlv):
    """`mlv schema > plan.schema.json` is all there is to it; `--json` puts it in an envelope."""
    answer = mlv("schema")

    found = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$defs"]["milestone"]["required"] == ["title"]
    assert mlv("schema", "--json").data == found


def test_a_broken_record_is_told_with_its_line(mlv, tmp_path):
    """File, line, path, and what to write; nothing in it is obeyed by the terminal."""
    plan = write(
        tmp_path / "work" / "a.plan.json",
        '{"milestones": [\n {"title": "a", "pri\\u001b[31m\\u202eority": 1}\n]}',
    )

    answer = mlv("ingest", plan)

    assert answer.code == 1
    assert "a.plan.json:2: milestones[0].pri" in answer.err
    assert "\x1b" not in answer.err
    assert "\u202e" not in answer.err


def test_the_sample_is_read_like_any_other_plan(mlv, tmp_path):
    """Fields, defaults, records that name their parent, and prompt starters."""
    write(tmp_path / "work" / "plans" / SAMPLE.name, SAMPLE.read_text(encoding="utf-8"))

    assert "5 new" in mlv("ingest", tmp_path / "work" / "plans").out
    found = mlv("list", "--json").data

    assert [(one["title"], one["depth"], one["status"], one["owner"]) for one in found] == [
        ("Handbook for new colleagues", 0, "open", "dana"),
        ("The words we use", 1, "done", "dana"),
        ("A night call, step by step", 1, "open", "dana"),
        ("Two more screens for the desk", 0, "active", "dana"),
        ("Cables under the floor", 1, "blocked", "ben"),
    ]
    assert [one["line"] for one in found] == [9, 18, 22, 31, 38]
    assert len(found[2]["prompt_starters"]) == 1
    assert found[2]["due"] == "2026-12-18"
