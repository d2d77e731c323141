"""Every rule: what a statement would do to the release before, and how to write it instead."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """`is_unread` says that nobody can tell from the statement alone: its writer may declare that it only expands."""

    harm: str
    instead: str
    is_unread: bool = False


_LATER: Final = "Stop using it in one release, and take it away in a later one, with -- contract: and the reason above."
_DECLARE: Final = "If it only expands, say why in a comment above it: -- expands: and the reason."

RULES: Final = {
    "drop": Rule("takes away what the release before uses.", _LATER),
    "drop-column": Rule("takes away a column that the release before reads and writes.", _LATER),
    "rename": Rule(
        "takes away the name by which the release before calls it.",
        "Add the new one beside it, and take the old one away in a later release.",
    ),
    "type": Rule(
        "may rewrite the whole table under an exclusive lock, or refuse values of the release before.",
        "Add a column of the new type and fill it in batches; where the new type only widens the old one, "
        "say so above: -- expands: and the reason.",
        is_unread=True,
    ),
    "not-null": Rule(
        "makes rows fail that the release before writes without this value.",
        "Give it a default in the database (db_default), or leave it nullable until a later release.",
    ),
    "drop-default": Rule(
        "makes rows fail that the release before writes without this value.",
        "Keep the default in the database (db_default in a model).",
    ),
    "rewrite": Rule(
        "rewrites the whole table under an exclusive lock.",
        "Add the column without it, set the default afterwards, and fill it in batches.",
    ),
    "constraint": Rule(
        "reads the whole table while nobody may write to it.",
        "Add it with NOT VALID, and VALIDATE CONSTRAINT in a later migration; a unique one with USING INDEX, "
        "over an index that was built CONCURRENTLY.",
    ),
    "narrows": Rule(
        "may refuse or change what the release before writes.",
        _DECLARE,
        is_unread=True,
    ),
    "validate-apart": Rule(
        "reads the whole table while the lock of the same transaction keeps everybody out.",
        "Validate it in a migration of its own.",
    ),
    "drop-constraint": Rule(
        "may take away what ON CONFLICT or a foreign key of the release before needs.",
        _DECLARE,
        is_unread=True,
    ),
    "index": Rule(
        "keeps everybody from writing to the table until it is built.",
        "Build it CONCURRENTLY, in a migration that is not atomic (AddIndexConcurrently).",
    ),
    "concurrently": Rule(
        "is refused inside of a transaction.",
        "Put it in a migration of its own that is not atomic.",
    ),
    "drop-index": Rule(
        "may take away what ON CONFLICT or a slow query of the release before needs, and waits for every reader.",
        "Drop it CONCURRENTLY. " + _DECLARE,
        is_unread=True,
    ),
    "row-security": Rule(
        "hides rows from the release before, or makes its writes fail.",
        "Add a permissive policy beside those that stand, and take away the old one in a later release.",
    ),
    "bare": Rule(
        "shows the rows of one workspace to everybody who may read the table.",
        "Leave row security on, also for the owner of the table.",
    ),
    "rights": Rule("takes away a right that the release before uses.", _LATER),
    "owner": Rule("changes with whose rights the release before works.", _LATER),
    "function": Rule(
        "changes what the release before gets from a function that it calls.",
        "Make a function with the next number in its name (_v2), and drop the old one in a later release.",
    ),
    "promise": Rule(
        "replaces a function by one that works with other rights or other settings, for the release before, too.",
        "Repeat SECURITY DEFINER, STRICT and SET as they stood: what is not repeated is forgotten. "
        + _DECLARE,
        is_unread=True,
    ),
    "built": Rule(
        "runs a statement that is put together only then, so that nobody can read it here.",
        "Write the statement out. " + _DECLARE,
        is_unread=True,
    ),
    "overload": Rule(
        "makes a second function of a name that the release before calls, whose calls can become ambiguous.",
        "Give it the next number in its name (_v2).",
    ),
    "trigger": Rule("switches off what the release before relies on.", _LATER),
    "query-rule": Rule(
        "changes what the queries of the release before do.",
        "Use a function or a trigger on a new table.",
    ),
    "lock": Rule(
        "keeps the release before waiting for as long as the migration runs.",
        "Leave it out: every statement takes the lock that it needs.",
    ),
    "heavy": Rule(
        "locks the table until it is rewritten or read as a whole.",
        "Use the form with CONCURRENTLY, or do it in maintenance.",
    ),
    "all-rows": Rule(
        "locks every row of the table in one statement.",
        "Fill it in batches from a task, or name the rows with WHERE.",
    ),
    "many-rows": Rule(
        "may lock most rows of the table in one statement.",
        "Fill it in batches from a task, or name the rows by their values. " + _DECLARE,
        is_unread=True,
    ),
    "truncate": Rule("takes every row away from the release before.", _LATER),
    "lock-timeout": Rule(
        "lets the migration wait for a lock, and everybody else behind it.",
        "Leave lock_timeout alone: the migrator sets it and tries again.",
    ),
    "transaction": Rule(
        "ends the transaction in which the migrator keeps the migration whole.", "Leave it out."
    ),
    "half": Rule(
        "is a further step of a migration that is not atomic, which begins anew with its first step when one fails.",
        "Give each step a migration of its own. " + _DECLARE,
        is_unread=True,
    ),
    "unread": Rule("does what cannot be read from it.", _DECLARE, is_unread=True),
}
