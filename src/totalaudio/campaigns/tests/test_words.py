"""Stages, states, channels and kinds have one definition: the database, forms and models say the same words."""

import re
from enum import StrEnum

import psycopg
import pytest
from django.db.models import Field
from tests.support.database import Urls

from totalaudio.campaigns.models import Campaign, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.campaigns.stages import (
    LABELS,
    CampaignStatus,
    Channel,
    FollowUpState,
    OutcomeKind,
    ReleaseType,
    ReplyKind,
    Stage,
    choices,
)
from totalaudio.core.tenancy.models import TenantModel

COLUMNS: list[tuple[type[TenantModel], str, type[StrEnum]]] = [
    (Campaign, "status", CampaignStatus),
    (Campaign, "release_type", ReleaseType),
    (Target, "stage", Stage),
    (Touch, "channel", Channel),
    (Reply, "kind", ReplyKind),
    (Outcome, "kind", OutcomeKind),
    (FollowUp, "state", FollowUpState),
]


@pytest.mark.parametrize(("model", "column", "words"), COLUMNS)
def test_the_database_takes_exactly_the_words_that_there_are(
    db: Urls, model: type[TenantModel], column: str, words: type[StrEnum]
) -> None:
    with psycopg.connect(db.system) as connection:
        rules = connection.execute(
            """SELECT pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = %s::regclass AND contype = 'c'""",
            [f"totalaudio.{model._meta.db_table}"],
        ).fetchall()
    of_column = [rule for (rule,) in rules if re.search(rf"\(\(?{column}\)?::text = ANY", rule)]
    assert len(of_column) == 1
    assert set(re.findall(r"'([^']+)'", of_column[0])) == set(words)


@pytest.mark.parametrize(("model", "column", "words"), COLUMNS)
def test_forms_offer_the_same_words_in_the_same_order(
    model: type[TenantModel], column: str, words: type[StrEnum]
) -> None:
    field = model._meta.get_field(column)
    assert isinstance(field, Field)
    assert list(field.choices or ()) == choices(words)
    assert [value for value, _ in choices(words)] == list(words)
    assert all(LABELS[word][0].isupper() for word in words)


def test_the_stages_stand_in_the_order_of_the_board() -> None:
    assert [label for _, label in choices(Stage)] == [
        "To pitch",
        "Pitched",
        "Replied",
        "Added",
        "Declined",
        "No response",
    ]
