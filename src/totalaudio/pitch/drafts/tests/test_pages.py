"""Home, templates, voice, writing, progress, one pitch, and sending."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import make_target
from totalaudio.pitch import models
from totalaudio.pitch.drafts import writing
from totalaudio.pitch.drafts.tests.making import (
    campaign_of,
    contact_of,
    pitches,
    set_state,
    start,
    stored,
    targets_of,
    write,
)
from totalaudio.pitch.drafts.tests.test_review import words
from totalaudio.pitch.models import Batch, Pitch, Template, Voice
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")

FORM = {
    "name": "Mine",
    "kind": "radio",
    "subject_1": "For {outlet}",
    "subject_2": "{track}",
    "subject_3": "A barn",
    "body": "{greeting}\n\n{hook}\n\n{link}",
}


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


def mailbox_of(person: Person, address: str = "me@mine.example") -> models.Mailbox:
    """An outbox on this machine, and who its messages are from."""
    row = models.Mailbox(
        workspace_id=person.workspace_id, kind="local", address=address, sender_name="Me Myself"
    )
    row.save(using="system")
    models.SenderIdentity.objects.using("system").get_or_create(
        workspace_id=person.workspace_id,
        defaults={
            "organisation": "Alice Plugs",
            "postal_address": "1 Example Street",
            "notice_key": person.workspace_id.hex,
        },
    )
    return row


def test_home_leads_to_a_campaign_when_there_is_none(alice: Person) -> None:
    page = alice.client().get("/pitch/").content.decode()
    assert "No campaign to pitch yet" in page
    assert 'href="/tracker/campaigns/new' in page


def test_home_says_what_is_next_for_each_campaign(alice: Person, campaign: Campaign) -> None:
    client = alice.client()
    targets = targets_of(alice, campaign, 3)
    assert "Write 3" in words(client.get("/pitch/").content.decode())
    write(alice, campaign, targets[:2])
    said = words(client.get("/pitch/").content.decode())
    assert "The Examples: Example Song 1 2 0 0 0 0 Review 2" in said
    set_state(campaign, PitchState.APPROVED)
    page = client.get("/pitch/").content.decode()
    assert "1 0 2 0 0 0 Send 2" in words(page)
    assert f'<a href="/pitch/campaigns/{campaign.id}/send/">Send 2</a>' in page
    set_state(campaign, PitchState.REPLIED)
    assert "1 0 0 0 2 2 Write 1" in words(client.get("/pitch/").content.decode())


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_the_database_as_often_for_one_as_for_three(alice: Person, number: int) -> None:
    for n in range(number):
        targets = [make_target(campaign_of(alice, title=f"Song {n}"), contact_of(alice, n))]
        write(alice, targets[0].campaign, targets)
    client = alice.client()
    client.get("/pitch/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/pitch/").content.decode()
    assert page.count("Review 1") == number
    assert len(asked) == 11


def test_one_button_writes_to_all_who_have_no_pitch(alice: Person, campaign: Campaign) -> None:
    targets_of(alice, campaign, 3)
    client = alice.client()
    page = client.get(f"/pitch/campaigns/{campaign.id}/write/")
    said = words(page.content.decode())
    assert "Write 3 pitches" in said
    assert "As Presenter 1, Example FM 1, would read it" in said
    assert "language model" not in said
    form = page.context["form"]
    sent = {name: form[name].initial for name in form.fields}
    answer = client.post(f"/pitch/campaigns/{campaign.id}/write/", sent)
    batch = Batch.objects.using("system").get()
    assert answer["Location"] == f"/pitch/batches/{batch.id}/"
    assert (batch.total, batch.template, batch.writer, batch.created_by_id) == (
        3, "", "template", alice.id,
    )  # fmt: skip


def test_targets_chosen_elsewhere_come_first(alice: Person, campaign: Campaign) -> None:
    first, second, _ = targets_of(alice, campaign, 3)
    path = f"/pitch/campaigns/{campaign.id}/write/"
    query = f"?target={first.id}&target={second.id}&target=nonsense"
    client = alice.client()
    assert "2 chosen targets" in words(client.get(f"{path}{query}").content.decode())
    sent = {"who": "chosen", "target": [str(first.id), str(second.id)], "template": ""}
    client.post(path, sent)
    assert Batch.objects.using("system").get().targets == [first.id, second.id]


def test_nobody_waits_for_a_pitch(alice: Person, campaign: Campaign) -> None:
    page = alice.client().get(f"/pitch/campaigns/{campaign.id}/write/").content.decode()
    assert "Nobody waits for a pitch" in page


def test_a_choice_that_is_none_is_refused(alice: Person, campaign: Campaign) -> None:
    targets_of(alice, campaign, 1)
    path = f"/pitch/campaigns/{campaign.id}/write/"
    for sent in (
        {"who": "9"},
        {"who": "1", "template": "no-such"},
        {"who": "1", "writer": "model"},
    ):
        answer = alice.client().post(path, sent)
        assert (answer.status_code, Batch.objects.using("system").count()) in {(422, 0), (302, 1)}
    made = Batch.objects.using("system").get()
    assert (
        made.writer == "template"
    )  # the field is not offered, so what is sent for it counts for nothing


def test_progress_is_true_and_leads_on_when_it_is_done(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PART", 1)
    monkeypatch.setattr(writing, "TURN", -1.0)
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 2)])
    client, url = alice.client(), f"/pitch/batches/{batch.id}/"
    assert "0 of 2 Waiting" in words(client.get(url).content.decode())
    writing.run(batch.workspace_id, batch.id)
    part = client.get(f"{url}progress")
    assert "<strong>1</strong> of 2" in part.content.decode()
    assert "HX-Redirect" not in part.headers
    writing.run(batch.workspace_id, batch.id)
    writing.run(batch.workspace_id, batch.id)
    assert client.get(f"{url}progress")["HX-Redirect"] == f"/pitch/campaigns/{campaign.id}/review/"
    assert "2 of 2 Done" in words(client.get(url).content.decode())


def test_who_got_no_pitch_is_listed_by_name(alice: Person, campaign: Campaign) -> None:
    nowhere = make_target(campaign, contact_of(alice, 1, email="", email_key=""))
    batch = write(alice, campaign, [nowhere])
    client, url = alice.client(), f"/pitch/batches/{batch.id}/"
    said = words(client.get(url).content.decode())
    assert "Without a pitch Presenter 1 No address to write to." in said
    assert client.get(f"{url}progress")["HX-Redirect"] == url


def test_a_batch_can_be_cancelled(alice: Person, campaign: Campaign) -> None:
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 1)])
    client = alice.client()
    client.post(f"/pitch/batches/{batch.id}/cancel")
    assert stored(batch).state == "cancelled"
    page = client.post(f"/pitch/batches/{batch.id}/cancel", follow=True).content.decode()
    assert "It had already ended." in page


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


def test_one_pitch_has_a_page_and_can_be_written_again(alice: Person, campaign: Campaign) -> None:
    (target,) = targets_of(alice, campaign, 1)
    client, url = alice.client(), f"/pitch/targets/{target.id}/"
    assert "Write the pitch" in words(client.get(url).content.decode())
    answer = client.post(f"{url}again")
    batch = Batch.objects.using("system").get()
    assert answer["Location"] == f"/pitch/batches/{batch.id}/"
    writing.run(batch.workspace_id, batch.id)
    assert client.get(f"/pitch/batches/{batch.id}/progress")["HX-Redirect"] == url
    (pitch,) = pitches(campaign)
    decided = client.post(f"/pitch/texts/{pitch.id}/", {"do": "approve", "alone": "1"})
    assert decided["Location"] == url
    assert "approved" in words(client.get(url).content.decode())


def test_writing_again_keeps_to_its_template_while_that_is_there(
    alice: Person, campaign: Campaign
) -> None:
    (target,) = targets_of(alice, campaign, 1)
    client = alice.client()
    client.post("/pitch/templates/new", FORM)
    own = Template.objects.using("system").get()
    key = str(own.id)
    write(alice, campaign, [target], template=key)
    client.post(f"/pitch/targets/{target.id}/again")
    own.delete(using="system")
    client.post(f"/pitch/targets/{target.id}/again")
    asked = Batch.objects.using("system").order_by("id").values_list("template", flat=True)
    assert list(asked) == [key, key, ""]


def test_writing_again_asks_before_an_edit_is_lost(alice: Person, campaign: Campaign) -> None:
    (target,) = targets_of(alice, campaign, 1)
    write(alice, campaign, [target])
    (pitch,) = pitches(campaign)
    client, url = alice.client(), f"/pitch/targets/{target.id}/"
    client.post(f"/pitch/texts/{pitch.id}/", {"do": "save", "body": "My own.", "alone": "1"})
    assert "Writing it again loses what was changed." in client.get(url).content.decode()
    client.post(f"{url}again")
    assert Batch.objects.using("system").count() == 1
    client.post(f"{url}again", {"lose": "1"})
    batch = Batch.objects.using("system").order_by("-id").first()
    assert batch
    writing.run(batch.workspace_id, batch.id)
    (again,) = pitches(campaign)
    assert (again.id, again.body, again.writer) == (pitch.id, pitch.body, "template")


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
