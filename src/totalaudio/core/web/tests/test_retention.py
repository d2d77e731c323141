"""What nobody needs any more goes at night, and what somebody still needs stays."""

import json
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.core.lib.ids import new_id
from totalaudio.core.web.models import DemoCall, Letter
from totalaudio.core.web.tasks import forget

pytestmark = pytest.mark.usefixtures("db")


def letter(days: float, *, is_held: bool = False, task: str | None = None) -> UUID:
    made = Letter.objects.using("system").create(
        sender="", recipients=["g@example.com"], subject="", body="", is_held=is_held
    )
    then = timezone.now() - timedelta(days=days)
    Letter.objects.using("system").filter(id=made.id).update(written_at=then)
    if task:
        with connections["system"].cursor() as cursor:
            cursor.execute(
                """INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)
                VALUES ('mail', 'mail.deliver', 0, %s, %s)""",
                [json.dumps({"letter_id": str(made.id)}), task],
            )
    return made.id


def call(starts_at: datetime) -> UUID:
    made = DemoCall(starts_at=starts_at, name="Gina", email="g@example.com", company="Made-up",
                    key_hash=str(new_id()))  # fmt: skip
    made.save(using="system")
    return made.id


def test_letters_that_failed_or_were_held_long_ago_go_and_no_others() -> None:
    letter(8.1, task="failed")
    letter(8.1)
    letter(30.1, is_held=True)
    stay = {
        letter(7.9, task="failed"),
        letter(8.1, task="todo"),
        letter(8.1, task="doing"),
        letter(29.9, is_held=True),
    }
    forget(timestamp=0)
    assert set(Letter.objects.using("system").values_list("id", flat=True)) == stay


def test_calls_go_ninety_days_after_their_time() -> None:
    now = timezone.now()
    call(now - timedelta(days=90, minutes=1))
    stay = {call(now - timedelta(days=89)), call(now + timedelta(days=1))}
    forget(timestamp=0)
    assert set(DemoCall.objects.using("system").values_list("id", flat=True)) == stay


def test_staff_see_how_many_letters_failed(operator: Person) -> None:
    letter(1, task="failed")
    letter(1, task="todo")
    letter(1, is_held=True)
    answer = operator.client().get("/operator/")
    found = {stat.label: stat.value for stat in answer.context["stats"]}
    assert (found["Letters that failed"], found["Letters to send"]) == ("1", "2")
