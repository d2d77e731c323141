"""What a bad dump can have done to the rows."""

from typing import Final

from tests.backups.change import CONTACTS, COUNTERS, Change

ROWS: Final = (
    Change("a table emptied", f"DELETE FROM {COUNTERS}", rf"{COUNTERS} has 0 rows instead of"),
    Change(
        "a table of operations emptied", "DELETE FROM ops.happenings", "ops.happenings has 0 rows"
    ),
    Change(
        "one row gone",
        # As a dump that lost it: without the triggers that a deletion has.
        "SET session_replication_role = replica;"
        f" DELETE FROM {CONTACTS} WHERE ctid = (SELECT min(ctid) FROM {CONTACTS});"
        " SET session_replication_role = origin",
        rf"{CONTACTS} has \d+ rows instead of",
    ),
    Change(
        "one row twice",
        f"ALTER TABLE {COUNTERS} DROP CONSTRAINT usage_counters_pkey;"
        f" INSERT INTO {COUNTERS} SELECT * FROM {COUNTERS} LIMIT 1",
        rf"{COUNTERS} has \d+ rows instead of",
    ),
    Change(
        "one row in another's place",
        f"ALTER TABLE {COUNTERS} DROP CONSTRAINT usage_counters_pkey;"
        f" DELETE FROM {COUNTERS} WHERE ctid = (SELECT max(ctid) FROM {COUNTERS});"
        f" INSERT INTO {COUNTERS} SELECT * FROM {COUNTERS} LIMIT 1",
        f"{COUNTERS} has other contents",
    ),
    Change(
        "one letter changed",
        f"UPDATE {CONTACTS} SET notes = notes || '.' WHERE ctid = (SELECT min(ctid) FROM {CONTACTS})",
        f"{CONTACTS} has other contents",
    ),
    Change(
        "values swapped between rows",
        f"UPDATE {CONTACTS} c SET notes = o.notes FROM {CONTACTS} o"
        f" WHERE o.id <> c.id AND c.id IN (SELECT id FROM {CONTACTS} ORDER BY id LIMIT 2)"
        f" AND o.id IN (SELECT id FROM {CONTACTS} ORDER BY id LIMIT 2)",
        f"{CONTACTS} has other contents",
    ),
    Change(
        "values swapped between columns",
        f"UPDATE {CONTACTS} SET role = format, format = role",
        f"{CONTACTS} has other contents",
    ),
    Change(
        "nothing in place of an empty text",
        f"ALTER TABLE {CONTACTS} ALTER notes DROP NOT NULL; UPDATE {CONTACTS} SET notes = NULL",
        f"{CONTACTS} has other contents",
    ),
    Change(
        "a number a little off",
        f"UPDATE {CONTACTS} SET confidence = 0.1 + 0.2",
        f"{CONTACTS} has other contents",
    ),
    Change(
        "a time a microsecond off",
        f"UPDATE {COUNTERS} SET updated_at = updated_at + interval '1 microsecond'",
        f"{COUNTERS} has other contents",
    ),
    Change(
        "bytes changed",
        "UPDATE totalaudio.tracker_campaignfile SET content = content || '\\x00'",
        "tracker_campaignfile has other contents",
    ),
    Change(
        "rows of a partition gone",
        "DELETE FROM totalaudio.events",
        r"totalaudio.events has 0 rows instead of",
    ),
    Change(
        "a sequence behind",
        "ALTER SEQUENCE totalaudio.procrastinate_jobs_id_seq RESTART",  # setval would outlive the rollback
        "position of sequence totalaudio.procrastinate_jobs_id_seq",
    ),
    Change(
        "an identity's sequence behind",
        "ALTER TABLE totalaudio.auth_permission ALTER id RESTART",
        "position of sequence totalaudio.auth_permission_id_seq",
    ),
    Change(
        "a materialised view unfilled",
        "REFRESH MATERIALIZED VIEW totalaudio.kept_by_test_sums WITH NO DATA",
        "kept_by_test_sums",
    ),
)
