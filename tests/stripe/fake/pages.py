"""The pages that buyers see at Stripe, as plain forms: Checkout, and the Billing Portal."""

from html import escape

from tests.stripe.fake import billing
from tests.stripe.fake.account import Account
from tests.stripe.fake.forms import Form
from tests.stripe.fake.shapes import Shape

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport"
 content="width=device-width"><title>{title}</title></head><body><main><h1>{title}</h1>
<p>This is a fake Stripe for tests. No money moves.</p>{said}{body}</main></body></html>"""


def page(title: str, body: str, said: str = "") -> str:
    words = f"<p role='alert'>{escape(said)}</p>" if said else ""
    return _PAGE.format(title=escape(title), body=body, said=words)


def _button(name: str, value: str, words: str) -> str:
    return f"<p><button name='{escape(name)}' value='{escape(value)}'>{escape(words)}</button></p>"


def pay(account: Account, session_id: str, said: str = "") -> str:
    """The page on which a session is paid."""
    session = account.get(session_id, "checkout.session")
    if session["status"] != "open":
        return page("This session is over", f"<a href='{escape(session['cancel_url'])}'>Back</a>")
    price = account.get(session["price"])
    words = f"{price['unit_amount'] / 100:.2f} {price['currency']} each {price['recurring']['interval']}"
    code = "<p><label>Promotion code <input name='code'></label></p>"
    buttons = _button("card", "good", "Pay") + _button(
        "card", "bad", "Pay with a card that is declined"
    )
    back = f"<p><a href='{escape(session['cancel_url'])}'>Back</a></p>"
    asked = code if session["allow_promotion_codes"] else ""
    return page("Pay", f"<p>{words}</p><form method='post'>{asked}{buttons}</form>{back}", said)


def paid(account: Account, session_id: str, form: Form) -> tuple[str, str]:
    """What a buyer did on it: where to go next, or the page again."""
    session = account.get(session_id, "checkout.session")
    if session["status"] != "open":
        return "", pay(account, session_id)
    if form.get("card") != "good":
        return "", pay(account, session_id, "Your card was declined.")
    if form.get("code"):
        found = account.all("promotion_code", code=form["code"], active=True)
        if not found:
            return "", pay(account, session_id, "This code is invalid.")
        session["percent_off"] = found[0]["percent_off"]
    billing.pay_session(account, session_id)
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session_id), ""


def portal(account: Account, portal_id: str) -> str:
    """The page on which a customer changes or cancels their subscription."""
    opened = account.get(portal_id, "billing_portal.session")
    parts = [
        _subscription(account, one)
        for one in account.all("subscription", customer=opened["customer"])
        if one["status"] != "canceled"
    ]
    back = f"<p><a href='{escape(opened['return_url'])}'>Return to the platform</a></p>"
    return page("Billing", "".join(parts) + back)


def _subscription(account: Account, subscription: Shape) -> str:
    now = subscription["items"]["data"][0]["price"]
    sold = [one for one in account.all("price", active=True) if one["lookup_key"] and one != now]
    buttons = [_button("price", one["id"], f"Change to {one['lookup_key']}") for one in sold]
    cancelled = "<p>Cancelled for the end of the period.</p>"
    end = cancelled if subscription["cancel_at_period_end"] else _button("cancel", "yes", "Cancel")
    hidden = f"<input type='hidden' name='subscription' value='{subscription['id']}'>"
    return f"<form method='post'><p>{now['lookup_key']}</p>{hidden}{''.join(buttons)}{end}</form>"


def changed(account: Account, portal_id: str, form: Form) -> str:
    """What a customer did on it."""
    if form.get("cancel"):
        billing.cancel(account, form["subscription"])
    elif form.get("price"):
        billing.change_plan(account, form["subscription"], form["price"])
    return portal(account, portal_id)
