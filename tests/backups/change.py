"""A change of a database from which a dump could have been taken."""

from dataclasses import dataclass
from typing import Final

CONTACTS: Final = "totalaudio.contacts_contact"
COUNTERS: Final = "totalaudio.usage_counters"


@dataclass(frozen=True)
class Change:
    """One kind of damage; `sql` makes it, `told` is in what a person is told (a pattern)."""

    name: str
    sql: str
    told: str

    def __str__(self) -> str:
        return self.name
