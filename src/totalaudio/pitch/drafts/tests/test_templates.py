"""Templates with their preview, and the voice of a workspace."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import make_target
from totalaudio.pitch.drafts.tests.making import (
    FORM,
    campaign_of,
    contact_of,
    mailbox_of,
    pitches,
    set_state,
    targets_of,
    write,
)
from totalaudio.pitch.drafts.tests.test_review import words
from totalaudio.pitch.models import Template, Voice
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


def test_a_template_is_copied_changed_and_deleted(alice: Person) -> None:
    client = alice.client()
    copied = client.get("/pitch/templates/new?copy=radio").content.decode()
    assert "{hook}" in copied
    assert client.post("/pitch/templates/new", FORM)["Location"] == "/pitch/templates/"
    (row,) = Template.objects.using("system").all()
    assert (row.workspace_id, row.subjects) == (
        alice.workspace_id,
        ["For {outlet}", "{track}", "A barn"],
    )
    assert "Mine" in words(client.get("/pitch/templates/").content.decode())
    client.post(f"/pitch/templates/{row.id}/", FORM | {"name": "Ours"})
    assert [one.name for one in Template.objects.using("system").all()] == ["Ours"]
    client.post(f"/pitch/templates/{row.id}/delete")
    assert Template.objects.using("system").count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": "{outlett}"}, "outlet"),
        ({"subject_1": "{"}, "{"),
        ({"name": ""}, "This field is required."),
        ({"name": "MINE"}, "Another template has this name."),
        ({"kind": "television"}, "Select a valid choice."),
    ],
)
def test_a_template_that_cannot_be_used_is_not_kept(
    alice: Person, change: dict[str, str], said: str
) -> None:
    client = alice.client()
    client.post("/pitch/templates/new", FORM)
    answer = client.post("/pitch/templates/new", FORM | {"name": "Second"} | change)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert Template.objects.using("system").count() == 1


def test_the_preview_reads_as_real_contacts_would_and_steps_through_them(alice: Person) -> None:
    for number in (1, 2):
        contact_of(alice, number)
    client = alice.client()
    first = client.post("/pitch/templates/preview", FORM | {"at": "0"}).content.decode()
    second = client.post("/pitch/templates/preview", FORM | {"at": "1"}).content.decode()
    assert {"For Example FM 1" in first, "For Example FM 1" in second} == {True, False}
    assert {"For Example FM 2" in first, "For Example FM 2" in second} == {True, False}
    assert "(1 of 2)" in first
    assert "(2 of 2)" in second


def test_the_preview_says_what_is_not_known(alice: Person) -> None:
    contact_of(alice)
    sent = FORM | {"body": "{greeting}\n\n{coverage}\n\n{link}"}
    part = alice.client().post("/pitch/templates/preview", sent).content.decode()
    assert "Not known for this contact" in part
    assert "[add the coverage]" in part
    broken = alice.client().post("/pitch/templates/preview", FORM | {"body": "{nothing}"})
    assert "The preview comes back once the template can be read." in broken.content.decode()


def test_without_contacts_the_preview_says_that_its_values_are_made_up(alice: Person) -> None:
    part = alice.client().post("/pitch/templates/preview", FORM).content.decode()
    assert "made-up values" in part


def test_the_preview_works_without_a_script_and_saves_nothing(alice: Person) -> None:
    contact_of(alice)
    page = alice.client().post("/pitch/templates/new", FORM | {"do": "preview"}).content.decode()
    assert "For Example FM 1" in page
    assert Template.objects.using("system").count() == 0


def test_the_voice_changes_what_is_written(alice: Person, bob: Person, campaign: Campaign) -> None:
    (target,) = targets_of(alice, campaign, 1)
    write(alice, campaign, [target])
    (before,) = pitches(campaign)
    client = alice.client()
    assert client.post("/pitch/voice/", {"tone": "casual"})["Location"] == "/pitch/voice/"
    bob.client().post("/pitch/voice/", {"tone": "enthusiastic", "opener": "I plug from Hull."})
    (voice,) = Voice.objects.using("system").all()
    assert (voice.workspace_id, voice.tone, voice.opener) == (
        alice.workspace_id, "enthusiastic", "I plug from Hull.",
    )  # fmt: skip
    write(alice, campaign, [target])
    assert pitches(campaign)[0].body != before.body
    assert client.post("/pitch/voice/", {"tone": "shouting"}).status_code == 422


def test_others_see_no_template_batch_or_voice(
    alice: Person, charlie: Person, clara: Person, campaign: Campaign
) -> None:
    alice.client().post("/pitch/templates/new", FORM)
    alice.client().post("/pitch/voice/", {"tone": "casual", "opener": "I plug from Hull."})
    row = Template.objects.using("system").get()
    batch = write(alice, campaign, targets_of(alice, campaign, 1))
    paths = [f"/pitch/templates/{row.id}/", f"/pitch/batches/{batch.id}/",
             f"/pitch/campaigns/{campaign.id}/write/", f"/pitch/campaigns/{campaign.id}/send/"]  # fmt: skip
    other, client = charlie.client(), clara.client()
    assert {other.get(path).status_code for path in paths} == {404}
    assert {client.get(path).status_code for path in paths} == {403}
    assert other.post(f"/pitch/templates/{row.id}/delete").status_code == 404
    assert "Mine" not in words(other.get("/pitch/templates/").content.decode())
    assert "Hull" not in other.get("/pitch/voice/").content.decode()
    copied = other.get(f"/pitch/templates/new?copy={row.id}").content.decode()
    assert "A barn" not in copied
    theirs = campaign_of(charlie, title="Elsewhere")
    targets_of(charlie, theirs, 1)
    path = f"/pitch/campaigns/{theirs.id}/write/"
    assert other.post(path, {"who": "1", "template": str(row.id)}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_templates_sending_and_failures_ask_as_often_for_one_as_for_three(
    alice: Person, campaign: Campaign, number: int
) -> None:
    mailbox_of(alice)
    client = alice.client()
    for n in range(number):
        client.post("/pitch/templates/new", FORM | {"name": f"Template {n}"})
    write(alice, campaign, targets_of(alice, campaign, number))
    set_state(campaign, PitchState.APPROVED)
    nowhere = [
        make_target(campaign, contact_of(alice, 10 + n, email="", email_key=""))
        for n in range(number)
    ]
    batch = write(alice, campaign, nowhere)
    expected = {
        "/pitch/templates/": 9,
        f"/pitch/campaigns/{campaign.id}/send/": 21,
        f"/pitch/batches/{batch.id}/": 10,
    }
    asked = {}
    for path in expected:
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        asked[path] = len(found)
    assert asked == expected
