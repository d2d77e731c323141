"""Home, writing, progress, and the page of one pitch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import make_target
from totalaudio.pitch.drafts import writing
from totalaudio.pitch.drafts.tests.making import (
    FORM,
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
from totalaudio.pitch.models import Batch, Template
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


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
    assert f'<a class="next-step" href="/pitch/campaigns/{campaign.id}/send/">Send 2</a>' in page
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
