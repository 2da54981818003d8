"""Which mounts announce no changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOUNTINFO: Final = Path("/proc/self/mountinfo")

_SILENT: Final = re.compile(
    r"""(?:fuse\.)? (?:
      9p | afpfs | afs | beegfs | ceph(?:-fuse)? | cifs | coda | curlftpfs | davfs2? | fakeowner
    | gcsfuse | gfs2 | glusterfs | gpfs | grpcfuse | gvfsd-fuse | lustre | ncpfs | nfs4? | ocfs2
    | osxfs | prl_fs | rclone | s3fs | smb3 | smbfs | sshfs | vboxsf | virtiofs | vmhgfs(?:-fuse)?
    )""",
    re.VERBOSE,
)
"""File systems whose files change on other machines, where the kernel here doesn't see it."""

_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


def needs_polling(paths: Iterable[Path], mountinfo: Path = MOUNTINFO) -> str:
    """Say why events can't be trusted below these paths.

    Args:
        paths: Existing folders.
        mountinfo: The kernel's table of mounts, see proc_pid_mountinfo(5). Where there is none
            (other systems than Linux), events are trusted.

    Returns:
        One sentence about the first such path, or "".
    """
    try:
        mounts = _mounts(mountinfo.read_text("utf-8", "surrogateescape"))
    except OSError:
        return ""
    for path in sorted(paths):
        kind = _kind_of(path, mounts)
        if _SILENT.fullmatch(kind):
            return f"{path} is on {kind}, which does not announce what other machines change."
    return ""


def network_file_system(path: Path, mountinfo: Path = MOUNTINFO) -> str:
    """Return the kind of file system that a path is on, if other machines write to it; else ""."""
    try:
        mounts = _mounts(mountinfo.read_text("utf-8", "surrogateescape"))
    except OSError:
        return ""
    kind = _kind_of(path, mounts)
    return kind if _SILENT.fullmatch(kind) else ""


def _mounts(table: str) -> Mapping[Path, str]:
    """Read the kind of file system by mount point; of two on one point the later is on top."""
    found: dict[Path, str] = {}
    for line in table.split("\n"):
        place, _, source = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) > 4:  # noqa: PLR2004 - the mount point is the fifth field
            point = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[4])
            found[Path(point)] = source.partition(" ")[0]
    return found


def _kind_of(path: Path, mounts: Mapping[Path, str]) -> str:
    real = path.resolve()
    return next((mounts[up] for up in (real, *real.parents) if up in mounts), "")
