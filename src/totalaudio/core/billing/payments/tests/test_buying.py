"""Buying and managing a plan: whose it is, at whose price, and what happens when Stripe is away."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from tests.stripe.fake import billing
from tests.stripe.fake.server import FakeStripe
from tests.stripe.fake.shapes import Shape
from tests.support.cast import Person

from totalaudio.core.billing.models import Customer, Subscription
from totalaudio.core.billing.payments import views
from totalaudio.core.billing.payments.tests.money import World
from totalaudio.core.tenancy.models import Workspace


@pytest.fixture
def free(stripe: FakeStripe, alice: Person) -> Person:
    """Alice, whose workspace is on Free and no customer yet."""
    Workspace.objects.using("system").filter(id=alice.workspace_id).update(plan="free")
    return alice


def buy(person: Person, plan: str = "pro", period: str = "month", **more: str) -> HttpResponse:
    posted = {"plan": plan, "period": period, **more}
    return person.client().post("/billing/checkout", posted)  # type: ignore[return-value]  # the test client's own kind of it


def sessions(stripe: FakeStripe) -> list[Shape]:
    return stripe.account.all("checkout.session")


def test_buying_leads_to_a_session_for_this_workspace(stripe: FakeStripe, free: Person) -> None:
    answer = buy(free)
    session = sessions(stripe)[0]
    assert answer["Location"] == session["url"]
    assert session["client_reference_id"] == str(free.workspace_id)
    assert session["customer"] == Customer.objects.using("system").get().stripe_id
    assert session["allow_promotion_codes"] is True
    assert session["automatic_tax"] == {"enabled": True}
    assert session["success_url"] == f"{settings.BASE_URL}/billing/confirming"
    assert session["subscription_metadata"] == {
        "workspace_id": str(free.workspace_id),
        "user_id": str(free.id),
    }
    assert stripe.account.get(session["price"])["unit_amount"] == 19_00


def test_prices_are_ours_whatever_the_form_says(stripe: FakeStripe, free: Person) -> None:
    cheap = stripe.account.all("price", lookup_key="pro_month")[0]["id"]
    buy(free, "agency", "year", price=cheap, amount="1", unit_amount="1", customer="cus_other")
    assert stripe.account.get(sessions(stripe)[0]["price"])["unit_amount"] == 790_00


@pytest.mark.parametrize(
    ("plan", "period"), [("free", "month"), ("self_hosted", "year"), ("pro", "week"), ("", "")]
)
def test_what_is_not_sold_cannot_be_bought(
    stripe: FakeStripe, free: Person, plan: str, period: str
) -> None:
    assert buy(free, plan, period)["Location"] == "/billing/"
    assert sessions(stripe) == []


def test_every_request_that_changes_something_has_an_idempotency_key(
    stripe: FakeStripe, free: Person
) -> None:
    buy(free)
    posts = [key for method, _, key in stripe.asked if method == "POST"]
    assert len(posts) == 2
    assert all(posts)


def test_a_workspace_is_one_customer_however_often_it_tries(
    stripe: FakeStripe, free: Person
) -> None:
    buy(free)
    buy(free, "agency")
    buy(free, "pro", "year")
    assert len(stripe.account.all("customer")) == 1
    assert Customer.objects.using("system").count() == 1


def test_a_customer_is_kept_when_the_session_could_not_be_made(
    stripe: FakeStripe, free: Person
) -> None:
    stripe.break_(500, "/v1/checkout/sessions", times=2)
    assert buy(free)["Location"] == "/billing/"
    kept = Customer.objects.using("system").get().stripe_id
    buy(free)
    assert [one["id"] for one in stripe.account.all("customer")] == [kept]
    assert sessions(stripe)[0]["customer"] == kept


def test_the_same_customer_comes_back_when_our_memory_of_it_was_lost(
    stripe: FakeStripe, free: Person
) -> None:
    """As when the process is killed after Stripe has made it."""
    buy(free)
    Customer.objects.using("system").all().delete()
    buy(free)
    assert len(stripe.account.all("customer")) == 1


def test_only_one_session_is_open_at_a_time(stripe: FakeStripe, free: Person) -> None:
    first, again = buy(free)["Location"], buy(free)["Location"]
    assert first == again
    other = buy(free, "agency")["Location"]
    assert other != first
    assert [(s["status"], s["url"]) for s in sessions(stripe)] == [
        ("open", other),
        ("expired", first),
    ]


def test_who_has_a_subscription_is_sent_to_the_portal(world: World) -> None:
    world.buy()  # and nothing of it has arrived yet
    assert "/portal/" in buy(world.person)["Location"]
    assert [one for one in sessions(world.stripe) if one["status"] == "open"] == []


def test_after_the_end_it_can_be_bought_again(world: World) -> None:
    billing.end(world.stripe.account, world.buy())
    world.deliver_all()
    assert "/pay/" in buy(world.person)["Location"]


def test_a_price_that_differs_from_the_plan_is_not_charged(
    stripe: FakeStripe, free: Person
) -> None:
    stripe.account.all("price", lookup_key="pro_month")[0]["unit_amount"] = 9_00
    answer = buy(free)
    assert answer["Location"] == "/billing/"
    assert sessions(stripe) == []


@pytest.mark.parametrize("fault", [401, 429, 500, "cut"])
def test_without_stripe_there_are_words_and_nothing_half_done(
    stripe: FakeStripe, free: Person, fault: int | str
) -> None:
    stripe.break_(fault, times=2)
    client = free.client()
    answer = client.post("/billing/checkout", {"plan": "pro", "period": "month"})
    assert (answer.status_code, answer["Location"]) == (302, "/billing/")
    page = client.get("/billing/").content.decode()
    assert "Nothing was bought" in page
    assert (sessions(stripe), Subscription.objects.using("system").count()) == ([], 0)


def test_self_hosted_has_nothing_to_buy(stripe: FakeStripe, alice: Person) -> None:
    assert buy(alice)["Location"] == "/billing/"
    assert stripe.account.all("customer") == []
    assert "There is nothing to buy." in alice.client().get("/billing/").content.decode()


def test_the_portal_is_for_customers(stripe: FakeStripe, free: Person) -> None:
    assert free.client().post("/billing/portal")["Location"] == "/billing/"
    buy(free)
    assert "/portal/" in free.client().post("/billing/portal")["Location"]


def test_a_customer_is_not_taken_over(stripe: FakeStripe, free: Person, charlie: Person) -> None:
    buy(free)
    Workspace.objects.using("system").filter(id=charlie.workspace_id).update(plan="free")
    buy(charlie)
    assert len({one["customer"] for one in sessions(stripe)}) == 2


def test_without_stripe_the_pages_say_so(alice: Person) -> None:
    page = alice.client().get("/billing/").content.decode()
    assert "Payments are switched off here" in page
    answer = alice.client().post("/billing/checkout", {"plan": "pro", "period": "month"})
    assert answer["Location"] == "/billing/"


def test_with_the_flag_off_nothing_is_sold_and_events_are_still_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from totalaudio.core.billing.payments import availability

    monkeypatch.setattr(availability, "is_enabled_for_user", lambda *_: False)
    assert buy(world.person)["Location"] == "/billing/"
    assert sessions(world.stripe) == []
    assert (
        "Payments are switched off here" in world.person.client().get("/billing/").content.decode()
    )
    world.buy()
    world.deliver_all()
    assert world.plan == "pro"


def test_forms_may_lead_to_stripe_and_to_nobody_else(alice: Person) -> None:
    policy = alice.client().get("/billing/")["Content-Security-Policy"]
    rule = next(one for one in policy.split("; ") if one.startswith("form-action"))
    assert set(rule.split()[1:]) == {
        "'self'",
        "https://accounts.google.com",
        "https://checkout.stripe.com",
        "https://billing.stripe.com",
    }


def test_words_of_refusals_name_no_secret() -> None:
    assert "sk_" not in views.AWAY + views.REFUSED
