"""Test keys and live keys never meet, and a webhook can always be verified."""

import pytest

from totalaudio.project.environment import App, Stage
from totalaudio.project.environment.reading import faults_for

from .saying import WEB

COPY = "copy it from Stripe's page of the webhook, whsec_..."
TEST = {"stripe_secret_key": "sk_test_1", "stripe_webhook_secret": "whsec_1"}
LIVE = {"stripe_secret_key": "sk_live_1", "stripe_webhook_secret": "whsec_1"}


def _said(stage: Stage, variables: dict[str, str]) -> list[str]:
    return [str(fault) for fault in faults_for(App.INTEL, stage, WEB | variables)]


@pytest.mark.parametrize("kind", ["sk", "rk"])
@pytest.mark.parametrize("stage", [Stage.DEVELOPMENT, Stage.TEST])
def test_a_live_key_is_for_production_alone(kind: str, stage: Stage) -> None:
    live = LIVE | {"stripe_secret_key": f"{kind}_live_1"}
    assert _said(Stage.PRODUCTION, live) == []
    assert _said(stage, live) == [
        "STRIPE_SECRET_KEY: is live, and this is not production; use a test key (sk_test_...) here"
    ]


@pytest.mark.parametrize("kind", ["sk", "rk"])
def test_a_test_key_is_refused_in_production(kind: str) -> None:
    test = TEST | {"stripe_secret_key": f"{kind}_test_1"}
    assert _said(Stage.TEST, test) == []
    assert _said(Stage.PRODUCTION, test) == [
        (
            "STRIPE_SECRET_KEY: is for tests, and this is production;"
            " use the live key (sk_live_...), or unset it"
        )
    ]


@pytest.mark.parametrize("key", ["pk_live_1", "sk_1", "sk_live_", "live_1", "sk_test_1 2"])
def test_what_is_no_secret_key_is_refused(key: str) -> None:
    assert _said(Stage.TEST, TEST | {"stripe_secret_key": key}) == [
        "STRIPE_SECRET_KEY: is not a secret key of Stripe; set it to one, sk_... or rk_..."
    ]


def test_a_key_needs_the_secret_of_its_webhook() -> None:
    assert _said(Stage.TEST, TEST | {"stripe_webhook_secret": ""}) == [
        f"STRIPE_WEBHOOK_SECRET: is missing, and STRIPE_SECRET_KEY is set; {COPY}"
    ]


def test_a_previous_secret_needs_a_current_one_that_differs() -> None:
    assert _said(Stage.TEST, {"stripe_webhook_secret_previous": "whsec_0"}) == [
        f"STRIPE_WEBHOOK_SECRET: is missing, and STRIPE_WEBHOOK_SECRET_PREVIOUS is set; {COPY}"
    ]
    assert _said(Stage.TEST, TEST | {"stripe_webhook_secret_previous": "whsec_0"}) == []
    assert _said(Stage.TEST, TEST | {"stripe_webhook_secret_previous": "whsec_1"}) == [
        "STRIPE_WEBHOOK_SECRET_PREVIOUS: is the current one; set the one before it, or unset it"
    ]


def test_a_webhook_secret_looks_like_one() -> None:
    both = {"stripe_webhook_secret": "sk_test_1", "stripe_webhook_secret_previous": "0"}
    assert _said(Stage.TEST, TEST | both) == [
        f"STRIPE_WEBHOOK_SECRET: is not a signing secret; {COPY}",
        f"STRIPE_WEBHOOK_SECRET_PREVIOUS: is not a signing secret; {COPY}",
    ]


@pytest.mark.parametrize(
    "base", ["https://stripe.example.org", "http://127.0.0.1:12111", "http://[::1]:9"]
)
def test_a_stand_in_for_stripe_is_for_tests(base: str) -> None:
    assert _said(Stage.TEST, TEST | {"stripe_api_base": base}) == []
    assert _said(Stage.PRODUCTION, LIVE | {"stripe_api_base": base}) == [
        "STRIPE_API_BASE: is for tests, and this is production; unset it"
    ]


@pytest.mark.parametrize(
    "base", ["http://stripe.example.org", "ftp://127.0.0.1", "127.0.0.1:12111"]
)
def test_keys_are_not_sent_where_others_read_them(base: str) -> None:
    assert _said(Stage.TEST, TEST | {"stripe_api_base": base}) == [
        "STRIPE_API_BASE: could be read on the way; use https, or an address of this machine"
    ]
