"""Who the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
from pathlib import Path

from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity


def server_identity(data: Path) -> Identity | None:
    """Returns nobody (or the owner of an existing cluster) for root, None for anybody else."""
    if os.geteuid() != 0:
        _refuse_foreign(data)
        return None
    if data.exists() and (found := data.stat()).st_uid != 0:
        return Identity(found.st_uid, found.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Problem(
            "PostgreSQL does not run as root and this system has no user nobody: "
            "run this as another user, or set DATABASE_URL."
        ) from None
    return Identity(nobody.pw_uid, nobody.pw_gid)


def _refuse_foreign(data: Path) -> None:
    if data.exists() and data.stat().st_uid != os.geteuid():
        raise Problem(
            f"the database in {data} belongs to another user: run this as that user or as root, "
            "or name another folder with --data."
        )


def can_reach(folder: Path, identity: Identity | None) -> bool:
    """Tells whether this user may pass through every folder above `folder`."""
    return identity is None or all(
        _may_pass(parent, identity) for parent in folder.resolve().parents
    )


def _may_pass(folder: Path, identity: Identity) -> bool:
    found = folder.stat()
    if found.st_uid == identity.uid:
        return bool(found.st_mode & 0o100)
    if found.st_gid == identity.gid:
        return bool(found.st_mode & 0o010)
    return bool(found.st_mode & 0o001)
