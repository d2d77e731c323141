"""The page of the plan: it believes only Stripe, shows what is paid, and lets an owner go on without."""

from tests.stripe.fake import billing
from tests.support.cast import Person

from totalaudio.core.billing.payments.tests.money import World, waiting, work
from totalaudio.core.tenancy.models import Workspace


def test_the_page_that_waits_believes_only_stripe(world: World) -> None:
    client = world.person.client()
    page = client.get("/billing/confirming?session_id=cs_made_up&paid=true").content.decode()
    assert "Being confirmed" in page
    assert world.plan == "free"
    world.buy()
    world.deliver_all()
    assert "has the plan Pro now" in client.get("/billing/confirming/state").content.decode()


def test_the_page_that_waits_lets_stripe_be_asked_when_no_event_comes(world: World) -> None:
    world.buy()
    world.person.client().get("/billing/confirming")
    assert work() == 1
    assert (world.plan, world.payment().status) == ("pro", "succeeded")


def test_the_page_shows_what_is_paid_and_what_was(world: World) -> None:
    world.buy()
    world.deliver_all()
    page = world.person.client().get("/billing/").content.decode()
    for words in (
        "Test payments: no money moves",
        "Pro, £19 a month",
        "The next payment is due on",
    ):
        assert words in page
    assert "Succeeded" in page


def test_an_owner_continues_on_free_after_the_end_and_not_before(world: World) -> None:
    bought = world.buy()
    world.deliver_all()
    client = world.person.client()
    assert "Continue on Free" not in client.get("/billing/").content.decode()
    client.post("/billing/free")
    assert world.plan == "pro"
    billing.end(world.stripe.account, bought)
    world.deliver_all()
    assert "Continue on Free" in client.get("/billing/").content.decode()
    client.post("/billing/free")
    assert world.plan == "free"
    assert world.subscription().left_at is not None


def test_an_admin_cannot_give_the_plan_up(world: World, adam: Person) -> None:
    billing.end(world.stripe.account, world.buy())
    world.deliver_all()
    adam.client().post("/billing/free")
    assert world.plan == "pro"


def test_another_tenants_owner_reaches_nothing(world: World, charlie: Person) -> None:
    world.buy()
    world.deliver_all()
    Workspace.objects.using("system").filter(id=charlie.workspace_id).update(plan="free")
    client = charlie.client()
    page = client.get("/billing/").content.decode()
    assert "£19 a month" in page
    assert "Succeeded" not in page
    assert client.post("/billing/portal")["Location"] == "/billing/"
    client.post("/billing/free")
    assert world.plan == "pro"


def test_the_page_that_waits_asks_stripe_once_however_often_it_is_loaded(world: World) -> None:
    browser = world.person.client()
    for _ in range(5):
        assert browser.get("/billing/confirming").status_code == 200
    assert [name for _, name, _ in waiting()] == ["billing.look"]
