"""Completing paths where they are typed."""

from __future__ import annotations

import asyncio

from textual.suggester import Suggester


class PathSuggester(Suggester):
    """Completes paths of folders and plans."""

    def __init__(self) -> None:
        """Look each time: folders come and go."""
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Offer the path that a value is the beginning of."""
        from mlv_tui.services.folders import completed  # noqa: PLC0415 - after the first frame

        return await asyncio.to_thread(completed, value) or None
