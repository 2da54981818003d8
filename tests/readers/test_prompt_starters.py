"""Prompt starters of one body."""

from __future__ import annotations

import pytest

from mlv_tui.domain.outline import PromptStarter
from mlv_tui.readers.prompt_starters import is_prompt_starter_title, read_prompt_starters


def read(text: str, line: int = 1) -> tuple[PromptStarter, ...]:
    """Read a body's prompt starters."""
    return read_prompt_starters(text.split("\n"), line).starters


@pytest.mark.parametrize(
    ("body", "payload", "line"),
    [
        ("Prompt starter: go", "go", 1),
        ("**Prompt starter:** go  \non ", "go  \non ", 1),
        ("__prompt starters__: go", "go", 1),
        ("Prompt starter:\ngo\n\nnot this", "go", 2),
        ("Prompt starter:\n\nnext paragraph", "next paragraph", 3),
        ("Prompt starter:\n- a\n\n  b\n- c\n\nnot this", "- a\n\n  b\n- c", 2),
        ("Prompt starter:\n1. a\n2. b\n\n- c", "1. a\n2. b", 2),
        ("Prompt starter:\n> a\n> b\n\nc", "> a\n> b", 2),
        ("Prompt starter:\n```md\n\ta  \n\n> b\n```\nc", "\ta  \n\n> b", 3),
        ("Prompt starter:\n~~~\nunclosed", "unclosed", 3),
        ("###### Prompt Starters:\n\n    a\n\n    b\n\nc", "    a\n\n    b", 3),
    ],
)
def test_keeps_the_payload_byte_for_byte(body, payload, line):
    """What is offered is exactly what the plan holds."""
    assert read(body) == (PromptStarter(payload, line),)


def test_counts_lines_from_the_plan():
    """The line is the plan's."""
    assert read("Words.\n\nPrompt starter: go", 10) == (PromptStarter("go", 12),)


def test_gives_each_of_several():
    """A milestone may offer many."""
    found = read("Prompt starter: a\nPrompt starter: b\n\n#### Prompt starter\n\nc")

    assert [starter.text for starter in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Prompt starter",
        "Prompt starter:",
        "Prompt starter:\n\n---",
        "Prompt starter:\n```\n```",
        "A prompt starter: x",
        "    Prompt starter: x",
        "```\nPrompt starter: x\n```",
        "<!-- \nPrompt starter: x\n-->",
        "> Prompt starter: x",
        "#### Prompt starter for trips\n\nx",
    ],
)
def test_offers_nothing_else(body):
    """Words about prompt starters are no prompt starters."""
    assert read(body) == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Prompt starter", True), ("PROMPT STARTERS:", True), ("Prompt starters for trips", False)],
)
def test_knows_a_heading_that_only_announces(title, expected):
    """Such a heading is no milestone."""
    assert is_prompt_starter_title(title) is expected
