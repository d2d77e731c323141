"""What must hold for the settings of backups: a wrong one would be found at two in the morning."""

import re
from collections.abc import Iterator
from typing import Final

from totalaudio_ops.backups.keeping import rule_of
from totalaudio_ops.problems import Problem

from .faults import Fault
from .fields import Environment

_RECIPIENT: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_STORE: Final = re.compile(r"s3://[a-z0-9][a-z0-9.-]+(/[^?#]*)?")
_LEAST_KEY: Final = 16


def backups(env: Environment) -> Iterator[Fault]:
    """The store, the keys and the rule of keeping can be read."""
    store = env.backup_store
    if "://" in store and not _STORE.fullmatch(store):
        fix = "set it to a folder, or to s3://bucket/prefix"
        yield Fault("BACKUP_STORE", "is no place for backups", fix)
    words = [word.strip() for word in env.backup_recipients.split(",") if word.strip()]
    if any(not _RECIPIENT.fullmatch(word) for word in words):
        fix = "set it to what age-keygen prints as public key, with commas between"
        yield Fault("BACKUP_RECIPIENTS", "is not a list of age keys", fix)
    if store.startswith("s3://") and env.is_production and not words:
        fix = "set it to the public key of an age key pair, whose other half is kept elsewhere"
        yield Fault("BACKUP_RECIPIENTS", "is missing, and BACKUP_STORE is elsewhere", fix)
    yield from _keys(env)
    try:
        rule_of(env.backup_keep, env.backup_keep_days)
    except Problem:
        yield Fault("BACKUP_KEEP", "is not a rule", "write days, weeks and months, as in 7d,4w,12m")


def _keys(env: Environment) -> Iterator[Fault]:
    pair = ("BACKUP_S3_ACCESS_KEY_ID", "BACKUP_S3_SECRET_ACCESS_KEY")
    found = (env.backup_s3_access_key_id is not None, env.backup_s3_secret_access_key is not None)
    if any(found) and not all(found):
        missing, there = pair if found[1] else reversed(pair)
        yield Fault(missing, f"is missing, and {there} is set", "set both or neither")
    key = env.backup_signing_key
    if key is not None and len(key.get_secret_value()) < _LEAST_KEY:
        yield Fault("BACKUP_SIGNING_KEY", "is too short", "set it to at least 16 random characters")
