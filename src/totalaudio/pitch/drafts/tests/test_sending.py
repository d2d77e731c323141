"""Handing approved pitches to sending."""

import pytest
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import make_target
from totalaudio.pitch import models
from totalaudio.pitch.drafts.tests.making import (
    campaign_of,
    contact_of,
    mailbox_of,
    pitches,
    set_state,
    targets_of,
    write,
)
from totalaudio.pitch.drafts.tests.test_review import words
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


def test_sending_asks_for_a_mailbox_first(alice: Person, campaign: Campaign) -> None:
    client, url = alice.client(), f"/pitch/campaigns/{campaign.id}/send/"
    assert "Nothing is approved" in client.get(url).content.decode()
    write(alice, campaign, targets_of(alice, campaign, 1))
    set_state(campaign, PitchState.APPROVED)
    assert "No mailbox to send from" in client.get(url).content.decode()


def test_sending_says_what_will_not_go_and_queues_the_rest(
    alice: Person, campaign: Campaign
) -> None:
    mailbox_of(alice)
    free = contact_of(
        alice, 1, email="someone@gmail.com", email_key="someone@gmail.com", email_kind="free"
    )
    fine = contact_of(alice, 2)
    write(alice, campaign, [make_target(campaign, one) for one in (free, fine)])
    set_state(campaign, PitchState.APPROVED)
    client, url = alice.client(), f"/pitch/campaigns/{campaign.id}/send/"
    said = words(client.get(url).content.decode())
    assert "1 of 2 approved pitches can go from me@mine.example" in said
    assert "someone@gmail.com is one person's own address" in said
    assert client.post(url).status_code == 302
    assert [(one.contact_id, one.state) for one in pitches(campaign)] == [
        (free.id, PitchState.APPROVED),
        (fine.id, PitchState.QUEUED),
    ]
    assert [send.contact_id for send in models.Send.objects.using("system").all()] == [fine.id]


def test_with_two_mailboxes_the_chosen_one_sends_and_never_one_of_others(
    alice: Person, charlie: Person, campaign: Campaign
) -> None:
    mailbox_of(alice, "a@mine.example")
    second = mailbox_of(alice, "b@mine.example")
    theirs = mailbox_of(charlie, "c@theirs.example")
    write(alice, campaign, targets_of(alice, campaign, 1))
    set_state(campaign, PitchState.APPROVED)
    client, url = alice.client(), f"/pitch/campaigns/{campaign.id}/send/"
    page = client.get(f"{url}?mailbox={theirs.id}").content.decode()
    assert "c@theirs.example" not in page
    client.post(url, {"mailbox": str(second.id)})
    assert [send.mailbox_id for send in models.Send.objects.using("system").all()] == [second.id]
    assert Pitch.objects.using("system").get().state == PitchState.QUEUED
