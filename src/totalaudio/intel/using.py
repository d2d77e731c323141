"""Saying that a member used a feature: an event and a usage counter, in the transaction that does it."""

from totalaudio.core.metrics.names import AppName, Counter, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import count, record
from totalaudio.core.tenancy.context import Actor


def used(
    feature: Feature, *, by: Actor, counter: Counter, times: int = 1, detail: str = ""
) -> None:
    """Record the feature and raise its counter; work of somebody who is gone is nobody's use.

    `detail` tells one way of using it from another, as the format of an export; it names no person.

    The open transaction must be in the context of this very actor.
    """
    if by.user_id is None:
        return
    record(
        EventName.FEATURE_USED,
        EventCategory.FEATURE,
        AppName.INTEL,
        feature=feature,
        detail=detail,
    )
    count(counter, AppName.INTEL, user_id=by.user_id, by=times)
