"""Which of a folder's YAML, TOML and JSON files say that they are plans."""

from __future__ import annotations

import os
import re
import stat
from codecs import BOM_UTF8
from functools import lru_cache
from pathlib import Path
from typing import Final

from mlv_tui.safe_files import opened_beneath

_HEAD: Final = 16 * 1024
_TAIL: Final = 4 * 1024
_REMEMBERED: Final = 32_768
_NAMED: Final = re.compile(r".+\.plan\.(?:ya?ml|toml|json)", re.IGNORECASE)
_STRUCTURED: Final = re.compile(r".+\.(?:ya?ml|toml|json)", re.IGNORECASE)
_JSON: Final = (
    re.compile(rb'"mlv"\s{0,99}:\s{0,99}[0-9]'),
    re.compile(rb'"milestones"\s{0,99}:'),
)
_LINES: Final = (
    re.compile(rb"""^(["']?)mlv\1[ \t]{0,99}[:=][ \t]{0,99}["']?[0-9]""", re.MULTILINE),
    re.compile(
        rb"""^(?:(["']?)milestones\1[ \t]{0,99}[:=]|\[\[[ \t]{0,99}milestones[ \t]{0,99}\]\])""",
        re.MULTILINE,
    ),
)


def is_declared(root: Path, relative: str) -> bool | None:
    """Tell whether a file in a folder of plans says that it is one.

    Markdown always is. A structured file is by its name, `*.plan.yaml`, or where both `mlv: 1` and
    `milestones` stand in its first 16 or its last 4 KB: every repository has other files of these
    kinds.

    Args:
        root: The folder of plans.
        relative: The file's path below it, with `/`; its suffix is that of a plan.

    Returns:
        None where nothing can be told: it is blank, can't be read, or is no file.
    """
    name = relative.rpartition("/")[2]
    if not _STRUCTURED.fullmatch(name) or _NAMED.fullmatch(name):
        return True
    try:
        found = (root / relative).stat()
        if not stat.S_ISREG(found.st_mode):
            return None
        return _says_so(root, relative, (found.st_mtime_ns, found.st_size, found.st_ino))
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _says_so(root: Path, relative: str, _signature: tuple[int, int, int]) -> bool | None:
    """Look into a file, once for each state that it is in: a folder is looked at often.

    Raises:
        OSError: It can't be read.
    """
    text = _ends(root, relative)
    if not text.strip():
        return None
    patterns = _JSON if relative.lower().endswith(".json") else _LINES
    return all(pattern.search(text) for pattern in patterns)


def _ends(root: Path, relative: str) -> bytes:
    with opened_beneath(root, relative) as file:
        head = os.pread(file, _HEAD, 0)
        size = os.fstat(file).st_size
        tail = os.pread(file, _TAIL, max(_HEAD, size - _TAIL)) if size > _HEAD else b""
    return head.removeprefix(BOM_UTF8) + b"\n" + tail
