"""Saying that a member used a feature of campaigns, in the transaction that does it."""

from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor


def used(feature: Feature, *, by: Actor, detail: str = "") -> None:
    """Record the feature; work of nobody, or of somebody who is gone, is nobody's use.

    The open transaction must be in the context of this very actor.
    """
    if by.user_id is None:
        return
    record(
        EventName.FEATURE_USED,
        EventCategory.FEATURE,
        AppName.TRACKER,
        feature=feature,
        detail=detail,
    )
