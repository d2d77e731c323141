"""Setting and clearing overrides, by operators or on the command line."""

from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connections, transaction

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.lib.ids import new_id

from .declarations import BY_NAME
from .names import FlagName, Scope

ON, OFF = "on", "off"


def set_override(
    *,
    using: str,
    flag: FlagName,
    scope: Scope,
    subject: UUID | None,
    value: str,
    reason: str,
    expires_at: datetime | None = None,
) -> int:
    """Switch a flag `on`, `off` or to one of its variants, and return the version that this makes.

    `using` is the connection: that of an operator's request, or of the system. RefusedError says why not.
    """
    if BY_NAME[flag].is_for_all and scope is not Scope.ALL:
        raise RefusedError(f"{flag} is on or off for all: it is asked without a person.")
    is_on, variant = _value(flag, value)
    made = _change(using, flag, scope, subject, is_on, variant, expires_at, reason)
    if made is None:
        raise AssertionError("setting always makes a version")
    return made


def clear_override(
    *, using: str, flag: str, scope: Scope, subject: UUID | None, reason: str
) -> int | None:
    """Take an override back; the version that this makes, or None when there was none.

    The flag need not be declared any more.
    """
    return _change(using, flag, scope, subject, None, None, None, reason)


def _value(flag: FlagName, value: str) -> tuple[bool, str | None]:
    declared = BY_NAME[flag]
    if not declared.is_built:
        raise RefusedError(f"{flag} is declared as not built, so nothing switches it on.")
    variants = [variant.name for variant in declared.variants]
    if value in {ON, OFF}:
        return value == ON, None
    if value not in variants:
        raise RefusedError(f"{flag} cannot be {value}: choose {', '.join([ON, OFF, *variants])}.")
    return True, value


def _change(
    using: str,
    flag: str,
    scope: Scope,
    subject: UUID | None,
    is_on: bool | None,  # noqa: FBT001 - a column
    variant: str | None,
    expires_at: datetime | None,
    reason: str,
) -> int | None:
    kept = _kept(reason)
    if not kept:
        raise RefusedError("Say why: the reason is kept with the change.")
    values: list[UUID | str | bool | datetime | None] = [
        new_id(),
        flag,
        scope,
        subject,
        is_on,
        variant,
        expires_at,
        kept,
    ]
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("SELECT change_flag_v1(%s, %s, %s, %s, %s, %s, %s, %s)", values)
            found = cursor.fetchone()
    except DatabaseError as error:
        raise _in_words(error) from None
    return found[0] if found else None


def _kept(reason: str) -> str:
    """What the database can hold of it: a command line may hand over bytes that are no text."""
    return reason.replace("\0", "").encode("utf-8", "replace").decode().strip()[:500]


def _in_words(error: DatabaseError) -> Exception:
    for known in ("only operators change flags", "the override would have ended already"):
        if known in str(error):
            return RefusedError(f"{known[0].upper()}{known[1:]}.")
    return error
