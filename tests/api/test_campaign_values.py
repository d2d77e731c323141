"""What programs say of campaigns and targets is held to what people may say, and breaks no page."""

from typing import Any

import pytest

from tests.api.calling import Program, program_of
from tests.support.cast import Person
from totalaudio.campaigns.models import Campaign, Target
from totalaudio.contacts.models import ContactList
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.tracker.tests.making import make_campaign, make_follow_up, make_target

SAID = {"artist": "The Examples", "title": "Night Bus"}


@pytest.fixture
def program(alice: Person) -> Program:
    return program_of(alice)


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace)


def test_targets_come_from_contacts_or_from_a_list_and_never_from_both_or_neither(
    alice: Person, program: Program, campaign: Campaign
) -> None:
    assert alice.workspace
    contact = make_contact(alice.workspace, "Ada Example", "ada@example.com")
    of = ContactList(workspace=alice.workspace, name="Mine")
    of.save(using="system")
    path = f"campaigns/{campaign.id}/targets"
    both = {"contact_ids": [str(contact.id)], "list_id": str(of.id)}
    assert [program.post(path, body).status for body in ({}, both)] == [422, 422]
    assert not Target.objects.using("system").exists()
    one = program.post(path, {"contact_ids": [str(contact.id)]})
    assert (one.status, one.body["added"]) == (200, 1)
    assert program.post(path, {"list_id": str(of.id)}).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"impact_date": "0001-01-01"},
        {"impact_date": "1999-12-31"},
        {"impact_date": "9999-12-31"},
        {"budget": 100_000_000_01},
        {"spend": -1},
    ],
)
def test_what_no_page_could_keep_no_program_keeps(
    program: Program, campaign: Campaign, wrong: dict[str, Any]
) -> None:
    assert program.post("campaigns", SAID | wrong).status == 422
    make_follow_up(make_target(campaign))
    assert program.call("PATCH", f"campaigns/{campaign.id}", wrong).status == 422


def test_an_outcome_of_another_century_is_a_slip(program: Program, campaign: Campaign) -> None:
    path = f"targets/{make_target(campaign).id}/outcomes"
    days = ("0001-01-01", "1999-12-31", "2000-01-01")
    answers = [program.post(path, {"kind": "play", "date": day}).status for day in days]
    assert answers == [422, 422, 201]
