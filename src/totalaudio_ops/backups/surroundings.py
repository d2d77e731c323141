"""What an archive does to a server beside the things that are compared: another superuser, a password, a right.

The facts of a backup end with its schemas and roles. What is restored could reach further, where nobody would see it,
so the throwaway server is looked at before and after.
"""

from collections.abc import Iterator, Mapping

from totalaudio_ops.backups.facts import STEADY
from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.scope import SCHEMAS
from totalaudio_ops.postgres.connecting import connect

_IN_SCHEMA = "in schema "


def surroundings(admin_url: str) -> dict[str, str]:
    """Everything that a server holds outside of the platform's schemas, `kind name` and what it is like."""
    with connect(admin_url) as connection, connection.transaction():
        connection.execute(STEADY.encode())
        found = connection.execute(query("schemas"), {"schemas": list(SCHEMAS)})
        schemas = [int(str(oid)) for oid, _ in found]
        rows = connection.execute(query("surroundings"), {"schemas": schemas})
        return {str(item): str(text) for item, text in rows}


def trespasses(
    before: Mapping[str, str], after: Mapping[str, str], catalogue: Mapping[str, str]
) -> Iterator[str]:
    """What was changed outside, a sentence each; what the catalogue of the backup names belongs to it."""
    belonging = catalogue.keys() | _places_of_extensions(catalogue)
    for item in sorted(before.keys() | after.keys()):
        if item not in after:
            yield f"It takes the {item} from the server."
        elif item not in before and item not in belonging:
            yield f"It brings the {item}, which is no part of a backup."
        elif item in before and before[item] != after[item]:
            yield f"It changes the {item} of the server."


def _places_of_extensions(catalogue: Mapping[str, str]) -> set[str]:
    """Schemas that are made for extensions."""
    found = [text for item, text in catalogue.items() if item.startswith("extension ")]
    return {text.removeprefix("in ") for text in found if text.startswith(_IN_SCHEMA)}
