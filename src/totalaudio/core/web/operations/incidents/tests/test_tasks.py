"""What the worker does for incidents every minute."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from pytest_django import Settings
from tests.support.cast import Person

from totalaudio.core.tenancy.context import context
from totalaudio.core.web.models import Letter
from totalaudio.core.web.operations.incidents.tasks import follow_incidents, forget
from totalaudio.core.web.operations.incidents.tests.happening import opened, record, system
from totalaudio.core.web.tests.smtp import post_office
from totalaudio_ops.happenings import Kind, tell
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.mailing import MailServer

pytestmark = pytest.mark.usefixtures("db")

DUTY = Audience(("duty@example.com",), pages="https://tap.example.org")


def test_a_minute_fills_the_timeline_finds_what_is_late_and_tells_people(
    settings: Settings,
) -> None:
    settings.ALERT_AUDIENCE = DUTY
    ref = opened("P0", now=timezone.now() - timedelta(minutes=20))
    with system() as connection:
        tell(connection, Kind.DEPLOY, "Tracker 2.4.0 was deployed.", key="1")
    follow_incidents(timestamp=0)
    follow_incidents(timestamp=1)
    assert record("SELECT kind FROM ops.incident_entries ORDER BY at, id") == [
        ("opened",),
        ("deploy",),
        ("breach",),
    ]
    letters = Letter.objects.using("system").order_by("written_at")
    assert [letter.subject for letter in letters] == [
        f"P0 {ref} opened: Runs fail",
        f"P0 {ref} response is late: Runs fail",
    ]
    assert all(letter.is_held and letter.recipients == ["duty@example.com"] for letter in letters)
    assert f"https://tap.example.org/operator/incidents/{ref}/" in letters[0].body


def test_with_a_mail_server_it_is_sent(settings: Settings) -> None:
    settings.ALERT_AUDIENCE, settings.HAS_OUTBOX = DUTY, False
    ref = opened("P1")
    with post_office() as post:
        settings.ALERT_WAYS = {"mail": MailServer(post.url, "hello@tap.example.org")}
        follow_incidents(timestamp=0)
        assert [message["Subject"] for message in post.arrived] == [f"P1 {ref} opened: Runs fail"]
    assert Letter.objects.using("system").count() == 0


def test_a_changed_flag_is_in_the_timeline(operator: Person, settings: Settings) -> None:
    settings.ALERT_AUDIENCE = Audience()
    opened("P1", now=timezone.now() - timedelta(minutes=5))
    from totalaudio.core.flags import actions
    from totalaudio.core.flags.names import FlagName, Scope

    with context(user_id=operator.id):
        actions.set_override(
            using="default",
            flag=FlagName.EXPORT_FORMATS,
            scope=Scope.ALL,
            subject=None,
            value="off",
            reason="Workbooks break",
            expires_at=None,
        )
    follow_incidents(timestamp=0)
    assert record("SELECT text FROM ops.incident_entries WHERE kind = 'flag'") == [
        ("The flag export-formats was switched off for all: Workbooks break",)
    ]


def test_every_night_what_was_sent_long_ago_is_forgotten(settings: Settings) -> None:
    settings.ALERT_AUDIENCE = DUTY
    opened("P1")
    follow_incidents(timestamp=0)
    forget(timestamp=0)
    assert record("SELECT count(*) FROM ops.notifications") == [(1,)]
    with system() as connection:
        connection.execute("UPDATE ops.notifications SET sent_at = sent_at - interval '401 days'")
    forget(timestamp=1)
    assert record("SELECT count(*) FROM ops.notifications") == [(0,)]


def test_it_comes_round_every_minute_and_forgets_every_night() -> None:
    crons = {name: one.cron for (name, _), one in app.periodic_registry.periodic_tasks.items()}
    assert crons["incidents.follow"] == "* * * * * 15"
    assert crons["incidents.forget"] == "55 3 * * *"


def test_the_app_role_sees_no_incident_of_its_own_accord() -> None:
    opened("P1")
    with context(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ops.incidents")
        assert cursor.fetchone() == (0,)
