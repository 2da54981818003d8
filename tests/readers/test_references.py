"""Link reference definitions at the start of a paragraph."""

from __future__ import annotations

import pytest

from mlv_tui.readers.references import after_references


@pytest.mark.parametrize(
    "definitions",
    [
        "[a]: /b\n", "[a]: <b c> 'title'\n", "[a]:\n/b\n'title'\n", "[a\\]]: /b(c)\n",
        "[a]: /b\n[c]: /d (e)\n",
    ],
)  # fmt: skip
def test_steps_over_definitions(definitions):
    """Text begins behind the last definition."""
    assert after_references(f"{definitions}text") == len(definitions)


@pytest.mark.parametrize(
    "text",
    ["[a] b", "[]: /b", "[ ]: /b", "[a]: /b c", "[a]: )(", "[a]: ((b)", "[a]:", "[a]: <b",
     "[[a]: /b"],
)  # fmt: skip
def test_takes_nothing_else_for_a_definition(text):
    """Brackets alone are text."""
    assert after_references(text) == 0


def test_reads_many_definitions_at_once():
    """A long list of links costs no more than its length."""
    assert after_references("[a]: /b 'c'\n" * 100_000) == 12 * 100_000
