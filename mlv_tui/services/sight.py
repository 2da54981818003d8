"""What a look at a project's plan roots finds on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mlv_tui.domain.project import Root
from mlv_tui.readers.files import plan_files, plan_folders
from mlv_tui.services.discovery import is_there
from mlv_tui.watching import Glance, Signature


def glance(roots: Sequence[Root]) -> Glance:
    """Look at some roots: one stat of every plan, and the folders to be watched."""
    there = [root for root in roots if is_there(root)]
    return Glance(
        signatures=dict(found for root in there for found in _signatures(root)),
        folders=frozenset(folder for root in there for folder in _folders(root)),
        lost_roots=frozenset(Path(root.folder) for root in roots if root not in there),
    )


def _signatures(root: Root) -> Iterator[tuple[Path, Signature]]:
    folder = Path(root.folder)
    for name in [root.only] if root.only else plan_files(folder):
        file = folder / name
        try:
            found = file.stat()
        except OSError:  # gone since it was listed, or a link to nowhere: not there
            continue
        yield file, (found.st_mtime_ns, found.st_size, found.st_ino)


def _folders(root: Root) -> list[Path]:
    return [Path(root.folder)] if root.only else [*plan_folders(Path(root.folder))]
