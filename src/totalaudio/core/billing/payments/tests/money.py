"""Steps of payments' tests: buying at the fake, delivering its events, and doing the worker's tasks in turn."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connections
from django.test import Client
from tests.stripe.fake import billing
from tests.stripe.fake.hooks import body_of, sign
from tests.stripe.fake.server import FakeStripe
from tests.stripe.fake.shapes import Shape
from tests.support.cast import Person

from totalaudio.core.billing.models import Customer, Payment, StripeEvent, Subscription
from totalaudio.core.billing.payments import handling, notices, reconciling
from totalaudio.core.tenancy.models import Workspace

SECRET = "whsec_of_tests"
INBOX = "/api/stripe/webhook"
_TASKS = {
    "billing.handle": lambda args: handling.handle(UUID(args["event_id"])),
    "billing.look": lambda args: reconciling.look(UUID(args["workspace_id"])),
    "billing.tell_of_failure": lambda args: notices.tell_of_failure(UUID(args["payment_id"])),
}


def deliver(event: Shape, *, secret: str = SECRET) -> int:
    """Send an event to the inbox; the status of its answer."""
    body = body_of(event)
    answer = Client().post(
        INBOX,
        body,
        content_type="application/json",
        headers={"Stripe-Signature": sign(body, secret)},
    )
    return answer.status_code


def waiting() -> list[tuple[int, str, dict[str, str]]]:
    """The tasks of payments that wait for the worker."""
    with connections["system"].cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE queue_name = 'billing'"
            " AND status = 'todo' ORDER BY id"
        )
        return [
            (job, name, args if isinstance(args, dict) else json.loads(args))
            for job, name, args in cursor.fetchall()
        ]


def work() -> int:
    """Do the tasks of payments until none is left; how many there were."""
    done = 0
    while found := waiting():
        for job, name, args in found:
            _TASKS[name](args)
            with connections["system"].cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job])
            done += 1
    return done


@dataclass
class World:
    """A workspace that is a customer of the fake Stripe."""

    stripe: FakeStripe
    person: Person
    customer: str

    @classmethod
    def of(cls, stripe: FakeStripe, person: Person) -> "World":
        Workspace.objects.using("system").filter(id=person.workspace_id).update(plan="free")
        made = {"email": person.user.email, "metadata": {"workspace_id": str(person.workspace_id)}}
        customer = stripe.account.keep(_customer(stripe, made))["id"]
        Customer.objects.using("system").create(
            workspace_id=person.workspace_id, stripe_id=customer
        )
        return cls(stripe, person, customer)

    def buy(self, key: str = "pro_month", percent_off: int = 0) -> str:
        """Pay for an offer at Checkout; the id of the subscription."""
        account = self.stripe.account
        session = account.new_id("checkout.session")
        whose = {"workspace_id": str(self.person.workspace_id), "user_id": str(self.person.id)}
        price = account.all("price", lookup_key=key)[0]["id"]
        account.keep(
            {
                "id": session,
                "object": "checkout.session",
                "status": "open",
                "customer": self.customer,
                "price": price,
                "percent_off": percent_off,
                "subscription_metadata": whose,
                "metadata": {},
            }
        )
        return str(billing.pay_session(account, session)["id"])

    def deliver_all(self) -> None:
        """Let every event arrive, in order, and handle it."""
        for event in self.stripe.account.events:
            assert deliver(event) == 200
        self.stripe.account.events.clear()
        work()

    def charge(self) -> str:
        return str(self.stripe.account.all("charge")[0]["id"])

    def invoice(self) -> str:
        return str(self.stripe.account.all("invoice")[0]["id"])

    @property
    def plan(self) -> str:
        return Workspace.objects.using("system").get(id=self.person.workspace_id).plan

    def payments(self) -> list[Payment]:
        return list(Payment.objects.using("system").order_by("created_at", "stripe_payment_id"))

    def payment(self) -> Payment:
        return Payment.objects.using("system").get()

    def subscription(self) -> Subscription:
        return Subscription.objects.using("system").get()

    def open_events(self) -> list[StripeEvent]:
        return list(StripeEvent.objects.using("system").filter(handled_at=None))


def _customer(stripe: FakeStripe, form: Shape) -> Shape:
    from tests.stripe.fake import shapes

    return shapes.customer(stripe.account.new_id("customer"), stripe.account.now(), form)
