"""Whether a restored schema is the one that this release declares: an archive cannot vouch for itself.

Who can write an archive can also write what it says of itself. What the migrations make is known from the release,
so a policy, right, trigger or function that was changed is found even when every checksum in the archive was changed
with it.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.facts import Facts, read_facts
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import ensure, ensure_database

# What comes and goes by itself while the platform runs, or is set by whoever runs it. The last are what the owner
# grants beforehand on all it makes: of the whole server, so that the file of the schema does not have them.
_OF_THE_INSTALLATION: Final = re.compile(
    r"position of sequence |comment on schema |setting |rights on the database of "
    r"|.*_[0-9]{4}_[0-9]{2}(?![0-9])"
    r"|rights on new (tables|sequences) of totalaudio_owner of totalaudio_(owner|system)\Z"
)
# Whoever runs an installation may let roles of their own in; these rights are in the archive's own facts.
_OF_OTHERS: Final = re.compile(
    r"rights on .* of (?!totalaudio_(?:owner|app|system)\Z|PUBLIC\Z)\S+\Z"
    r"|role (?!totalaudio_(?:owner|app|system)\Z)|membership of (?!totalaudio_)"
)
# The roles' file makes them, with the extensions that lie in one.
_MADE_BEFORE: Final = re.compile(r"^CREATE SCHEMA \w+;$", re.MULTILINE)
_DATABASE: Final = "declared"


def undeclared(server_url: str, restored_url: str, schema: Path) -> list[str]:
    """Says how a restored database differs from the schema of this release; made beside it on the same server."""
    admin = ensure_database(server_url, _DATABASE)
    ensure(admin, "declared")
    with connect(admin) as connection, connection.transaction():
        connection.execute("SET LOCAL check_function_bodies = false")
        connection.execute(_MADE_BEFORE.sub("", schema.read_text("utf-8")).encode())
    found = differences(_lasting(admin), _lasting(restored_url))
    return [f"Not as this release declares it: {one.rstrip('.')}." for one in found]


def _lasting(url: str) -> Facts:
    with connect(url) as connection:
        facts = read_facts(connection, with_rows=False)
    items = {item: text for item, text in facts.items.items() if _is_declared(item)}
    return replace(facts, items=items)


def _is_declared(item: str) -> bool:
    return not (_OF_THE_INSTALLATION.match(item) or _OF_OTHERS.match(item))
