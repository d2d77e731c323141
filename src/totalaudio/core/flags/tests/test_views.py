from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.core.flags import queries
from totalaudio.core.flags.models import StoredOverride
from totalaudio.core.flags.names import FlagName

LIST, FLAG = "/operator/flags/", "/operator/flags/export-formats/"
FORM = {"value": "off", "scope": "all", "subject": "", "reason": "A try", "ends": ""}


@pytest.fixture
def browser(operator: Person) -> Client:
    return operator.client()


def page(browser: Client, path: str = FLAG) -> str:
    return browser.get(path).content.decode()


def overridden() -> list[tuple[str, str, str, str]]:
    return [(o.for_whom, o.value, o.reason, o.by) for o in queries.overrides(using="system")]


def test_the_list_has_every_flag_with_its_state(browser: Client) -> None:
    shown = {flag.flag.name: flag.state for flag in browser.get(LIST).context["flags"]}
    assert shown == {
        "metrics-tracking": "On",
        "analytics-dashboard": "On",
        "payment-processing": "Off",
        "batch-enrichment": "On",
        "export-formats": "On",
        "ai-pitch-suggestions": "Off",
        "social-media-posting": "Not built",
        "newsletter-automation": "Not built",
    }
    assert list(shown) == list(FlagName)


def test_an_override_is_set_and_taken_back_with_its_history(browser: Client, alice: Person) -> None:
    sent = FORM | {"scope": "user", "subject": "Alice@example.com", "ends": "7d"}
    assert browser.post(FLAG, sent)["Location"] == FLAG
    assert overridden() == [("alice@example.com", "off", "A try", "olive@example.com")]
    shown = page(browser)
    assert "export-formats is off for alice@example.com." in shown
    assert "<b>Off</b> for alice@example.com, until" in shown
    cleared = {"scope": "user", "subject": str(alice.id), "reason": "Tried"}
    assert browser.post(f"{FLAG}clear", cleared)["Location"] == FLAG
    assert overridden() == []
    titles = [(entry.title, entry.detail) for entry in browser.get(FLAG).context["entries"]]
    assert titles == [
        ("For alice@example.com: off → as declared", "Tried"),
        ("For alice@example.com: as declared → off", "A try"),
    ]


def test_the_state_for_everybody_is_what_the_database_has(browser: Client) -> None:
    browser.post(FLAG, FORM)
    answer = browser.get(FLAG)
    assert answer.context["flag"].state == "Off"
    assert answer.context["steps"][-2:] == (
        "An override for all says off.",
        "So export-formats is off.",
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": " "}, "This field is required."),
        ({"subject": "olive@example.com"}, "Nobody is named for everybody."),
        ({"scope": "user"}, "Say who."),
        ({"scope": "user", "subject": "no@example.com"}, "There is no user no@example.com"),
        ({"scope": "workspace", "subject": "Nowhere"}, "There is no workspace Nowhere"),
        ({"ends": "soon"}, "soon is no end in time"),
        ({"ends": "2020-01-01"}, "2020-01-01 is over"),
        ({"value": "maybe"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_form(
    browser: Client, changed: dict[str, str], said: str
) -> None:
    answer = browser.post(FLAG, FORM | changed)
    assert (answer.status_code, overridden()) == (200, [])
    assert said in answer.content.decode()


def test_a_day_ends_with_the_day_of_whoever_wrote_it(browser: Client, operator: Person) -> None:
    operator.user.zone = "America/New_York"
    operator.user.save(using="system")
    browser.post(FLAG, FORM | {"ends": "2099-06-30"})
    ends_at = StoredOverride.objects.using("system").get().expires_at
    assert ends_at is not None
    assert ends_at.isoformat() == "2099-07-01T03:59:59+00:00"


def test_taking_back_needs_a_reason(browser: Client) -> None:
    browser.post(FLAG, FORM)
    browser.post(f"{FLAG}clear", {"scope": "all", "subject": "", "reason": ""})
    assert "Say why the override is taken back." in page(browser)
    assert len(overridden()) == 1


def test_what_two_take_back_is_taken_back_once(browser: Client) -> None:
    browser.post(f"{FLAG}clear", {"scope": "all", "subject": "", "reason": "Me too"})
    assert "It was already taken back." in page(browser)


def test_what_is_not_built_has_no_form_and_takes_none(browser: Client) -> None:
    path = "/operator/flags/newsletter-automation/"
    assert "Override it" not in page(browser, path)
    answer = browser.post(path, FORM | {"value": "on"})
    assert overridden() == []
    assert answer.status_code == 200


def test_what_is_on_or_off_for_all_names_nobody(browser: Client) -> None:
    shown = page(browser, "/operator/flags/metrics-tracking/")
    assert 'name="subject"' not in shown
    assert "Override it" in shown


def test_an_override_that_has_ended_is_due(browser: Client) -> None:
    browser.post(FLAG, FORM | {"ends": "1h"})
    StoredOverride.objects.using("system").update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "An override has ended and can be taken back." in page(browser, LIST)
    assert browser.get(FLAG).context["flag"].standing == 0
    assert browser.get(FLAG).context["flag"].state == "On"


def test_an_override_of_a_flag_that_is_gone_is_told(browser: Client) -> None:
    browser.post(FLAG, FORM)
    assert "Overrides without a flag" not in page(browser, LIST)
    StoredOverride.objects.using("system").update(flag="once-upon-a-time")
    assert "once-upon-a-time: no longer declared" in page(browser, LIST)


def test_texts_of_people_stay_texts(browser: Client) -> None:
    browser.post(FLAG, FORM | {"reason": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in page(browser)


def test_there_is_no_page_of_a_flag_that_is_not_declared(browser: Client) -> None:
    assert browser.get("/operator/flags/nope/").status_code == 404


@pytest.mark.parametrize("path", [LIST, FLAG])
def test_nobody_else_sees_them(alice: Person, path: str) -> None:
    assert alice.client().get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_more_overrides_need_no_more_queries(
    browser: Client, alice: Person, charlie: Person
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(browser, LIST)
        return len(queries)

    browser.post(FLAG, FORM)
    with_one = asked()
    for person in (alice, charlie):
        browser.post(FLAG, FORM | {"scope": "user", "subject": person.user.email})
    assert len(overridden()) == 3
    assert asked() == with_one
