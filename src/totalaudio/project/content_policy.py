"""What a page may load, frame and send: nothing from elsewhere, and forms to who takes payments and sign-ins."""

from typing import Final

from django.utils.csp import CSP

_FORMS_GO_TO: Final = (
    "https://accounts.google.com",
    "https://checkout.stripe.com",
    "https://billing.stripe.com",
)


def policy(*stand_ins: str) -> dict[str, list[str]]:
    """The policy of every page; `stand_ins` are addresses that take the place of those services, or nothing."""
    return {
        "default-src": [CSP.SELF],
        "img-src": [CSP.SELF, "data:"],
        "object-src": [CSP.NONE],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.SELF, *_FORMS_GO_TO, *filter(None, stand_ins)],
        "frame-ancestors": [CSP.NONE],
    }
