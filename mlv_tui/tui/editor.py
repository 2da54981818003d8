"""The person's own editor, opened at a line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mlv_tui.errors import SettingsInvalid

_AT_COLON: Final = frozenset({"hx", "helix", "subl", "zed", "micro"})
_CODE: Final = frozenset({"code", "codium", "code-insiders", "cursor"})


def editor_command(file: str, line: int, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Make the command that opens a file at a line, from `VISUAL`, `EDITOR`, or `vi`.

    Raises:
        SettingsInvalid: If what they say is no command.
    """
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        words = shlex.split(chosen) or ["vi"]
    except ValueError as error:
        raise SettingsInvalid(f"EDITOR is “{chosen}”: {error}.", "Set it anew.") from error
    name = Path(words[0]).name
    if name in _CODE:
        return [*words, "--wait", "--goto", f"{file}:{line}"]
    if name in _AT_COLON:
        return [*words, f"{file}:{line}"]
    return [*words, f"+{line}", file]
