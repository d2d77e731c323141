"""Backups as the pieces that their page shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio.core.ui.pieces import Stat
from totalaudio.core.ui.tables import Column
from totalaudio_ops.backups.listing import Standing
from totalaudio_ops.backups.records import Record
from totalaudio_ops.backups.returning import Restored

BACKUPS = (
    Column("backup", "Backup", slot="title", is_sortable=False),
    Column("state", "State", slot="aside", is_sortable=False),
    Column("at", "Shows", slot="meta", is_sortable=False),
    Column("rows", "Rows", is_number=True, is_sortable=False),
    Column("size", "Size", is_number=True, is_sortable=False),
    Column("restored", "Restored in", is_number=True, is_sortable=False),
)
RESTORES = (
    Column("what", "What", slot="title", is_sortable=False),
    Column("ended", "Ended", slot="aside", is_sortable=False),
    Column("at", "When", slot="meta", is_sortable=False),
    Column("target", "Where to", is_sortable=False),
    Column("by", "By", is_sortable=False),
)
_STATES = {
    "running": ("Being made", "running"),
    "made": ("Not verified", "warning"),
    "verified": ("Verified", "good"),
    "failed": ("Failed", "bad"),
    "pruned": ("Thrown away", "neutral"),
}
_ENDS = {True: ("All of it", "good"), False: ("Not whole", "bad"), None: ("Not ended", "warning")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One backup, in words."""

    record: Record
    title: str
    label: str
    tone: str
    size: str
    seconds: str


@dataclass(frozen=True, slots=True)
class ShownRestore:
    """One restore or drill, in words."""

    restored: Restored
    title: str
    archive: str
    label: str
    tone: str


def shown(record: Record) -> Shown:
    """A backup as a row."""
    label, tone = _STATES[record.state]
    title = record.archive.rpartition("/")[2] if record.archive else record.name
    seconds = f"{record.restore_seconds:.1f} s" if record.restore_seconds is not None else "–"
    return Shown(record, title, label, tone, _size(record.bytes), seconds)


def shown_restore(restored: Restored) -> ShownRestore:
    """A restore as a row."""
    label, tone = _ENDS[restored.is_ok]
    title = restored.what[0].upper() + restored.what[1:]
    return ShownRestore(restored, title, restored.archive.rpartition("/")[2], label, tone)


def stats(standing: Standing) -> list[Stat]:
    """How much would be lost, how long it would take, and when the next one is made."""
    rto = f"{standing.rto_seconds:.1f} s" if standing.rto_seconds is not None else "–"
    lost = span(standing.rpo) if standing.rpo is not None else "–"
    return [
        Stat("Would be lost now", lost, "since the newest verified backup"),
        Stat("Back again after", rto, "measured when it was restored"),
        Stat("Next backup", _clock(standing.next_due), "made and verified by the worker"),
    ]


def span(found: timedelta) -> str:
    """A span in the unit in which one thinks of it."""
    minutes = int(found.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M} UTC"


def _size(count: int | None) -> str:
    if count is None:
        return "–"
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.2f} GB"
