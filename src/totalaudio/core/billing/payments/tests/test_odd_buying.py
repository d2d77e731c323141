"""Buying on a bad day: a customer that is gone, two who buy at once, a Stripe that keeps everybody waiting."""

from contextlib import ExitStack

import pytest
from tests.stripe.fake import billing
from tests.stripe.fake.server import FakeStripe
from tests.support.cast import Person, make_person

from totalaudio.core.billing.models import Customer
from totalaudio.core.billing.payments import availability, client
from totalaudio.core.billing.payments.tests.money import World
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role


def buy(person: Person, plan: str = "pro") -> str:
    """Where somebody who buys is sent to."""
    posted = {"plan": plan, "period": "month"}
    return str(person.client().post("/billing/checkout", posted)["Location"])


@pytest.fixture
def free(stripe: FakeStripe, alice: Person) -> Person:
    """Alice, whose workspace is on Free and no customer yet."""
    Workspace.objects.using("system").filter(id=alice.workspace_id).update(plan="free")
    return alice


def test_a_customer_that_was_deleted_at_stripe_is_replaced(world: World) -> None:
    account = world.stripe.account
    account.objects[world.customer] = {
        "id": world.customer,
        "object": "customer",
        "deleted": True,
    }
    assert "/pay/" in buy(world.person)
    kept = Customer.objects.using("system").get().stripe_id
    assert kept != world.customer
    assert account.all("checkout.session")[0]["customer"] == kept
    assert "/pay/" in buy(world.person)
    assert Customer.objects.using("system").get().stripe_id == kept


def test_a_customer_of_another_account_is_replaced(world: World) -> None:
    """As after the change from a test key to a live one."""
    del world.stripe.account.objects[world.customer]
    assert "/pay/" in buy(world.person)
    assert Customer.objects.using("system").get().stripe_id != world.customer


def test_an_admin_buys_after_the_owners_try_was_lost(stripe: FakeStripe, free: Person) -> None:
    """The second one has another address: the same idempotency key would be refused for a day."""
    admin = make_person("Ada", free.workspace, Role.ADMIN)
    buy(free)
    Customer.objects.using("system").all().delete()
    assert "/pay/" in buy(admin)


def test_two_who_buy_at_once_pay_once(world: World) -> None:
    admin = make_person("Ada", world.person.workspace, Role.ADMIN)
    assert buy(world.person) == buy(admin)
    other = buy(admin, "agency")
    open_now = world.stripe.account.all("checkout.session", status="open")
    assert [one["url"] for one in open_now] == [other]


def test_who_paid_a_moment_ago_is_not_offered_to_pay_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is paid at the worst moment: after the first question to Stripe of somebody else who buys."""
    from totalaudio.core.billing.payments import checkout

    buy(world.person)
    session = world.stripe.account.all("checkout.session")[0]["id"]
    names = ("_open_session", "_is_subscribed")
    asked = {name: getattr(checkout, name) for name in names}
    before: list[str] = []

    def after_the_first(name: str, *arguments: object) -> object:
        answer = asked[name](*arguments)
        if not before:
            billing.pay_session(world.stripe.account, session)
        before.append(name)
        return answer

    for name in names:
        monkeypatch.setattr(
            checkout, name, lambda *arguments, name=name: after_the_first(name, *arguments)
        )
    assert "/portal/" in buy(world.person)


@pytest.mark.parametrize("status", ["past_due", "unpaid", "paused", "trialing"])
def test_who_owes_pays_what_is_owed_and_buys_nothing_new(world: World, status: str) -> None:
    world.stripe.account.get(world.buy())["status"] = status
    assert "/portal/" in buy(world.person)
    assert world.stripe.account.all("checkout.session", status="open") == []


def test_with_the_flag_off_a_subscription_can_still_be_cancelled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.buy()
    world.deliver_all()
    monkeypatch.setattr(availability, "is_enabled_for_user", lambda *_: False)
    browser = world.person.client()
    assert "Manage payments" in browser.get("/billing/").content.decode()
    assert "/portal/" in browser.post("/billing/portal")["Location"]
    assert buy(world.person) == "/billing/"


def test_only_a_few_wait_for_stripe_and_the_others_are_told_at_once(world: World) -> None:
    with ExitStack() as waiting:
        for _ in range(4):
            waiting.enter_context(client.a_place())
        world.stripe.asked.clear()
        browser = world.person.client()
        answer = browser.post("/billing/checkout", {"plan": "pro", "period": "month"})
        assert answer["Location"] == "/billing/"
        assert "Nothing was bought" in browser.get("/billing/").content.decode()
        assert world.stripe.asked == []
    assert "/pay/" in buy(world.person)


def test_a_place_is_free_again_after_stripe_hung(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_IN_A_PAGE", (0.3, 0.3))
    for _ in range(5):
        world.stripe.break_("hang", times=2)
        assert buy(world.person) == "/billing/"
    assert "/pay/" in buy(world.person)
