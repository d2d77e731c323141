"""Whether plans can be bought here, and why not."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from totalaudio.core.flags.flags import is_enabled_for_user
from totalaudio.core.flags.names import FlagName

from .client import is_live


@dataclass(frozen=True, slots=True)
class Availability:
    """`why_not` says in a sentence what is in the way; `is_test` that no money moves."""

    is_on: bool
    is_test: bool
    why_not: str = ""


def availability(user_id: UUID | None, workspace_id: UUID | None) -> Availability:
    """What this person may buy here: everything, or nothing and why."""
    if not settings.PAYMENTS_CONFIGURED:
        return Availability(
            is_on=False, is_test=False, why_not="This installation is not connected to Stripe."
        )
    is_test = not is_live()
    if user_id is None or not is_enabled_for_user(
        FlagName.PAYMENT_PROCESSING, user_id, workspace_id
    ):
        return Availability(
            is_on=False,
            is_test=is_test,
            why_not="Its operators have switched payments off, or it is no production and has no test Stripe.",
        )
    return Availability(is_on=True, is_test=is_test)
