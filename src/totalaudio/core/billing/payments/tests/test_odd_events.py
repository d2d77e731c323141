"""What is rare at Stripe and still happens: nothing is lost, nothing is stuck, nothing is given for free."""

from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connections, transaction
from tests.stripe.fake import billing
from tests.stripe.fake.shapes import Shape
from tests.stripe.fake.shapes import event as event_of
from tests.support.database import Urls

from totalaudio.core.billing.models import Payment, StripeEvent, Subscription
from totalaudio.core.billing.payments import handling, reconciling
from totalaudio.core.billing.payments.subscriptions import save_subscription
from totalaudio.core.billing.payments.tests.money import World, deliver, work
from totalaudio.core.metrics.models import Event
from totalaudio.core.tenancy.models import Workspace


def arrive(kind: str, about: Shape) -> StripeEvent:
    assert deliver(event_of("evt_odd", 1_800_000_000, kind, about)) == 200
    work()
    return StripeEvent.objects.using("system").get(stripe_id="evt_odd")


def test_grace_is_counted_from_the_first_unpaid_invoice(world: World) -> None:
    """Else whoever changes the plan, or simply waits a month, would be in grace for ever."""
    account, bought = world.stripe.account, world.buy()
    billing.renew(account, bought, is_good=False)
    first = account.all("invoice")[0]
    account.ahead = 20 * 24 * 3600
    billing.bill(account, account.get(bought), "subscription_update", amount=60_00, is_good=False)
    world.deliver_all()
    assert world.subscription().status == "past_due"
    assert world.subscription().past_due_since == datetime.fromtimestamp(first["created"], UTC)


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("invoice.upcoming", {"object": "invoice", "id": "upcoming_in_1"}),
        ("invoice.upcoming", {"object": "invoice"}),
        ("invoice.created", {"object": "invoice", "id": None}),
        ("invoice.deleted", {"object": "invoice", "id": "in_draft"}),
    ],
)
def test_an_invoice_that_is_not_there_is_no_problem(world: World, kind: str, about: Shape) -> None:
    event = arrive(kind, about)
    assert (event.handled_at is None, event.problem) == (False, None)


def test_an_invoice_paid_by_other_means_is_no_payment_intent(world: World) -> None:
    account = world.stripe.account
    world.buy(percent_off=100)
    account.keep(
        {
            "id": "inpay_bank",
            "object": "invoice_payment",
            "invoice": world.invoice(),
            "payment": {"type": "payment_record", "payment_record": "pr_1"},
        }
    )
    world.deliver_all()
    assert (world.plan, world.payments(), world.open_events()) == ("pro", [], [])


def test_what_a_payment_is_for_is_learnt_later(world: World) -> None:
    account, bought = world.stripe.account, world.buy()
    link = account.all("invoice_payment")[0]
    del account.objects[link["id"]]
    payment = account.all("payment_intent")[0]["id"]
    handling.bring_up_to_date(handling.Concern(payments=frozenset({payment})))
    assert (world.payment().stripe_invoice_id, world.payment().plan_name) == (None, None)
    account.keep(link)
    world.deliver_all()
    learnt = world.payment()
    assert (learnt.stripe_invoice_id, learnt.stripe_subscription_id) == (world.invoice(), bought)
    assert (learnt.plan_name, learnt.billing_period) == ("pro", "month")


@pytest.mark.parametrize("plan", ["self_hosted", "free", "agency_plus"])
def test_no_price_at_stripe_gives_what_is_not_sold(world: World, plan: str) -> None:
    price = world.stripe.account.all("price", lookup_key="pro_month")[0]
    price |= {"lookup_key": "by_hand", "metadata": {"plan": plan, "period": "month"}}
    world.buy("by_hand")
    with pytest.raises(Exception, match="names no plan of ours"):
        world.deliver_all()
    reconciling.reconcile()
    assert (world.plan, Subscription.objects.using("system").count()) == ("free", 0)


def test_a_refund_that_failed_went_back_to_nobody(world: World) -> None:
    world.buy()
    refund = billing.give_back(world.stripe.account, world.charge())
    world.deliver_all()
    assert world.payment().status == "refunded"
    refund["status"] = "failed"
    world.stripe.account.get(world.charge()).update(amount_refunded=0, refunded=False)
    arrive("refund.failed", {"object": "refund", "id": refund["id"]})
    payment = world.payment()
    assert (payment.status, payment.refund_amount, payment.refunded_at) == ("succeeded", None, None)


