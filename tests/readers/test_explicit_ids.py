from __future__ import annotations

import pytest

from mlv_tui.readers import read_outline


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Book seats {#book}", "book"),
        ("# Book seats {#book} \n", "book"),
        ("# Book seats <!-- mlv:book.2 -->", "book.2"),
        ("# Book seats\n\n<!-- mlv:book -->\n\nText.", "book"),
        ("# Book seats\nText.\n<!-- mlv:book -->", ""),
        ("# Book {#seats} early", ""),
        ("# Book seats {# book}", ""),
        ("# Book seats <!-- other:book -->", ""),
        ("# Book seats {#" + "x" * 65 + "}", ""),
        ("Book seats {#book}\n====", "book"),
    ],
)
def test_a_heading_may_be_named_for_good(text, wanted):
    """The id stands at the title's end, in a comment in the heading, or right below it."""
    (heading,) = read_outline("a.md", text.encode(), as_it_is=False).headings

    assert heading.explicit_id == wanted
