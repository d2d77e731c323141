"""Whatever Stripe sends, in whatever order and however often: the rows say what Stripe says now."""

import random
from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.stripe.fake import billing
from tests.stripe.fake.hooks import disordered

from totalaudio.core.billing.payments.client import StripeAwayError
from totalaudio.core.billing.payments.handling import handle
from totalaudio.core.billing.payments.tests.money import World, deliver, waiting, work
from totalaudio.core.lib import worked
from totalaudio.core.metrics.models import Event


def told(name: str) -> int:
    return Event.objects.using("system").filter(event_name=name).count()


def test_who_pays_has_the_plan_and_one_payment(world: World) -> None:
    bought = world.buy("pro_month")
    world.deliver_all()
    assert world.plan == "pro"
    subscription, payment = world.subscription(), world.payment()
    at_stripe = world.stripe.account.get(bought)["items"]["data"][0]
    assert (subscription.stripe_id, subscription.status) == (bought, "active")
    assert (subscription.plan, subscription.period) == ("pro", "month")
    assert (subscription.amount, subscription.currency) == (19_00, "gbp")
    assert subscription.period_ends_at == datetime.fromtimestamp(
        at_stripe["current_period_end"], UTC
    )
    assert (payment.amount, payment.currency, payment.status) == (19_00, "gbp", "succeeded")
    assert (payment.plan_name, payment.billing_period) == ("pro", "month")
    assert (payment.stripe_subscription_id, payment.stripe_invoice_id) == (bought, world.invoice())
    assert (payment.user_id, payment.workspace_id) == (world.person.id, world.person.workspace_id)
    assert payment.payment_method == "card"
    assert (told("payment-completed"), told("payment-failed")) == (1, 0)
    assert world.open_events() == []


@pytest.mark.parametrize("seed", range(5))
def test_in_any_order_and_with_duplicates_the_end_is_the_same(world: World, seed: int) -> None:
    bought = world.buy("pro_month")
    account = world.stripe.account
    billing.renew(account, bought)
    billing.change_plan(account, bought, account.all("price", lookup_key="agency_month")[0]["id"])
    billing.give_back(account, world.charge(), 10_00, "requested_by_customer")
    for event in disordered(account.events, random.Random(seed)):
        assert deliver(event) == 200
    work()
    assert world.plan == "agency"
    found = [(p.amount, p.status, p.plan_name, p.refund_amount) for p in world.payments()]
    assert sorted(found, key=str) == sorted(
        [
            (19_00, "succeeded", "pro", None),
            (19_00, "succeeded", "pro", None),
            (60_00, "succeeded", "agency", 10_00),
        ],
        key=str,
    )
    assert told("payment-completed") == 3


def test_a_year_is_a_year(world: World) -> None:
    world.buy("agency_year")
    world.deliver_all()
    subscription = world.subscription()
    assert (world.plan, subscription.period, subscription.amount) == ("agency", "year", 790_00)
    assert subscription.period_ends_at is not None
    assert (subscription.period_ends_at - subscription.starts_at).days in {365, 366}


def test_what_costs_nothing_is_no_payment_and_still_a_plan(world: World) -> None:
    world.buy("pro_month", percent_off=100)
    world.deliver_all()
    assert (world.plan, world.payments()) == ("pro", [])


def test_a_failed_renewal_is_past_due_and_told_once_to_the_owners(world: World) -> None:
    bought = world.buy()
    world.deliver_all()
    billing.renew(world.stripe.account, bought, is_good=False)
    events = list(world.stripe.account.events)
    world.deliver_all()
    subscription, failed = world.subscription(), world.payments()[-1]
    assert (world.plan, subscription.status) == ("pro", "past_due")
    assert subscription.past_due_since is not None
    assert (failed.status, failed.failure_code) == ("failed", "insufficient_funds")
    assert failed.failure_reason == "Your card has insufficient funds."
    assert told("payment-failed") == 1
    for event in events:
        deliver(event)
    work()
    from totalaudio.core.web.models import Letter

    letters = list(Letter.objects.filter(is_held=True))
    assert [letter.recipients for letter in letters] == [["alice@example.com"]]
    assert letters[0].subject == "A payment for Alice Plugs failed"
    assert "£19 for the plan Pro" in letters[0].body


def test_paid_after_all_it_is_active_again(world: World) -> None:
    bought = world.buy()
    billing.renew(world.stripe.account, bought, is_good=False)
    world.deliver_all()
    billing.attempt(world.stripe.account, world.invoice(), is_good=True)
    world.deliver_all()
    subscription, paid = world.subscription(), world.payments()[-1]
    assert (subscription.status, subscription.past_due_since) == ("active", None)
    assert (paid.status, paid.failure_code, paid.failure_reason) == ("succeeded", None, None)
    assert len(world.payments()) == 2


def test_a_full_refund_is_refunded_and_a_part_stays_succeeded(world: World) -> None:
    world.buy()
    billing.give_back(world.stripe.account, world.charge(), 5_00, "duplicate")
    world.deliver_all()
    payment = world.payment()
    assert (payment.status, payment.refund_amount, payment.refund_reason) == (
        "succeeded",
        5_00,
        "duplicate",
    )
    billing.give_back(world.stripe.account, world.charge(), reason="requested_by_customer")
    world.deliver_all()
    payment = world.payment()
    assert (payment.status, payment.refund_amount) == ("refunded", 19_00)
    assert payment.refunded_at is not None
    assert told("payment-completed") == 1


