"""The long texts of a milestone, which the forest does without."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mlv_tui.domain.outline import PromptStarter


@dataclass(frozen=True, slots=True)
class Text:
    """What stands under a heading.

    Attributes:
        body: See `Heading.body`.
        prompt_starters: In file order.
    """

    body: str
    prompt_starters: tuple[PromptStarter, ...] = ()


TextsOf = Callable[[Collection[int]], Mapping[int, Text]]
"""Looks the stored texts of some milestones up, by id; only where likeness decides."""
