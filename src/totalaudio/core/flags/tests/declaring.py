"""Flags and overrides made for tests, under names that the product knows."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from totalaudio.core.flags.deciding import Decide, Override, Place, Snapshot, compiled
from totalaudio.core.flags.declarations import Flag
from totalaudio.core.flags.names import FlagName, Scope

NAME = FlagName.EXPORT_FORMATS
OTHER = FlagName.BATCH_ENRICHMENT
PRODUCTION = Place("production")
PLAIN = Flag(NAME, "For a test.", owner="tests", remove_by=date(2099, 1, 1))


def flag(**changed: object) -> Flag:
    """A flag that is on everywhere, but for what is changed."""
    return replace(PLAIN, **changed)  # type: ignore[arg-type]  # a test names fields of the flag


def override(
    value: bool | str,
    *,
    user: UUID | None = None,
    workspace: UUID | None = None,
    until: datetime | None = None,
    name: FlagName = NAME,
) -> Override:
    """An override for a user, a workspace, or without either for all."""
    scope = Scope.USER if user else Scope.WORKSPACE if workspace else Scope.ALL
    variant = value if isinstance(value, str) else None
    return Override(name, scope, user or workspace, bool(value), variant, until)


def decider(declared: Flag, *overrides: Override, place: Place = PRODUCTION) -> Decide:
    """The compiled decision of one flag, at version 7."""
    return compiled([declared], place, Snapshot(7, overrides))[declared.name]