def test_a_dispute_is_kept_with_its_state(world: World) -> None:
    world.buy()
    dispute = billing.argue(world.stripe.account, world.charge())
    world.deliver_all()
    assert world.payment().disputed_at == datetime.fromtimestamp(dispute["created"], UTC)
    assert world.payment().dispute_status == "needs_response"
    billing.decide(world.stripe.account, dispute["id"], "lost")
    world.deliver_all()
    assert (world.payment().dispute_status, world.payment().status) == ("lost", "succeeded")


def test_cancelled_for_the_end_says_when_and_the_end_says_ended(world: World) -> None:
    bought = world.buy()
    billing.cancel(world.stripe.account, bought)
    world.deliver_all()
    subscription = world.subscription()
    assert (subscription.status, subscription.cancels_at) == ("active", subscription.period_ends_at)
    billing.renew(world.stripe.account, bought)
    world.deliver_all()
    subscription = world.subscription()
    assert subscription.status == "canceled"
    assert subscription.ended_at is not None
    assert world.plan == "pro", "what follows from the end is the standing's to say"


def test_what_ended_before_its_first_event_was_handled_ends_the_same(world: World) -> None:
    billing.end(world.stripe.account, world.buy())
    world.deliver_all()
    assert (world.plan, world.subscription().status) == ("pro", "canceled")


def test_what_was_never_paid_changes_nothing(world: World) -> None:
    bought = world.buy()
    world.stripe.account.get(bought)["status"] = "incomplete_expired"
    world.deliver_all()
    assert (world.plan, world.subscription().left_at is None) == ("free", False)


def test_what_is_somebody_elses_at_the_same_stripe_is_left_alone(world: World) -> None:
    from totalaudio.core.billing.models import Customer

    Customer.objects.using("system").all().delete()
    bought = world.buy()
    world.stripe.account.get(bought)["metadata"] = {}
    world.stripe.account.all("invoice")[0]["parent"]["subscription_details"]["metadata"] = {}
    world.deliver_all()
    assert (world.plan, world.payments(), world.open_events()) == ("free", [], [])


@pytest.mark.parametrize("fault", [401, 429, 500, "cut"])
def test_a_stripe_that_fails_leaves_the_event_open_with_its_problem(
    world: World, fault: int | str
) -> None:
    world.buy()
    for event in world.stripe.account.events:
        assert deliver(event) == 200
    # The SDK itself tries a second time, but not after these.
    world.stripe.break_(fault, times=1 if fault in {401, 429} else 2)
    with pytest.raises(Exception, match="Stripe"):
        work()
    still_open = world.open_events()
    assert [bool(event.problem) for event in still_open].count(True) == 1
    work()
    assert (world.plan, world.open_events()) == ("pro", [])


def test_a_stripe_that_hangs_is_given_up_in_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from totalaudio.core.billing.payments import client

    monkeypatch.setattr(client, "_AT_WORK", (0.3, 0.3))
    world.buy()
    event = world.stripe.account.events[0]
    deliver(event)
    world.stripe.break_("hang", times=2)
    with pytest.raises(StripeAwayError):
        work()
    monkeypatch.undo()


def test_killed_between_the_effects_and_the_mark_nothing_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from totalaudio.core.billing.payments import handling

    world.buy()
    for event in world.stripe.account.events:
        deliver(event)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(handling, "_mark", killed)
        for _, _, args in waiting():
            with pytest.raises(KeyboardInterrupt):
                handle(UUID(args["event_id"]))
    assert (world.plan, world.payments(), told("payment-completed")) == ("free", [], 0)
    work()
    assert (world.plan, len(world.payments()), told("payment-completed")) == ("pro", 1, 1)


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told of payments to whoever counts."""
    found: list[str] = []
    monkeypatch.setattr(
        worked, "_listener", lambda work, outcome, _: found.append(f"{work} {outcome}")
    )
    return found


def test_a_payment_counts_once_however_many_events_speak_of_it(
    world: World, outcomes: list[str]
) -> None:
    world.buy()
    events = list(world.stripe.account.events)
    world.deliver_all()
    for event in events:
        deliver(event)
    work()
    assert outcomes == ["work:payment good"]


@pytest.mark.parametrize(("kind", "expected"), [("card_error", "left out"), ("api_error", "bad")])
def test_a_declined_card_is_left_out_and_other_failures_are_bad(
    kind: str, expected: str, world: World, outcomes: list[str]
) -> None:
    bought = world.buy()
    world.deliver_all()
    billing.renew(world.stripe.account, bought, is_good=False)
    for intent in world.stripe.account.all("payment_intent"):
        if intent["last_payment_error"]:
            intent["last_payment_error"] |= {"type": kind}
    world.deliver_all()
    assert outcomes == ["work:payment good", f"work:payment {expected}"]


def test_an_event_that_cannot_be_handled_is_bad_once(world: World, outcomes: list[str]) -> None:
    world.buy()
    deliver(world.stripe.account.events[0])
    for _ in range(2):
        world.stripe.break_(401, times=1)
        with pytest.raises(Exception, match="Stripe"):
            work()
    assert outcomes == ["work:payment bad"]
