"""The accounts with other people's services; each may be left out."""

from typing import Annotated

from pydantic import BaseModel, SecretStr

from ..words import App
from .about import About


class Services(BaseModel):
    """The settings of other people's services."""

    google_client_id: Annotated[
        str,
        About("Sign-in with Google, and Gmail: the client's id.", "1234.apps.example.com"),
    ] = ""
    google_client_secret: Annotated[
        SecretStr | None,
        About("Sign-in with Google, and Gmail: the client's secret.", "secret-of-the-client"),
    ] = None
    google_api_base: Annotated[
        str,
        About(
            "Gmail: where Google, or a stand-in for tests, answers; never in production.",
            "http://127.0.0.1:12112",
        ),
    ] = ""
    stripe_secret_key: Annotated[
        SecretStr | None,
        About("Payments: the secret key. Live in production, and only there.", "sk_test_example"),
    ] = None
    stripe_webhook_secret: Annotated[
        SecretStr | None,
        About("Payments: the signing secret of the webhook.", "whsec_example"),
    ] = None
    stripe_webhook_secret_previous: Annotated[
        SecretStr | None,
        About("Payments: the signing secret before this one, while it is changed.", "whsec_before"),
    ] = None
    stripe_api_base: Annotated[
        str,
        About(
            "Payments: where Stripe, or a stand-in for tests, answers; never in production.",
            "http://127.0.0.1:12111",
        ),
    ] = ""
    anthropic_api_key: Annotated[
        SecretStr | None,
        About(
            "The writer that is a language model: the key of its API. Without one, templates write.",
            "sk-ant-example",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = None
    anthropic_base_url: Annotated[
        str,
        About(
            "Where that API answers: https, or a stand-in on this machine.",
            "https://api.anthropic.com",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = "https://api.anthropic.com"
    anthropic_model: Annotated[
        str,
        About(
            "Which model writes, by the name that the API knows.",
            "claude-sonnet-5",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = "claude-sonnet-5"
