"""What operators see of the money, and that nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.stripe.fake import billing
from tests.support.cast import Person

from totalaudio.core.billing.models import Payment, StripeEvent, Subscription
from totalaudio.core.billing.payments import revenue
from totalaudio.core.billing.payments.tests.money import World, deliver, waiting, work
from totalaudio.core.tenancy.context import context

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def pay(person: Person, number: int, at: datetime, amount: int, **more: object) -> None:
    fields = {"currency": "gbp", "status": "succeeded", "updated_at": at} | more
    Payment.objects.using("system").create(
        workspace_id=person.workspace_id,
        user_id=person.id,
        stripe_payment_id=f"pi_{number}",
        amount=amount,
        created_at=at,
        **fields,
    )


def subscribe(person: Person, number: int, **more: object) -> None:
    fields: dict[str, object] = {
        "plan": "pro",
        "period": "month",
        "status": "active",
        "amount": 19_00,
        "currency": "gbp",
        "starts_at": datetime(2025, 1, 10, tzinfo=UTC),
        "fetched_at": NOW,
    }
    Subscription.objects.using("system").create(
        workspace_id=person.workspace_id, stripe_id=f"sub_{number}", **(fields | more)
    )


def test_months_are_whole_and_the_last_is_now() -> None:
    found = revenue.months_before(NOW, 4)
    assert [f"{one:%Y-%m-%d}" for one in found] == [
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
        "2026-03-01",
    ]


def test_revenue_is_what_was_paid_less_what_went_back(alice: Person, operator: Person) -> None:
    pay(alice, 1, datetime(2026, 2, 28, 23, 59, tzinfo=UTC), 19_00)
    pay(alice, 2, datetime(2026, 3, 1, tzinfo=UTC), 79_00, refund_amount=9_00)
    pay(alice, 3, datetime(2026, 3, 2, tzinfo=UTC), 19_00, status="refunded", refund_amount=19_00)
    pay(alice, 4, datetime(2026, 3, 3, tzinfo=UTC), 19_00, dispute_status="lost")
    pay(alice, 5, datetime(2026, 3, 4, tzinfo=UTC), 19_00, status="failed")
    with context(user_id=operator.id):
        months = revenue.revenue(NOW)
    assert [(one.paid, one.payments, one.given_back, one.net) for one in months[-2:]] == [
        (19_00, 1, 0, 19_00),
        (117_00, 3, 47_00, 70_00),
    ]
    assert len(months) == 12
    assert sum(one.net for one in months) == 89_00


def test_a_year_counts_a_twelfth_and_trials_stand_apart(alice: Person, operator: Person) -> None:
    subscribe(alice, 1)
    subscribe(alice, 2, plan="agency", period="year", amount=790_00)
    subscribe(alice, 3, status="past_due")
    subscribe(alice, 4, status="trialing")
    subscribe(alice, 5, status="canceled", ended_at=NOW)
    subscribe(alice, 6, status="unpaid")
    with context(user_id=operator.id):
        found = revenue.recurring()
    assert (found.monthly, found.trialing) == (19_00 * 2 + 65_83, 19_00)
    assert found.by_plan == (("Pro", 2), ("Agency", 1))


def test_churn_counts_who_ran_when_the_month_began(alice: Person, operator: Person) -> None:
    for number in range(4):
        subscribe(alice, number)
    subscribe(alice, 5, status="canceled", ended_at=datetime(2026, 2, 1, tzinfo=UTC))
    subscribe(alice, 6, status="canceled", ended_at=datetime(2026, 3, 14, tzinfo=UTC))
    subscribe(alice, 7, starts_at=datetime(2026, 3, 2, tzinfo=UTC))
    subscribe(alice, 8, status="incomplete_expired", ended_at=datetime(2026, 2, 2, tzinfo=UTC))
    with context(user_id=operator.id):
        found = revenue.churn(NOW, 3)
    assert [(one.ended, one.running) for one in found] == [(0, 6), (1, 6), (1, 5)]


def test_operators_see_the_page_with_the_money_of_all(world: World, operator: Person) -> None:
    world.buy()
    billing.give_back(world.stripe.account, world.charge(), 5_00)
    world.deliver_all()
    page = operator.client().get("/operator/revenue/").content.decode()
    for words in ("£19", "£14", "£5", "Every event that came was handled."):
        assert words in page


@pytest.mark.parametrize("who", ["alice", "adam", "charlie"])
def test_nobody_else_sees_it(who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(who).client()
    assert client.get("/operator/revenue/").status_code == 403
    assert client.post("/operator/revenue/again").status_code == 403


def test_an_event_with_a_problem_is_tried_again_by_hand(world: World, operator: Person) -> None:
    world.buy()
    deliver(world.stripe.account.events[0])
    world.stripe.break_(500, times=2)
    with pytest.raises(Exception, match="Stripe cannot be asked"):
        work()
    from django.db import connections

    with connections["system"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    client = operator.client()
    page = client.get("/operator/revenue/").content.decode()
    assert "Stripe cannot be asked now" in page
    event = StripeEvent.objects.using("system").get()
    assert client.post("/operator/revenue/again", {"event_id": str(event.id)}).status_code == 302
    assert [args["event_id"] for _, _, args in waiting()] == [str(event.id)]
    work()
    assert world.open_events() == []
    client.post("/operator/revenue/again", {"event_id": str(event.id)})
    assert waiting() == []
    assert client.post("/operator/revenue/again", {"event_id": "x"}).status_code == 302


def test_what_was_stored_and_forgotten_is_taken_up(world: World) -> None:
    from django.db import connections

    from totalaudio.core.billing.payments.reconciling import take_up

    world.buy()
    for event in world.stripe.account.events[:2]:
        deliver(event)
    assert take_up() == 0, "they are at work"
    with connections["system"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert take_up() == 0, "they came just now"
    old = datetime.now(UTC) - timedelta(minutes=3)
    StripeEvent.objects.using("system").update(received_at=old)
    assert take_up() == 2
    assert take_up() == 0
    work()
    assert world.plan == "pro"


def test_each_night_what_never_came_is_found(world: World) -> None:
    from totalaudio.core.billing.payments.reconciling import reconcile

    bought = world.buy()
    billing.cancel(world.stripe.account, bought)
    reconcile()
    assert world.plan == "pro"
    assert world.subscription().cancels_at is not None
    assert world.payment().status == "succeeded"
    billing.end(world.stripe.account, bought)
    reconcile()
    assert world.subscription().status == "canceled"
