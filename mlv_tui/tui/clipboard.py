"""Copying out of a terminal: tmux where it runs, else the terminal itself."""

from __future__ import annotations

import asyncio
import os
import re
from typing import Final

from textual.app import App

TMUX: Final = ("tmux", "load-buffer", "-w", "-")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
OSC52_LIMIT: Final = 74_000
"""Bytes; terminals drop longer texts without a word."""


async def copy(app: App[object], text: str) -> str:
    """Copy a text, and say how it went.

    Control characters are left out: pasted into a shell they would act.

    tmux drops the terminal's own clipboard sequence by default, so it is asked itself.

    Returns:
        One phrase: where the text is now, or why it could not be copied.
    """
    text = _CONTROLS.sub("", text)
    size = len(text.encode())
    if os.environ.get("TMUX") and await _through_tmux(text):
        return f"copied {size} bytes through tmux"
    if size > OSC52_LIMIT:
        return f"not copied: {size} bytes are more than terminals take"
    app.copy_to_clipboard(text)
    if app.is_web:
        return f"sent {size} bytes to the browser, which copies on localhost and over https only"
    return f"copied {size} bytes to the terminal's clipboard"


async def _through_tmux(text: str) -> bool:
    try:
        process = await asyncio.create_subprocess_exec(
            *TMUX,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return False
    await process.communicate(text.encode())
    return process.returncode == 0
