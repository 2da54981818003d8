"""Bytes made into text."""

from __future__ import annotations

import pytest

from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers.text import decode, safe_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# a", "# a"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"a\0b " + b"words " * 10, "a\ufffdb " + "words " * 10),
        ("a\u2028b\x0cc\x85".encode(), "a\u2028b\x0cc\x85"),
        (b"", ""),
    ],
)
def test_decodes_what_is_text(data, text):
    """Marks and odd line ends go, one stray NUL is replaced, other separators stay."""
    assert decode("a.md", data) == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("# häß".encode("utf-16"), "UTF-16"),
        ("# plan\n".encode("utf-16-le"), "UTF-16"),
        ("# plan\n".encode("utf-16-be"), "UTF-16"),
        ("# plan\n".encode("utf-32"), "UTF-32"),
        ("# plan\n".encode("utf-32-be"), "UTF-32"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(32)) * 4, "control characters"),
    ],
)
def test_says_what_a_file_is_that_is_no_utf8_text(data, word):
    """The person learns what the file is and what to do."""
    with pytest.raises(PlanUnreadable, match=word) as error:
        decode("plans/a.md", data)

    assert error.value.message.startswith("plans/a.md is ")
    assert error.value.hint


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_names_the_line_that_is_not_utf8(end):
    """The line and the byte tell where to look."""
    with pytest.raises(PlanUnreadable, match="line 3 holds the byte 0xe4") as error:
        decode("a.md", b"a" + end + b"b" + end + b"\xe4c")

    assert error.value.line == 3


def test_makes_any_string_storable():
    """Lone surrogates and NUL, which no database takes, become U+FFFD."""
    safe = safe_text("\ufeffa\ud800\0\r\nb")

    assert safe == "a\ufffd\ufffd\nb"
    assert safe.encode()
