"""How fast plans are read, as ratios within one run: `python tests/benchmarks/bench_reader.py`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from markdown_it import MarkdownIt
from mistletoe import Document
from mistletoe.html_renderer import HtmlRenderer

from mlv_tui.readers import read_outline
from mlv_tui.readers.outline_token import headings

WORDS = "the plan says that every trip offer order item and projection is ready before we ship"
HOSTILE: dict[str, Callable[[int], str]] = {
    "one long line": lambda size: "a" * size,
    "a heading of blanks": lambda size: "# a" + " " * size + "b",
    "a heading of backticks": lambda size: "# " + "`" * size,
    "a heading of brackets": lambda size: "# " + "[" * size,
    "nested quotes": lambda size: "> " * (size // 4) + "\n" * (size // 2),
    "nested lists": lambda size: "- " * (size // 4) + "\n" * (size // 2),
    "alternating lists": lambda size: "- a\n* - a\n" * (size // 10),
    "lazy lines": lambda size: "> a\nb\n" * (size // 6),
    "empty quotes": lambda size: "> \n" * (size // 3),
    "an open fence": lambda size: "```\n" + "# a\n" * (size // 4),
    "definitions": lambda size: "[a]: /b 'c\n" * (size // 11) + "===\n",
    "tags": lambda size: "<a b='\n" * (size // 7),
    "comments": lambda size: "# " + "<!--" * (size // 4),
    "fields": lambda size: "# a\n" + "Link: a:b\n" * (size // 10),
    "prompt starters": lambda size: "# a\n" + "Prompt starter:\n\n- a\n\n" * (size // 22),
}


def plan(sections: int) -> str:
    """Write a plan of the usual mix: prose, lists, code, quotes."""
    chance = random.Random(3)  # noqa: S311 - noise, no secret
    return "\n".join(line for number in range(sections) for line in _section(chance, number))


def _section(chance: random.Random, number: int) -> list[str]:
    lines = [f"{'#' * chance.choice((1, 2, 2, 3, 3, 3))} {number}. {_words(chance, 4)}", ""]
    lines += [_words(chance, 12) for _ in range(chance.randint(1, 3))] + [""]
    if chance.random() < 0.5:
        lines += [f"- {_words(chance, 5)}" for _ in range(chance.randint(2, 4))] + [""]
    if chance.random() < 0.15:
        lines += ["```python", "    x = 1", "    y = 2", "```", ""]
    if chance.random() < 0.1:
        lines += [f"> {_words(chance, 7)}", f"> {_words(chance, 5)}", ""]
    return lines


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=count)).capitalize() + "."


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def compare(text: str) -> list[str]:
    """Compare our scan and our whole read with readers of all of Markdown."""
    data = text.encode()
    blocks = MarkdownIt("commonmark")
    blocks.core.ruler.disable("inline")
    scan = seconds(lambda: headings(text.split("\n")), 7)
    read = seconds(lambda: read_outline("plan.md", data), 5)
    with HtmlRenderer():
        document = seconds(lambda: Document(text), 2)
    rules = seconds(lambda: blocks.parse(text), 2)
    return [
        f"{len(text) / 1e6:.1f} MB, {len(headings(text.split(chr(10))))} headings",
        f"scan {scan * 1e3:6.0f} ms   whole read {read * 1e3:6.0f} ms",
        f"mistletoe Document / scan          {document / scan:5.1f}",
        f"mistletoe Document / whole read    {document / read:5.1f}",
        f"markdown-it-py blocks / scan       {rules / scan:5.1f}",
        f"markdown-it-py blocks / whole read {rules / read:5.1f}",
    ]


def doubled(shape: Callable[[int], str]) -> tuple[float, float]:
    """Return the time for 1 MB of a shape, and how it grows for twice the text."""
    once, twice = (shape(size).encode() for size in (1_000_000, 2_000_000))
    first = seconds(lambda: read_outline("plan.md", once))
    return first, seconds(lambda: read_outline("plan.md", twice)) / first


if __name__ == "__main__":
    lines = compare(plan(10_000))
    for name, shape in HOSTILE.items():
        time_of_one, growth = doubled(shape)
        lines.append(
            f"{name:24} {time_of_one * 1e3:6.0f} ms a MB, x{growth:.1f} for twice the text"
        )
    sys.stdout.write("\n".join(lines) + "\n")
