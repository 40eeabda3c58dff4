"""Where a ledger may lie. SQLite's write-ahead log needs memory shared by processes, which network file systems do not give."""

from __future__ import annotations

import re
from pathlib import Path

from tallybook.errors import BookError

_MOUNTS = Path("/proc/mounts")
_NETWORK = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs",
    "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
    "fuse.sshfs", "fuse.vmhgfs-fuse",
})  # fmt: skip
_OCTAL = re.compile(r"\\([0-7]{3})")


def refuse_network(path: Path, mounts: Path = _MOUNTS) -> None:
    """Raise BookError where ``path`` lies on a network file system. Says nothing where the system does not tell its mounts."""
    kind = file_system(path, mounts)
    if kind in _NETWORK:
        raise BookError(
            f"lies on a network file system ({kind}), where a ledger can lose entries.",
            item=str(path),
            hint="Move the book to a disk of this machine; exchange bundles with others instead of sharing the folder.",
        )


def file_system(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The type of the file system that holds ``path`` (or its nearest folder that exists), None where unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    place = path.resolve()
    found: tuple[int, str | None] = (-1, None)
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1]))
        # a later mount on the same point hides the earlier one, hence >=
        if len(point.parts) >= found[0] and (place == point or point in place.parents):
            found = (len(point.parts), fields[2])
    return found[1]
