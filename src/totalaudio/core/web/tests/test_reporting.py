"""An error report says where, and repeats no secret."""

import sys

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter, get_exception_reporter_filter
from pytest_django import Settings

MARK = "q7zq-secret-of-the-test"


@pytest.fixture
def marked(settings: Settings) -> None:
    settings.SECRET_KEY = MARK
    settings.MAIL_SERVER = f"smtps://us:{MARK}@mail.example"
    settings.STRIPE_SECRET_KEY = settings.STRIPE_WEBHOOK_SECRETS = MARK
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": "id", "secret": MARK}]}}


@pytest.mark.usefixtures("marked")
def test_settings_are_told_without_addresses_and_secrets() -> None:
    told = get_exception_reporter_filter(None).get_safe_settings()
    assert MARK not in repr(told)
    assert "password" not in repr(told["DATABASES"]).lower()
    assert (told["LANGUAGE_CODE"], told["DEBUG"]) == ("en-gb", False)


@pytest.mark.usefixtures("marked")
def test_a_report_has_no_local_variable_and_nothing_that_was_sent() -> None:
    request = RequestFactory().post(
        "/",
        {"password": MARK, "note": MARK},
        headers={"authorization": MARK, "cookie": f"a={MARK}"},
    )

    def fail(secret: str) -> None:
        raise ValueError(len(secret))

    try:
        fail(MARK)
    except ValueError:
        report = ExceptionReporter(request, *sys.exc_info())
    told = report.get_traceback_text() + report.get_traceback_html()
    assert "ValueError" in told
    assert told.count(MARK) == 0


def test_nobody_is_mailed_about_errors() -> None:
    assert list(settings.ADMINS) == []


@pytest.mark.usefixtures("db")
def test_health_is_answered_under_any_name_and_pages_are_not() -> None:
    answers = [
        Client().get(path, headers={"host": "10.1.2.3:8000"}).status_code
        for path in ("/health", "/health/live", "/health/ready", "/", "/healthy")
    ]
    assert answers == [200, 200, 200, 400, 400]
