"""What must hold for the settings of payments: test keys and live keys never meet."""

import re
from collections.abc import Iterator
from typing import Final

from .faults import Fault
from .fields import Environment
from .stand_ins import stand_in

_KEY: Final = re.compile(r"(?:sk|rk)_(test|live)_\S+", re.ASCII)
_WEBHOOKS: Final = ("STRIPE_WEBHOOK_SECRET", "STRIPE_WEBHOOK_SECRET_PREVIOUS")
_COPY: Final = "copy it from Stripe's page of the webhook, whsec_..."


def payments(env: Environment) -> Iterator[Fault]:
    """The key is of the right kind for the stage, its webhook can be verified, and Stripe is Stripe."""
    yield from _key(env)
    yield from _webhook(env)
    yield from stand_in(env, "STRIPE_API_BASE", env.stripe_api_base)


def _key(env: Environment) -> Iterator[Fault]:
    if env.stripe_secret_key is None:
        return
    found = _KEY.fullmatch(env.stripe_secret_key.get_secret_value())
    if found is None:
        yield Fault(
            "STRIPE_SECRET_KEY", "is not a secret key of Stripe", "set it to one, sk_... or rk_..."
        )
    elif found[1] == "live" and not env.is_production:
        fix = "use a test key (sk_test_...) here"
        yield Fault("STRIPE_SECRET_KEY", "is live, and this is not production", fix)
    elif found[1] == "test" and env.is_production:
        fix = "use the live key (sk_live_...), or unset it"
        yield Fault("STRIPE_SECRET_KEY", "is for tests, and this is production", fix)


def _webhook(env: Environment) -> Iterator[Fault]:
    current, previous = env.stripe_webhook_secret, env.stripe_webhook_secret_previous
    if env.stripe_secret_key is not None and current is None:
        yield Fault(_WEBHOOKS[0], "is missing, and STRIPE_SECRET_KEY is set", _COPY)
    if previous is not None and current is None and env.stripe_secret_key is None:
        yield Fault(_WEBHOOKS[0], f"is missing, and {_WEBHOOKS[1]} is set", _COPY)
    for name, secret in zip(_WEBHOOKS, (current, previous), strict=True):
        if secret is not None and not secret.get_secret_value().startswith("whsec_"):
            yield Fault(name, "is not a signing secret", _COPY)
    if current is not None and current == previous:
        yield Fault(_WEBHOOKS[1], "is the current one", "set the one before it, or unset it")