def test_a_cancelled_subscription_that_is_resumed_has_no_end(world: World) -> None:
    bought = world.buy()
    billing.cancel(world.stripe.account, bought)
    world.deliver_all()
    world.stripe.account.get(bought).update(cancel_at=None, cancel_at_period_end=False)
    arrive("customer.subscription.updated", {"object": "subscription", "id": bought})
    assert world.subscription().cancels_at is None


def test_from_agency_to_pro_and_back_the_plan_follows(world: World) -> None:
    account, bought = world.stripe.account, world.buy("agency_month")
    for key, plan in (("pro_year", "pro"), ("agency_month", "agency")):
        billing.change_plan(account, bought, account.all("price", lookup_key=key)[0]["id"])
        world.deliver_all()
        assert (world.plan, world.subscription().plan) == (plan, plan)
    assert {one.stripe_invoice_id for one in world.payments()} == {
        one["id"] for one in account.all("invoice")
    }


def test_payments_stay_for_the_books_when_their_workspace_goes(world: World) -> None:
    bought = world.buy()
    world.deliver_all()
    with transaction.atomic(using="system"):
        with connections["system"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS accounts_member_keeps_owner DEFERRED")
        Workspace.objects.using("system").get(id=world.person.workspace_id).delete(using="system")
    kept = Payment.objects.using("system").get()
    assert (kept.amount, kept.workspace_id) == (19_00, world.person.workspace_id)
    billing.give_back(world.stripe.account, world.charge())
    world.deliver_all()
    assert Payment.objects.using("system").get().status == "refunded"
    event = arrive("customer.subscription.updated", {"object": "subscription", "id": bought})
    assert event.handled_at is not None
    assert event.problem == (
        f"{bought} is paid for a workspace that is not here."
        " Cancel it at Stripe, if it is of this installation."
    )
    reconciling.reconcile()
    assert Subscription.objects.using("system").count() == 0


def test_a_workspace_of_the_attackers_choice_gets_nothing(world: World) -> None:
    """The customer decides whose a subscription is, whatever its metadata or its session say."""
    other = Workspace.objects.using("system").create(name="Other", plan="free")
    account = world.stripe.account
    bought = account.get(world.buy("agency_month"))
    bought["metadata"] = {"workspace_id": str(other.id), "user_id": str(UUID(int=1))}
    account.all("checkout.session")[0]["client_reference_id"] = str(other.id)
    world.deliver_all()
    assert Workspace.objects.using("system").get(id=other.id).plan == "free"
    assert world.plan == "agency"


def test_nobody_in_the_workspace_waits_while_stripe_is_asked(world: World, db: Urls) -> None:
    """Rows that name the workspace are written while the worker has its plan in hand."""
    bought = world.buy()
    with transaction.atomic(using="system"), psycopg.connect(db.system) as other:
        save_subscription(bought)
        other.execute("SET lock_timeout = '2s'")
        whose = [world.person.workspace_id]
        found = other.execute("SELECT 1 FROM tenancy_workspace WHERE id = %s FOR KEY SHARE", whose)
        assert found.fetchone() == (1,)


def test_a_renewal_that_the_bank_wants_confirmed_is_told_to_the_owners(world: World) -> None:
    from totalaudio.core.web.models import Letter

    account, bought = world.stripe.account, world.buy()
    billing.renew(account, bought, is_good=False)
    intent = account.all("payment_intent")[0]
    intent |= {"status": "requires_action", "last_payment_error": None}
    world.deliver_all()
    waiting = world.payments()[-1]
    assert (waiting.status, waiting.failure_code) == ("pending", "authentication_required")
    letters = list(Letter.objects.filter(is_held=True))
    assert [letter.recipients for letter in letters] == [["alice@example.com"]]
    assert "the bank asks the cardholder to confirm it" in letters[0].body
    billing.attempt(account, world.invoice(), is_good=True)
    world.deliver_all()
    assert (world.payments()[-1].status, world.payments()[-1].failure_code) == ("succeeded", None)


def test_a_first_payment_that_is_confirmed_at_the_page_is_told_to_nobody(world: World) -> None:
    from totalaudio.core.web.models import Letter

    world.buy()
    payment = world.stripe.account.all("payment_intent")[0]
    payment["status"] = "requires_action"
    world.deliver_all()
    assert world.payment().status == "pending"
    assert Letter.objects.filter(is_held=True).count() == 0
    assert Event.objects.using("system").filter(event_name="payment-failed").count() == 0
