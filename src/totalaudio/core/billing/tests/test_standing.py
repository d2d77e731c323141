"""How a workspace stands, from what Stripe last said of its subscriptions."""

from datetime import UTC, datetime, timedelta

import pytest

from totalaudio.core.billing.models import Subscription
from totalaudio.core.billing.standing import Found, Standing, standing_from

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def one(status: str, past_due_days: int | None = None) -> Subscription:
    since = NOW - timedelta(days=past_due_days) if past_due_days is not None else None
    return Subscription(status=status, past_due_since=since, fetched_at=NOW)


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("trialing", Standing.ACTIVE),
        ("active", Standing.ACTIVE),
        ("incomplete", Standing.ACTIVE),
        ("incomplete_expired", Standing.READ_ONLY),
        ("unpaid", Standing.READ_ONLY),
        ("canceled", Standing.READ_ONLY),
        ("paused", Standing.READ_ONLY),
    ],
)
def test_each_status_of_stripe_has_its_standing(status: str, standing: Standing) -> None:
    assert standing_from([one(status)], NOW) == Found(standing)


def test_without_a_subscription_the_plan_is_in_force_as_it_is() -> None:
    assert standing_from([], NOW) == Found(Standing.ACTIVE)


def test_what_is_past_due_has_fourteen_days() -> None:
    until = NOW + timedelta(days=1)
    assert standing_from([one("past_due", 13)], NOW) == Found(Standing.GRACE, until)
    assert standing_from([one("past_due", 14)], NOW) == Found(Standing.READ_ONLY)
    assert standing_from([one("past_due")], NOW).standing is Standing.GRACE


def test_whoever_came_back_is_no_longer_what_they_were() -> None:
    assert standing_from([one("canceled"), one("active")], NOW) == Found(Standing.ACTIVE)
    assert standing_from([one("canceled"), one("incomplete")], NOW) == Found(Standing.READ_ONLY)
    assert standing_from([one("canceled"), one("past_due", 3)], NOW).standing is Standing.GRACE
