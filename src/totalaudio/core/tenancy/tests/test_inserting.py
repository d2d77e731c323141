"""Many rows go in by one statement, as the ORM would have written them, and no further than the walls allow."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.contacts.models import Outlet
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.inserting import insert_all


def _acting(person: Person) -> Any:
    return context(user_id=person.id, workspace_id=person.workspace_id, role=person.role or "")


def _outlets(person: Person, number: int) -> list[Outlet]:
    return [
        Outlet(workspace_id=person.workspace_id, name=f"Radio {n}", name_key=f"radio {n}")
        for n in range(number)
    ]


def test_every_kind_of_value_comes_back_as_it_was(alice: Person) -> None:
    made = Campaign(
        workspace_id=alice.workspace_id, artist='Zoë "X" \\', title="{a,b}\nÉ 🎵", release_type="single",
        genres=["house", 'deep, "house"', ""], impact_date=date(2026, 12, 1), budget=2**40, goal_outcomes=None,
        notes="null", created_by_id=alice.id,
    )  # fmt: skip
    with _acting(alice):
        insert_all([made])
    found = Campaign.objects.using("system").get(id=made.id)
    for field in Campaign._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(made, field.attname), field.name


def test_thousands_of_rows_are_one_statement_for_each_five_thousand(alice: Person) -> None:
    with _acting(alice), CaptureQueriesContext(connection) as asked:
        insert_all(_outlets(alice, 5_001))
    assert len([one for one in asked.captured_queries if "INSERT" in one["sql"]]) == 2
    assert Outlet.objects.using("system").filter(workspace=alice.workspace).count() == 5_001


def test_nothing_is_nothing(alice: Person) -> None:
    with _acting(alice), CaptureQueriesContext(connection) as asked:
        insert_all([])
    assert [one for one in asked.captured_queries if "INSERT" in one["sql"]] == []


def test_rows_that_are_there_are_passed_over_when_that_is_asked_for(alice: Person) -> None:
    with _acting(alice):
        insert_all(_outlets(alice, 2))
        insert_all(_outlets(alice, 3), conflicts="ON CONFLICT DO NOTHING")
    assert Outlet.objects.using("system").filter(workspace=alice.workspace).count() == 3


def test_nobody_puts_rows_into_another_workspace(alice: Person, charlie: Person) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), _acting(alice):
        insert_all(_outlets(charlie, 1))
    assert Outlet.objects.using("system").filter(workspace=charlie.workspace).count() == 0
