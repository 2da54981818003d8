"""Which file systems belong to other machines, too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MOUNTINFO: Final = Path("/proc/self/mountinfo")

_NETWORK: Final = re.compile(
    r"""(?:fuse\.)? (?:
      afpfs | afs | beegfs | ceph(?:-fuse)? | cifs | coda | curlftpfs | davfs2? | gcsfuse | gfs2
    | glusterfs | gpfs | gvfsd-fuse | lustre | ncpfs | nfs4? | ocfs2 | rclone | s3fs | smb3 | smbfs
    | sshfs
    )""",
    re.VERBOSE,
)
_OF_THE_HOST: Final = re.compile(
    r"(?:fuse\.)?(?:9p|fakeowner|grpcfuse|osxfs|prl_fs|vboxsf|virtiofs|vmhgfs(?:-fuse)?)"
)
"""Through which a virtual machine sees its host's files: often all that it has."""

_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


def network_file_system(path: Path, mountinfo: Path = MOUNTINFO) -> str:
    """Return the kind of file system that a path is on, if machines share it over a network.

    Args:
        path: Of something that may not be there yet.
        mountinfo: The kernel's table of mounts, see proc_pid_mountinfo(5). Where there is none
            (other systems than Linux), nothing is known.

    Returns:
        As `nfs4`, or "".
    """
    kind = _kind_of(path, mountinfo)
    return kind if _NETWORK.fullmatch(kind) else ""


def shared_file_system(path: Path, mountinfo: Path = MOUNTINFO) -> str:
    """Return the kind of file system that a path is on, if the kernel here doesn't see all writes.

    Args:
        path: As for `network_file_system`.
        mountinfo: As for `network_file_system`.
    """
    kind = _kind_of(path, mountinfo)
    return kind if _OF_THE_HOST.fullmatch(kind) else network_file_system(path, mountinfo)


def _kind_of(path: Path, mountinfo: Path) -> str:
    try:
        mounts = _mounts(mountinfo.read_text("utf-8", "surrogateescape"))
    except OSError:
        return ""
    real = path.resolve()
    return next((mounts[up] for up in (real, *real.parents) if up in mounts), "")


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
