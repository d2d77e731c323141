"""Whether a restored schema is the one that this release declares: an archive cannot vouch for itself.

Who can write an archive can also write what it says of itself. What the migrations make is known from the release,
so a policy, right, trigger or function that was changed is found even when every checksum in the archive was changed
with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.facts import Facts, read_facts
from totalaudio_ops.backups.scope import ROLES
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
_ON_A_TABLE: Final = re.compile(r"(?:policy|trigger|rule) .+ of (?P<table>\S+)$")
_RIGHT: Final = re.compile(r"rights on (?P<thing>.+) of (?P<role>\S+)$")
_OF_OUR_ROLES: Final = tuple(
    f" of {role}{where}" for role in ROLES for where in ("", " in this database")
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A restored schema beside that of the release: what is wrong, and what is only more."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]


def beside_release(server_url: str, restored_url: str, schema: Path) -> Beside:
    """Compares a restored database with the schema of this release, made beside it on the same server."""
    admin = ensure_database(server_url, _DATABASE)
    ensure(admin, "declared")
    with connect(admin) as connection, connection.transaction():
        connection.execute("SET LOCAL check_function_bodies = false")
        connection.execute(_MADE_BEFORE.sub("", schema.read_text("utf-8")).encode())
    return compared(_lasting(admin), _lasting(restored_url))


def compared(release: Facts, restored: Facts) -> Beside:
    """What is missing, other or opens something is a problem; what is only more is a note."""
    more = {
        item
        for item in restored.items.keys() - release.items.keys()
        if not _opens(item, release.items)
    }
    kept = {item: text for item, text in restored.items.items() if item not in more}
    found = differences(release, replace(restored, items=kept))
    problems = tuple(f"Not as this release declares it: {one.rstrip('.')}." for one in found)
    if not more:
        return Beside(problems, ())
    return Beside(
        problems,
        (f"It holds {len(more)} things that this release does not declare, as {min(more)}.",),
    )


def _opens(item: str, release: Mapping[str, str]) -> bool:
    """Whether something that the release does not know changes who can do what with something that it knows."""
    if on := _ON_A_TABLE.match(item):
        return f"table {on['table']}" in release
    if right := _RIGHT.match(item):
        is_ours = right["role"] == "PUBLIC" or right["role"] in ROLES
        thing = right["thing"]
        is_known = thing in release or any(
            one.startswith(f"rights on {thing} of ") for one in release
        )
        return is_ours and (is_known or thing.startswith("new "))
    return item.startswith(("event trigger ", "membership ")) or item.endswith(_OF_OUR_ROLES)


def _lasting(url: str) -> Facts:
    with connect(url) as connection:
        facts = read_facts(connection, with_rows=False)
    items = {item: text for item, text in facts.items.items() if _is_declared(item)}
    return replace(facts, items=items)


def _is_declared(item: str) -> bool:
    return not (_OF_THE_INSTALLATION.match(item) or _OF_OTHERS.match(item))
