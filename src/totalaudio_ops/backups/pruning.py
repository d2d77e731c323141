"""Throws away the archives that the rule no longer keeps."""

from datetime import datetime

from totalaudio_ops.backups import records
from totalaudio_ops.backups.keeping import Kept, Rule, to_prune
from totalaudio_ops.backups.listing import prunable
from totalaudio_ops.backups.records import Connection
from totalaudio_ops.backups.stores import Store


def plan(connection: Connection, store: Store, rule: Rule, now: datetime) -> list[Kept]:
    """What would go: of this database and in this store only, so that others may keep theirs beside it."""
    return to_prune(prunable(connection, store), rule, now)


def prune(connection: Connection, store: Store, found: list[Kept], now: datetime) -> None:
    """Delete archives, one after the other; each is written down when it is gone."""
    for one in found:
        store.delete(one.archive.rpartition("/")[2])
        records.prune(connection, one.archive, now)
