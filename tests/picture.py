"""Draw the README's picture from the program running on the sample plans."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mlv_tui.services.threaded import ThreadedWorkspace
from mlv_tui.services.workspace import Workspace
from mlv_tui.settings import Settings
from mlv_tui.tui.app import MlvApp
from mlv_tui.tui.feed import Start

SAMPLE_PLANS = Path(__file__).parents[1] / "sample_plans"
SIZE = (120, 36)
CELL = 12.2
"""Width of a cell in the picture, in its own units."""
SETTLED = 3.0
"""Seconds after which the screen stands still."""


async def drawn(folder: Path) -> str:
    """Run the program, go to the next action, and return the screen as SVG."""
    plans = Path(shutil.copytree(SAMPLE_PLANS, folder / "Core platform"))
    settings = Settings(folder / "mlv.db", folder / "state", "ada")
    workspace = ThreadedWorkspace(lambda: Workspace(settings))
    app = MlvApp(workspace, settings, Start((plans,)))
    try:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(SETTLED)
            await pilot.press("w")
            await pilot.pause(SETTLED)
            return app.export_screenshot(title="mlv")
    finally:
        workspace.close()


def with_blanks_moved(svg: str) -> str:
    """Begin every text behind its leading blanks, which the converter would swallow."""

    def moved(found: re.Match[str]) -> str:
        blanks = found["blanks"].count("&#160;")
        return f'{found["head"]}x="{float(found["x"]) + blanks * CELL:.1f}"{found["tail"]}'

    text = re.compile(
        r'(?P<head><text [^>]*?)x="(?P<x>[\d.]+)"(?P<tail>[^>]*?)'
        r' textLength="[\d.]+"(?P<rest>[^>]*>)(?P<blanks>(?:&#160;)*)'
    )
    return text.sub(lambda found: moved(found) + found["rest"], svg)


def main(picture: Path) -> None:
    """Write the picture as PNG."""
    with tempfile.TemporaryDirectory() as name:
        svg = Path(name) / "screen.svg"
        svg.write_text(with_blanks_moved(asyncio.run(drawn(Path(name)))), encoding="utf-8")
        picture.parent.mkdir(exist_ok=True)
        subprocess.run(["rsvg-convert", "--zoom", "1", str(svg), "-o", str(picture)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
