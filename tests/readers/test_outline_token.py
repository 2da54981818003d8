"""The outline token against a reader we trust, on the specification, real files and noise.

`commonmark-spec.json` holds the examples of the CommonMark specification 0.31.2 by John
MacFarlane (https://spec.commonmark.org/0.31.2/), licensed CC-BY-SA 4.0.
"""

from __future__ import annotations

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from adversarial import adversarial_document
from reference import reference_headings

from mlv_tui.readers.outline_token import headings
from mlv_tui.readers.text import safe_text
from mlv_tui.readers.titles import plain_title

SPECIFICATION = json.loads(
    Path(__file__).with_name("commonmark-spec.json").read_text(encoding="utf-8")
)["examples"]
TOGETHER = 25
"""Examples that one test reads."""
KNOWN_QUIRKS = 19


def found(text: str) -> list[tuple[int, int, str]]:
    """Return level, line and title of the H1–H3 that we find."""
    return [
        (heading.level, heading.line + 1, plain_title(heading.raw))
        for heading in headings(safe_text(text).split("\n"))
        if heading.level <= 3
    ]


def places(every: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Leave the titles out."""
    return [(level, line) for level, line, _ in every]


@pytest.mark.parametrize("first", range(0, len(SPECIFICATION), TOGETHER))
def test_finds_the_headings_of_each_example_of_the_specification(first):
    """Headings, their lines and their titles are CommonMark's, but for a lone `[title]`."""
    for text in SPECIFICATION[first : first + TOGETHER]:
        ours = [(level, line, title.strip("[]")) for level, line, title in found(text)]

        assert ours == reference_headings(text), text


def real_files():
    """Give Markdown files of whatever is installed beside us."""
    return islice(sorted(Path(sys.prefix).rglob("*.md")), 1_000)


def test_finds_the_headings_of_every_markdown_file_installed_here():
    """Real documents read as their authors meant them."""
    for path in real_files():
        text = safe_text(path.read_text(encoding="utf-8", errors="replace"))

        assert places(found(text)) == places(reference_headings(text)), path


def test_agrees_with_a_trusted_reader_on_adversarial_documents():
    """Whatever markers, fences, tags and containers are mixed, the headings are CommonMark's."""
    chance = random.Random(2_026)  # noqa: S311 - noise, no secret
    documents = [adversarial_document(chance) for _ in range(12_000)]

    differing = [
        text for text in documents if places(found(text)) != places(reference_headings(text))
    ]

    # In each of these commonmark.js says what we say: markdown-it-py takes lazy lines below a
    # quote, and indented ones below a definition, for blocks of their own.
    assert len(differing) <= KNOWN_QUIRKS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n# a\n```bash\n# b\n```\n# c", [(1, 6, "c")]),
        ("#\u3000a\n\n# b", [(1, 3, "b")]),
        ("a\n=-=\n\nb\n==\t", [(1, 4, "b")]),
        (". a\n# b", [(1, 2, "b")]),
        ("<!--\n# a\n-->\n# b", [(1, 4, "b")]),
        ("Phase 1 | Setup\n-----", [(2, 1, "Phase 1 | Setup")]),
        ("a\u2028b\x0b\x0c\x85c\n# d", [(1, 2, "d")]),
        ("[a]: /b\nc\n===", [(1, 2, "c")]),
        ("[a]: /b\n===\n", []),
        ("> q\n# a\n- b\n  # c\n\n# d", [(1, 2, "a"), (1, 6, "d")]),
    ],
)
def test_is_right_where_mistletoe_is_wrong(text, expected):
    """Fences, wide spaces, odd underlines, comments, tables and definitions cost no heading."""
    assert found(text) == expected


def test_two_threads_may_scan_at_once():
    """Reading two plans at the same time mixes nothing up."""
    plain = "# a\n\nb\n===\n" * 2_000
    fenced = "```\n# no\n```\n> quote\n\n## c\n" * 2_000

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(found, [plain, fenced] * 4))

    assert {len(result) for result in results[::2]} == {4_000}
    assert {len(result) for result in results[1::2]} == {2_000}
    assert all(title == "c" for result in results[1::2] for _, _, title in result)
