"""Answers of the commands of backups: keys for programs, and words for people."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from totalaudio_ops.backups.listing import Listed, Standing
from totalaudio_ops.backups.making import Made
from totalaudio_ops.backups.verifying import Verified

_CANNOT = "It is encrypted and BACKUP_IDENTITY_FILE is not set here: it must be verified where the key is."


def of_made(made: Made, name: str, *, can_verify: bool) -> dict[str, object]:
    """The answer of create."""
    return {
        "archive": made.archive,
        "name": name,
        "snapshot_at": _iso(made.snapshot_at),
        "bytes": made.result.bytes,
        "sha256": made.result.sha256,
        "encrypted": made.is_encrypted,
        "tables": made.result.table_count,
        "rows": made.result.row_count,
        "seconds": round(made.seconds, 3),
        "verifiable_here": can_verify,
        "notes": [*made.notes, *([] if can_verify else [_CANNOT])],
    }


def of_verified(found: Verified, *, is_recorded: bool) -> dict[str, object]:
    """The answer of verify."""
    return {
        "archive": found.archive,
        "ok": found.is_ok,
        "problems": list(found.problems),
        "notes": list(found.notes),
        "snapshot_at": _iso(found.described.time if found.described else None),
        "restore_seconds": round(found.seconds, 3) if found.seconds is not None else None,
        "recorded": is_recorded,
    }


def say_verified(answer: dict[str, object]) -> None:
    """The same in words."""
    for word in ("problems", "notes"):
        for line in answer[word]:  # type: ignore[attr-defined]  # lists of sentences
            (sys.stdout if word == "problems" else sys.stderr).write(f"{line}\n")
    if answer["ok"]:
        sys.stdout.write(f"verified: restored whole in {answer['restore_seconds']} seconds\n")


def of_list(found: list[Listed], standing: Standing) -> dict[str, object]:
    """The answer of list."""
    return {
        "backups": [
            {
                "name": one.name,
                "state": one.state,
                "archive": one.archive,
                "snapshot_at": _iso(one.at),
                "bytes": one.bytes,
                "verified_at": _iso(one.verified_at),
                "restore_seconds": one.restore_seconds,
                "problems": list(one.problems),
            }
            for one in found
        ],
        "last_verified_at": _iso(standing.last_verified_at),
        "rpo_seconds": round(standing.rpo.total_seconds()) if standing.rpo is not None else None,
        "rto_seconds": standing.rto_seconds,
        "next_due": _iso(standing.next_due),
        "missed": standing.missed or None,
    }


def lines_of_list(found: list[Listed], standing: Standing, now: datetime) -> Iterator[str]:
    """The list as lines of text."""
    for one in found:
        size = f"{one.bytes / 1e6:.1f} MB" if one.bytes is not None else "-"
        yield f"{one.state:9} {one.at:%Y-%m-%d %H:%M}  {age(now - one.at):>9}  {size:>10}  {one.archive or one.name}"
        yield from (f"          {problem}" for problem in one.problems)
    if not found:
        yield "There is no backup. Make one with ./totalaudio backup create."
    yield ""
    if standing.rpo is not None:
        yield f"The newest verified one is {age(standing.rpo)} old: so much would be lost now."
    if standing.rto_seconds is not None:
        yield f"The last restore took {standing.rto_seconds:.1f} seconds."
    if standing.missed:
        yield standing.missed
    yield f"The worker makes the next one at {standing.next_due:%d %b %Y, %H:%M} UTC."


def age(span: timedelta) -> str:
    """A span in one unit."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
