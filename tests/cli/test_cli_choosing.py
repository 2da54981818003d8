"""Which milestones a command is about: ids, or a filter."""

from __future__ import annotations

import click
import pytest
from starts import write

from mlv_tui.cli.choosing import ids_or_filter
from mlv_tui.cli.options import Common
from mlv_tui.errors import NotFound, QueryError
from mlv_tui.settings import read_settings


@pytest.fixture
def chosen(mlv, tmp_path, monkeypatch):
    """Choose among the milestones of two projects."""
    monkeypatch.setenv("MLV_ACTOR", "ada")
    for name in ("a", "b"):
        text = "# Core\n## One\nOwner: ada\nModule: Trips\n## Two\n### Three\nOwner: ada\n"
        mlv("ingest", write(tmp_path / "work" / f"{name}.md", text))

    def choose(ids, query, project=""):
        common = Common(read_settings(), project, as_json=False)
        with common.known_workspace() as workspace:
            return ids_or_filter(common, workspace, ids, query)

    return choose


def test_ids_are_taken_as_given(chosen):
    """In their order, looked up by whoever uses them."""
    assert chosen((3, 1), None) == (3, 1)


def test_a_filter_chooses_in_tree_order(chosen):
    """Of the project that was named, or of the last one."""
    assert chosen((), "owner:me or core") == (5, 6, 8)
    assert chosen((), "owner:me", "a") == (2, 4)


def test_what_is_archived_is_chosen_only_where_it_is_asked_for(chosen, mlv):
    """So that a wide filter doesn't reach what is put away."""
    mlv("archive", 7)

    assert chosen((), "id:>0") == (5, 6)
    assert chosen((), "is:archived") == (7, 8)


@pytest.mark.parametrize(
    ("ids", "query", "said"),
    [
        ((), None, "by their IDs, or with --filter."),
        ((1,), "owner:me", "not both."),
        ((), "  ", "write `id:>0` for that."),
    ],
)
def test_it_must_be_one_of_both(chosen, ids, query, said):
    """Neither, both, and an empty filter, which an unset variable makes, are wrong usage."""
    with pytest.raises(click.UsageError, match=said) as raised:
        chosen(ids, query)

    assert raised.value.exit_code == 2


def test_a_filter_that_chooses_nothing_is_an_error(chosen):
    """Unlike a list of nothing; it says what was probably meant."""
    with pytest.raises(NotFound) as raised:
        chosen((), "module:Tirps")

    assert raised.value.exit_code == 4
    assert str(raised.value).startswith("No milestone of b matches “module:Tirps”.")
    assert "did you mean Trips?" in str(raised.value)
    with pytest.raises(NotFound, match="--explain ID"):
        chosen((), "zzz")
    with pytest.raises(QueryError):
        chosen((), "stauts:open")
