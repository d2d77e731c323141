"""What must hold across settings, for each app and stage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio.project.environment import App, Environment, Stage
from totalaudio.project.environment.reading import faults_for

from .saying import LONG, SEAL, WORKER, said_of

DATABASE_FIX = "as in postgresql://user:password@host:5432/database"
ESCAPED = "with special characters of the password escaped (@ as %40, / as %2F)"


@pytest.mark.parametrize("app", [App.INTEL, App.TRACKER, App.PITCH, App.WORKER, App.ALL])
@pytest.mark.parametrize("stage", list(Stage))
def test_a_complete_environment_has_no_fault(app: App, stage: Stage) -> None:
    assert said_of(stage, app) == []


@pytest.mark.parametrize("stage", list(Stage))
def test_the_worker_always_needs_the_systems_address(stage: Stage) -> None:
    assert said_of(stage, App.WORKER, database_system_url="") == [
        f"DATABASE_SYSTEM_URL: is missing; set it to the address of totalaudio_system, {DATABASE_FIX}"
    ]


@pytest.mark.parametrize("app", [App.INTEL, App.TRACKER, App.PITCH])
def test_a_web_app_holds_no_address_but_its_own(app: App) -> None:
    owner = "postgresql://totalaudio_owner:p@db.example.org/tap"
    mighty = {"database_system_url": WORKER["database_system_url"], "database_owner_url": owner}
    assert said_of(Stage.DEVELOPMENT, app, **mighty) == [
        "DATABASE_SYSTEM_URL: only the worker may hold this; unset it here",
        "DATABASE_OWNER_URL: only migrations may hold this; unset it here",
    ]


def test_the_worker_does_not_hold_the_owners_address() -> None:
    owner = "postgresql://totalaudio_owner:p@db.example.org/tap"
    assert said_of(Stage.TEST, App.WORKER, database_owner_url=owner) == [
        "DATABASE_OWNER_URL: only migrations may hold this; unset it here"
    ]


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (
            "secret_key",
            "development-only-key-that-protects-nothing",
            "SECRET_KEY: is the one for development; set it to at least 32 random characters",
        ),
        (
            "secret_key",
            LONG[:31],
            "SECRET_KEY: is too short; set it to at least 32 random characters",
        ),
        (
            "secret_key",
            "k" * 60,
            "SECRET_KEY: is easy to guess; set it to at least 32 random characters",
        ),
        (
            "secret_key",
            f"django-insecure-{LONG}",
            "SECRET_KEY: is easy to guess; set it to at least 32 random characters",
        ),
        (
            "public_url",
            "http://tap.example.org",
            "PUBLIC_URL: is not https; set it to the https address that people use",
        ),
        (
            "public_url",
            "https://localhost",
            "PUBLIC_URL: is of this machine alone; set it to the https address that people use",
        ),
        (
            "email_url",
            "smtp://us:p@mail.example.org",
            "EMAIL_URL: sends its password in clear; begin it with smtps:// or smtp+tls://",
        ),
        (
            "email_url",
            "smtps://user:password@mail.example.com:465",
            (
                "EMAIL_URL: is the example that everybody can read; set it to the mail server,"
                " as in smtps://user:password@host:465"
            ),
        ),
        ("demo", "1", "DEMO: shows a sign-in that everybody knows; unset it in production"),
    ],
)
def test_production_refuses_what_elsewhere_is_fine(variable: str, value: str, said: str) -> None:
    assert said_of(Stage.PRODUCTION, **{variable: value}) == [said]
    assert said_of(Stage.DEVELOPMENT, **{"public_url": "", variable: value}) == []


@pytest.mark.parametrize("app", [App.INTEL, App.TRACKER])
def test_who_opens_no_mailbox_needs_no_key_for_it(app: App) -> None:
    assert said_of(Stage.PRODUCTION, app, token_keys="") == []


@pytest.mark.parametrize(
    "keys", [f"{SEAL},short", f"{SEAL},", LONG, f"{SEAL};{SEAL}", "+" * 43 + "="]
)
@pytest.mark.parametrize("stage", list(Stage))
def test_keys_for_mailboxes_are_keys(stage: Stage, keys: str) -> None:
    assert said_of(stage, App.PITCH, token_keys=keys) == [
        (
            "TOKEN_KEYS: is not a list of Fernet keys with commas between;"
            " set it to the output of: openssl rand -base64 32 | tr '+/' '-_'"
        )
    ]


def test_two_keys_for_mailboxes_are_fine() -> None:
    assert said_of(Stage.PRODUCTION, App.PITCH, token_keys=f"{SEAL}, {SEAL}") == []


@pytest.mark.parametrize(
    "public",
    [
        "tap.example.org",
        "https://us:p@tap.example.org",
        "ftp://a.example",
        "https://[::1",
        "https://a.example/x",
    ],
)
@pytest.mark.parametrize("stage", list(Stage))
def test_the_public_address_is_one_of_a_site(public: str, stage: Stage) -> None:
    fix = "set it to the https address that people use"
    assert said_of(stage, public_url=public) == [f"PUBLIC_URL: is not the address of a site; {fix}"]


@pytest.mark.parametrize(
    "text", ["undefined", "NULL", "None", "${KEY}", "$KEY", "{{ key }}", "<key>"]
)
@pytest.mark.parametrize("stage", list(Stage))
def test_a_word_for_no_value_is_no_value(text: str, stage: Stage) -> None:
    said = said_of(
        stage, stripe_webhook_secret=text, database_direct_url=text, google_client_id=text
    )
    assert [line for line in said if not line.startswith("GOOGLE_CLIENT_SECRET")] == [
        f"{name}: is a word that stands for no value; set it, or take it away"
        for name in ("DATABASE_DIRECT_URL", "GOOGLE_CLIENT_ID", "STRIPE_WEBHOOK_SECRET")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "is blank; set it, or take it away"),
        (" whsec_1", "has spaces or quotes around it; leave them out"),
        ('"whsec_1"', "has spaces or quotes around it; leave them out"),
        ("whsec_1\n", "has spaces or quotes around it; leave them out"),
    ],
)
def test_a_text_that_came_with_its_wrapping_is_refused(text: str, said: str) -> None:
    assert said_of(Stage.TEST, stripe_webhook_secret=text) == [f"STRIPE_WEBHOOK_SECRET: {said}"]


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
        ("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID"),
    ],
)
def test_half_of_a_pair_is_refused(present: str, missing: str) -> None:
    assert said_of(Stage.TEST, **{present.lower(): "something"}) == [
        f"{missing}: is missing, and {present} is set; set both or neither"
    ]


def test_a_broken_address_is_named_with_what_may_have_broken_it() -> None:
    said = said_of(
        Stage.TEST, database_url="postgresql://us:p@ss@db.example.org/tap", email_url="mail"
    )
    assert said == [
        (
            "DATABASE_URL: is not an address of PostgreSQL;"
            f" set it to the address of the database, {DATABASE_FIX}, {ESCAPED}"
        ),
        (
            "EMAIL_URL: is not the address of a mail server;"
            f" set it to the mail server, as in smtps://user:password@host:465, {ESCAPED}"
        ),
    ]


def test_what_the_command_line_says_and_the_environment_denies_is_a_fault() -> None:
    assert said_of(Stage.PRODUCTION, environment="development", app="tracker") == [
        "ENVIRONMENT: does not say production; set it to production",
        "APP: does not say audio-intel; set it to audio-intel",
    ]
    assert said_of(Stage.PRODUCTION, environment="production", app="intel") == []
    assert said_of(Stage.PRODUCTION, environment="production", app="audio-intel") == []


MARK = "q7zq"
values = st.builds("{}{}{}".format, st.text(max_size=12), st.just(MARK), st.text(max_size=12))
prefixes = st.sampled_from(
    ["", "postgresql://", "smtps://u:", "https://", "sk_live_", "sk_test_", "whsec_", "host="]
)
anything = st.dictionaries(
    st.sampled_from(sorted(Environment.model_fields)), st.builds("{}{}".format, prefixes, values)
)


@settings(deadline=None)  # a busy machine
@given(anything, st.sampled_from(list(App)), st.sampled_from(list(Stage)))
def test_whatever_is_set_no_fault_repeats_it(
    variables: dict[str, str], app: App, stage: Stage
) -> None:
    said = [str(fault) for fault in faults_for(app, stage, variables)]
    assert [line for line in said if MARK in line] == []
