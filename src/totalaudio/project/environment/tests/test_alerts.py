"""Whoever is to be told of incidents can be told, and nobody overhears it."""

import pytest

from totalaudio.project.environment import App, Stage

from .saying import LONG, said_of

HOOK = {"alert_webhook_url": "https://alerts.example.org/x?token=1", "alert_webhook_secret": LONG}
SECRET_FIX = "set it to at least 24 random characters, which its receiver knows too"


def said(**variables: str) -> list[str]:
    return said_of(Stage.PRODUCTION, App.WORKER, **variables)


def test_what_is_complete_is_right() -> None:
    assert (
        said(alert_emails="a@example.com, b@example.com,", quiet_hours="22:00-07:00", **HOOK) == []
    )


@pytest.mark.parametrize(
    "emails", ["duty", "Duty <duty@example.com>", "a@example.com;b@example.com"]
)
def test_what_is_no_address_is_refused(emails: str) -> None:
    assert said(alert_emails=emails) == [
        "ALERT_EMAILS: is no list of addresses; write addresses with commas between"
    ]


@pytest.mark.parametrize("hours", ["22-7", "22:00-22:00", "night"])
def test_hours_that_mean_nothing_are_refused(hours: str) -> None:
    assert said(quiet_hours=hours) == [
        "QUIET_HOURS: cannot be read; write two times, as in 22:00-07:00"
    ]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("alerts.example.org", "is no web address; set it to an https address"),
        ("ftp://alerts.example.org", "is no web address; set it to an https address"),
        ("http://alerts.example.org/x", "would be overheard on its way; use https"),
    ],
)
def test_a_webhook_is_reached_by_https(url: str, wrong: str) -> None:
    assert said(**HOOK | {"alert_webhook_url": url}) == [f"ALERT_WEBHOOK_URL: {wrong}"]


def test_a_receiver_on_this_machine_may_be_reached_without_tls() -> None:
    assert said(**HOOK | {"alert_webhook_url": "http://127.0.0.1:9/x"}) == []


def test_a_webhook_is_signed_with_something_that_cannot_be_guessed() -> None:
    assert said(alert_webhook_url=HOOK["alert_webhook_url"]) == [
        f"ALERT_WEBHOOK_SECRET: is missing, and ALERT_WEBHOOK_URL is set; {SECRET_FIX}"
    ]
    assert said(**HOOK | {"alert_webhook_secret": "short"}) == [
        f"ALERT_WEBHOOK_SECRET: is too short; {SECRET_FIX}"
    ]
