"""The routes of /v1 that the platform uses, as functions of the account and a form."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.stripe.fake import billing, shapes
from tests.stripe.fake.account import Account
from tests.stripe.fake.forms import Form, truth
from tests.stripe.fake.shapes import Shape

# What can be listed and fetched, by its address, and by which fields lists can be narrowed.
KINDS: Final = {
    "customers": ("customer", ("email",)),
    "products": ("product", ()),
    "prices": ("price", ("product",)),
    "subscriptions": ("subscription", ("customer",)),
    "invoices": ("invoice", ("customer", "status")),
    "invoice_payments": ("invoice_payment", ("invoice",)),
    "payment_intents": ("payment_intent", ("customer",)),
    "charges": ("charge", ("payment_intent", "customer")),
    "refunds": ("refund", ("charge", "payment_intent")),
    "disputes": ("dispute", ("charge", "payment_intent")),
    "promotion_codes": ("promotion_code", ("code",)),
    "checkout/sessions": ("checkout.session", ("customer", "status")),
}
_ROUTE: Final = re.compile(
    r"^/v1/(checkout/sessions|billing_portal/sessions|[a-z_]+)(?:/(\w+))?(?:/(\w+))?$"
)


class WrongError(Exception):
    """A request that Stripe refuses with 400."""


@dataclass(frozen=True)
class Api:
    """Answers requests; `address` is where the pages of Checkout and the portal are."""

    account: Account
    address: str

    def answer(self, method: str, path: str, form: Form) -> Shape:
        found = _ROUTE.match(path)
        if not found:
            raise WrongError(f"Unrecognized request URL ({method}: {path})")
        what, stripe_id, verb = found.groups()
        with self.account.lock:
            if method == "POST":
                return self._shown(self._post(what, stripe_id, verb, form), form)
            if what not in KINDS:
                raise WrongError(f"Unrecognized request URL ({method}: {path})")
            if stripe_id:
                return self._shown(self.account.get(stripe_id, KINDS[what][0]), form)
            return self._list(what, form)

    def _shown(self, shape: Shape, form: Form) -> Shape:
        return self.account.shown(shape, form.get("expand", []))

    def _list(self, what: str, form: Form) -> Shape:
        kind, narrowing = KINDS[what]
        wanted = {name: form[name] for name in narrowing if name in form}
        found = [one for one in self.account.all(kind, **wanted) if _is_wanted(what, one, form)]
        after = form.get("starting_after")
        if after:
            found = found[[one["id"] for one in found].index(after) + 1 :]
        limit = int(form.get("limit", 10))
        page = shapes.listed(found[:limit], f"/v1/{what}", has_more=len(found) > limit)
        return self._shown(page, form)

    def _post(self, what: str, stripe_id: str | None, verb: str | None, form: Form) -> Shape:
        makers: dict[tuple[str, str | None], Callable[[str | None, Form], Shape]] = {
            ("customers", None): self._new_customer,
            ("products", None): self._new_product,
            ("prices", None): self._new_price,
            ("checkout/sessions", None): self._new_session,
            ("checkout/sessions", "expire"): self._expire,
            ("billing_portal/sessions", None): self._new_portal,
            ("promotion_codes", None): self._new_code,
            ("refunds", None): self._new_refund,
            ("subscriptions", "cancel"): self._cancel,
        }
        if stripe_id and not verb:
            return self._update(stripe_id, form)
        if (what, verb) not in makers:
            raise WrongError(f"Unrecognized request URL (POST: {what})")
        return makers[what, verb](stripe_id, form)

    def _new_customer(self, _: str | None, form: Form) -> Shape:
        i, now = self.account.new_id("customer"), self.account.now()
        made = self.account.keep(shapes.customer(i, now, form))
        self.account.tell("customer.created", made)
        return made

    def _new_product(self, _: str | None, form: Form) -> Shape:
        i = form.get("id") or self.account.new_id("product")
        if i in self.account.objects:
            raise WrongError(f"Product already exists: {i}")
        return self.account.keep(shapes.product(i, self.account.now(), form))

    def _new_price(self, _: str | None, form: Form) -> Shape:
        self.account.get(form["product"], "product")
        key = form.get("lookup_key")
        for other in self.account.all("price", lookup_key=key) if key else []:
            if not truth(form.get("transfer_lookup_key")):
                raise WrongError("A price already uses that lookup key.")
            other["lookup_key"] = None
        i = self.account.new_id("price")
        return self.account.keep(shapes.price(i, self.account.now(), form))

    def _new_session(self, _: str | None, form: Form) -> Shape:
        if self.account.get(form["customer"], "customer").get("deleted"):
            raise WrongError(f"No such customer: '{form['customer']}'")
        price = self.account.get(form["line_items"][0]["price"], "price")
        if form["mode"] != "subscription" or not price["active"]:
            raise WrongError("The price specified is inactive, or not for this mode.")
        i = self.account.new_id("checkout.session")
        url = f"{self.address}/pay/{i}"
        made = self.account.keep(shapes.session(i, self.account.now(), form, url))
        kept = form.get("subscription_data", {}).get("metadata", {})
        made |= {"price": price["id"], "percent_off": 0, "subscription_metadata": kept}
        return made

    def _expire(self, stripe_id: str | None, form: Form) -> Shape:
        session = self.account.get(stripe_id or "", "checkout.session")
        if session["status"] != "open":
            raise WrongError('Only Checkout Sessions with a status in ["open"] can be expired.')
        session["status"] = "expired"
        self.account.tell("checkout.session.expired", session)
        return session

    def _new_portal(self, _: str | None, form: Form) -> Shape:
        self.account.get(form["customer"], "customer")
        i = self.account.new_id("billing_portal.session")
        return self.account.keep({
            "id": i,
            "object": "billing_portal.session",
            "created": self.account.now(),
            "livemode": False,
            "customer": form["customer"],
            "return_url": form["return_url"],
            "url": f"{self.address}/portal/{i}",
        })  # fmt: skip

    def _new_code(self, _: str | None, form: Form) -> Shape:
        return self.account.keep({
            "id": self.account.new_id("promotion_code"),
            "object": "promotion_code",
            "active": True,
            "code": form["code"],
            "percent_off": int(form["percent_off"]),
        })  # fmt: skip

    def _new_refund(self, _: str | None, form: Form) -> Shape:
        charge = form.get("charge") or self.account.get(form["payment_intent"])["latest_charge"]
        amount = int(form["amount"]) if "amount" in form else None
        return billing.give_back(self.account, charge, amount, form.get("reason"))

    def _cancel(self, stripe_id: str | None, form: Form) -> Shape:
        billing.end(self.account, stripe_id or "")
        return self.account.get(stripe_id or "")

    def _update(self, stripe_id: str, form: Form) -> Shape:
        """Products and prices: what sync-prices repairs."""
        found = self.account.get(stripe_id)
        for name in ("name", "description", "metadata", "lookup_key"):
            if name in form:
                found[name] = form[name]
        if "active" in form:
            found["active"] = truth(form["active"])
        return found


def _subscription_of(invoice: Shape) -> str:
    return str(invoice["parent"]["subscription_details"]["subscription"])


def _is_wanted(what: str, shape: Shape, form: Form) -> bool:
    """The conditions of lists that are more than a field's value."""
    if (
        what == "prices"
        and "lookup_keys" in form
        and shape["lookup_key"] not in form["lookup_keys"]
    ):
        return False
    if "active" in form and shape["active"] != truth(form["active"]):
        return False
    if what == "subscriptions":
        status = form.get("status")
        if status is None and shape["status"] == "canceled":
            return False
        if status not in (None, "all", shape["status"]):
            return False
    if what == "invoices" and form.get("subscription") not in (None, _subscription_of(shape)):
        return False
    payment = form.get("payment", {}).get("payment_intent")
    if payment and shape["payment"]["payment_intent"] != payment:
        return False
    return bool(shape.get("created", 0) >= int(form.get("created", {}).get("gte", 0)))
