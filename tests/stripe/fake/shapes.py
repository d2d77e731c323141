"""Objects as API 2026-10-28.endive shows them, reduced to the fields that the platform or its tests read."""

from typing import Any

type Shape = dict[str, Any]


def listed(data: list[Shape], url: str, *, has_more: bool = False) -> Shape:
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def error(message: str, kind: str = "invalid_request_error", code: str | None = None) -> Shape:
    return {"error": {"message": message, "type": kind} | ({"code": code} if code else {})}


def customer(i: str, now: int, form: Shape) -> Shape:
    return {
        "id": i,
        "object": "customer",
        "created": now,
        "livemode": False,
        "email": form.get("email"),
        "name": form.get("name"),
        "metadata": form.get("metadata", {}),
    }


def product(i: str, now: int, form: Shape) -> Shape:
    return {
        "id": i,
        "object": "product",
        "created": now,
        "livemode": False,
        "active": True,
        "name": form["name"],
        "description": form.get("description"),
        "metadata": form.get("metadata", {}),
    }


def price(i: str, now: int, form: Shape) -> Shape:
    every = form["recurring"]
    return {
        "id": i,
        "object": "price",
        "created": now,
        "livemode": False,
        "active": True,
        "billing_scheme": "per_unit",
        "currency": form["currency"],
        "unit_amount": int(form["unit_amount"]),
        "product": form["product"],
        "lookup_key": form.get("lookup_key"),
        "metadata": form.get("metadata", {}),
        "recurring": {
            "interval": every["interval"],
            "interval_count": int(every.get("interval_count", 1)),
            "usage_type": "licensed",
        },
        "tax_behavior": form.get("tax_behavior", "unspecified"),
        "type": "recurring",
    }


def session(i: str, now: int, form: Shape, url: str) -> Shape:
    return {
        "id": i,
        "object": "checkout.session",
        "created": now,
        "expires_at": now + 86400,
        "livemode": False,
        "mode": form["mode"],
        "status": "open",
        "payment_status": "unpaid",
        "customer": form["customer"],
        "client_reference_id": form.get("client_reference_id"),
        "allow_promotion_codes": str(form.get("allow_promotion_codes")).lower() == "true",
        "automatic_tax": {"enabled": str(form.get("automatic_tax", {}).get("enabled")) == "true"},
        "metadata": form.get("metadata", {}),
        "success_url": form["success_url"],
        "cancel_url": form.get("cancel_url"),
        "subscription": None,
        "invoice": None,
        "url": url,
    }


def subscription(i: str, item: Shape, now: int, customer_id: str, metadata: Shape) -> Shape:
    return {
        "id": i,
        "object": "subscription",
        "created": now,
        "start_date": now,
        "livemode": False,
        "status": "active",
        "customer": customer_id,
        "currency": item["price"]["currency"],
        "metadata": metadata,
        "cancel_at": None,
        "cancel_at_period_end": False,
        "canceled_at": None,
        "ended_at": None,
        "trial_start": None,
        "trial_end": None,
        "collection_method": "charge_automatically",
        "latest_invoice": None,
        "items": listed([item], f"/v1/subscription_items?subscription={i}"),
    }


def item(i: str, of: str, price_shape: Shape, begins: int, ends: int) -> Shape:
    return {
        "id": i,
        "object": "subscription_item",
        "subscription": of,
        "price": price_shape,
        "quantity": 1,
        "current_period_start": begins,
        "current_period_end": ends,
        "metadata": {},
    }


def invoice(i: str, now: int, of: Shape, amount: int, reason: str) -> Shape:
    line = of["items"]["data"][0]
    return {
        "id": i,
        "object": "invoice",
        "created": now,
        "livemode": False,
        "customer": of["customer"],
        "currency": of["currency"],
        "billing_reason": reason,
        "status": "open",
        "amount_due": amount,
        "amount_paid": 0,
        "amount_remaining": amount,
        "attempt_count": 0,
        "total": amount,
        "lines": listed([_line(f"il_{i}", line, amount)], f"/v1/invoices/{i}/lines"),
        "parent": {
            "type": "subscription_details",
            "subscription_details": {"subscription": of["id"], "metadata": of["metadata"]},
        },
    }


def _line(i: str, of: Shape, amount: int) -> Shape:
    about = {"price": of["price"]["id"], "product": of["price"]["product"]}
    return {
        "id": i,
        "object": "line_item",
        "amount": amount,
        "currency": of["price"]["currency"],
        "pricing": {"type": "price_details", "price_details": about},
    }


def invoice_payment(i: str, of: Shape, intent: str) -> Shape:
    return {
        "id": i,
        "object": "invoice_payment",
        "created": of["created"],
        "livemode": False,
        "invoice": of["id"],
        "amount_requested": of["amount_due"],
        "currency": of["currency"],
        "is_default": True,
        "status": "open",
        "payment": {"type": "payment_intent", "payment_intent": intent},
    }


def event(i: str, now: int, kind: str, about: Shape) -> Shape:
    return {
        "id": i,
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": now,
        "livemode": False,
        "type": kind,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "data": {"object": about},
    }
