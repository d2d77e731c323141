"""The lives of subscriptions at the fake Stripe, and the rows that they must lead to."""

import random
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import psycopg
from tests.stripe.fake import billing, shapes
from tests.stripe.fake.account import Account
from tests.stripe.fake.shapes import Shape

# What is sold, in pence, by the names of its prices.
SOLD: Final = {"pro_month": 1900, "pro_year": 19000, "agency_month": 7900, "agency_year": 79000}
_WORKSPACE = (
    "INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (%s, 'Bench', 'free', now())"
)
_CUSTOMER = (
    "INSERT INTO billing_customer (id, workspace_id, stripe_id, created_at)"
    " VALUES (gen_random_uuid(), %s, %s, now())"
)


def live(
    account: Account, system: str, workspaces: int, events: int, chance: random.Random
) -> None:
    """Let workspaces buy, renew, fail, change, cancel, ask for money back, until that many events were told."""
    sell(account)
    with psycopg.connect(system) as connection:
        bought = [_buyer(account, connection, chance) for _ in range(workspaces)]
    while len(account.events) < events:
        _happen(account, chance.choice(bought), chance)


def sell(account: Account) -> None:
    """Give the account the prices of what is sold."""
    for key, amount in SOLD.items():
        _price(account, key, amount)


def _price(account: Account, key: str, amount: int) -> None:
    plan, period = key.split("_")
    form = {
        "currency": "gbp",
        "unit_amount": amount,
        "product": f"prod_{plan}",
        "lookup_key": key,
        "recurring": {"interval": period},
        "metadata": {"plan": plan, "period": period},
    }
    account.keep(shapes.price(account.new_id("price"), account.now(), form))


def _buyer(
    account: Account, connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random
) -> str:
    """A workspace that is a customer and has just paid."""
    workspace = str(uuid4())
    form = {"metadata": {"workspace_id": workspace}}
    made = shapes.customer(account.new_id("customer"), account.now(), form)
    customer = account.keep(made)["id"]
    connection.execute(_WORKSPACE, [workspace])
    connection.execute(_CUSTOMER, [workspace, customer])
    session = account.keep(
        {
            "id": account.new_id("checkout.session"),
            "object": "checkout.session",
            "status": "open",
            "customer": customer,
            "price": account.all("price", lookup_key=chance.choice(list(SOLD)))[0]["id"],
            "percent_off": chance.choice([0, 0, 0, 50, 100]),
            "subscription_metadata": {"workspace_id": workspace, "user_id": str(uuid4())},
            "metadata": {},
        }
    )
    return str(billing.pay_session(account, session["id"])["id"])


def _happen(account: Account, subscription: str, chance: random.Random) -> None:
    """One more thing in the life of a subscription."""
    found = account.get(subscription)
    if found["status"] == "canceled":
        _afterwards(account, found, chance)
        return
    acts: list[Callable[[], object]] = [
        lambda: billing.renew(account, subscription),
        lambda: billing.renew(account, subscription, is_good=chance.random() < 0.5),
        lambda: _pay_late(account, found, chance),
        lambda: billing.change_plan(
            account, subscription, chance.choice(account.all("price"))["id"]
        ),
        lambda: _afterwards(account, found, chance),
        lambda: billing.cancel(account, subscription) if chance.random() < 0.2 else None,
        lambda: billing.end(account, subscription) if chance.random() < 0.1 else None,
        lambda: billing.give_up(account, subscription) if found["status"] == "past_due" else None,
    ]
    chance.choice(acts)()


def _pay_late(account: Account, subscription: Shape, chance: random.Random) -> None:
    invoice = account.get(subscription["latest_invoice"])
    if invoice["status"] == "open":
        billing.attempt(account, invoice["id"], is_good=chance.random() < 0.5)


def _afterwards(account: Account, subscription: Shape, chance: random.Random) -> None:
    """Money is asked back, or a charge disputed, or a dispute decided."""
    charges = [
        one for one in account.all("charge", customer=subscription["customer"]) if one["paid"]
    ]
    if not charges:
        return
    charge = chance.choice(charges)
    disputes = account.all("dispute", charge=charge["id"])
    left = charge["amount"] - charge["amount_refunded"]
    if disputes:
        billing.decide(account, disputes[0]["id"], chance.choice(["won", "lost"]))
    elif chance.random() < 0.3:
        billing.argue(account, charge["id"])
    elif left:
        billing.give_back(account, charge["id"], chance.randint(1, left))


def wanted(account: Account) -> dict[str, str]:
    """The rows that an account must lead to, by what they are about."""
    subscriptions = account.all("subscription")
    intents = account.all("payment_intent")
    rows = {f"subscription {one['id']}": _subscription(one) for one in subscriptions}
    rows |= {f"payment {one['id']}": _payment(account, one) for one in intents}
    rows |= {
        f"workspace {one['metadata']['workspace_id']}": _price_of(one)["metadata"]["plan"]
        for one in subscriptions
    }
    paid = sum(one["status"] == "succeeded" for one in intents)
    return rows | {"told payment-completed": str(paid)}


def _price_of(subscription: Shape) -> Shape:
    found: Shape = subscription["items"]["data"][0]["price"]
    return found


def _words(*values: object) -> str:
    return " ".join("-" if value is None else str(value) for value in values)


def _subscription(one: Shape) -> str:
    price = _price_of(one)
    plan, period = price["lookup_key"].split("_")
    ends = one["items"]["data"][0]["current_period_end"]
    times = (ends, one["cancel_at"], one["ended_at"])
    return _words(one["status"], plan, period, price["unit_amount"], "gbp", *times)


def _payment(account: Account, intent: Shape) -> str:
    link = next(
        one
        for one in account.all("invoice_payment")
        if one["payment"]["payment_intent"] == intent["id"]
    )
    invoice = account.get(link["invoice"])
    bought = account.get(invoice["lines"]["data"][0]["pricing"]["price_details"]["price"])
    back = sum(one["amount"] for one in account.all("refund", payment_intent=intent["id"]))
    disputes = account.all("dispute", payment_intent=intent["id"])
    status = "succeeded" if intent["status"] == "succeeded" else "failed"
    return _words(
        "refunded" if back and back == intent["amount"] else status,
        intent["amount"],
        "gbp",
        bought["metadata"]["plan"],
        back or None,
        disputes[0]["status"] if disputes else None,
        invoice["id"],
        billing.subscription_of(account, invoice)["id"],
    )
