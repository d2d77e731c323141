"""The review queue: read, change, approve, skip, take back, go on."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import acting, make_target
from totalaudio.pitch import models
from totalaudio.pitch.drafts import reviewing
from totalaudio.pitch.drafts.tests.making import (
    HOOK,
    LINK,
    campaign_of,
    contact_of,
    pitches,
    proof_of,
    set_state,
    targets_of,
    write,
)
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")

GAP = "Hello,\n\n[add the outlet] might like this. Recorded live in one take.\n\nCould you play it?"


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


def words(page: str) -> str:
    """What the main part of a page says."""
    main = page.split("<main")[1].split("</main")[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())


def url_of(campaign: Campaign, pitch: Pitch | None = None, view: str = "draft") -> str:
    here = f"/pitch/campaigns/{campaign.id}/review/"
    return f"{here}?show={view}&pitch={pitch.id}" if pitch else here


def written(person: Person, campaign: Campaign, number: int) -> list[Pitch]:
    write(person, campaign, targets_of(person, campaign, number))
    return pitches(campaign)


def decide(person: Person, pitch: Pitch, do: str, **more: str) -> str:
    """Send the form of a pitch; where it leads."""
    answer = person.client().post(f"/pitch/texts/{pitch.id}/", {"do": do} | more)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"])


def test_the_queue_shows_one_pitch_with_its_subjects_text_and_facts(
    alice: Person, campaign: Campaign
) -> None:
    contact = contact_of(
        alice, outlet_name="Example FM", submission_guidelines="WAV by link, no attachments."
    )
    proof_of(contact, "outlet", "Example FM", quote="You are listening to Example FM")
    write(alice, campaign, [make_target(campaign, contact)])
    page = alice.client().get(url_of(campaign)).content.decode()
    said = words(page)
    for text in (
        "Presenter 1", "presenter at Example FM", "presenter1@station.example",
        "By outlet",
        "By track", "By curiosity", HOOK, LINK,
        "You are listening to Example FM", "WAV by link, no attachments.", "1 of 1",
    ):  # fmt: skip
        assert text in said, text
    assert 'href="https://station.example/about"' in page


def test_a_pitch_is_stored_under_the_very_id_under_which_it_is_listed(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    listed = alice.client().get(url_of(campaign)).content.decode()
    assert f"/pitch/texts/{pitch.id}/" in listed
    assert pitch.workspace_id == alice.workspace_id
    assert f"/pitch/texts/{pitch.id}/" in bob.client().get(url_of(campaign)).content.decode()


def test_approving_goes_on_with_the_next_and_can_be_taken_back(
    alice: Person, campaign: Campaign
) -> None:
    first, second, third = written(alice, campaign, 3)
    assert decide(alice, second, "approve").endswith(f"?pitch={third.id}")
    assert decide(alice, third, "skip").endswith(f"?pitch={first.id}")
    states = [one.state for one in pitches(campaign)]
    assert states == [PitchState.DRAFT, PitchState.APPROVED, PitchState.SKIPPED]
    approved = pitches(campaign)[1]
    assert (approved.approved_by_id, approved.approved_at is None) == (alice.id, False)
    answer = alice.client().post(f"/pitch/texts/{second.id}/undo")
    assert answer["Location"] == url_of(campaign, second)
    assert pitches(campaign)[1].state == PitchState.DRAFT
    assert pitches(campaign)[1].approved_by_id is None


def test_after_the_last_decision_the_page_leads_to_sending(
    alice: Person, campaign: Campaign
) -> None:
    (only,) = written(alice, campaign, 1)
    where = decide(alice, only, "approve")
    page = words(alice.client().get(where).content.decode())
    assert "All of them are read 1 pitch is approved and can be sent." in page


def test_approving_keeps_what_was_typed(alice: Person, campaign: Campaign) -> None:
    (pitch,) = written(alice, campaign, 1)
    body = f"{pitch.body}\n\nSee you on Friday."
    decide(alice, pitch, "approve", subject="own", own_subject="A choir\r\n in a barn", body=body)
    (kept,) = pitches(campaign)
    assert (kept.subject, kept.body, kept.writer) == ("A choir in a barn", body, "hand")


def test_choosing_another_of_the_three_subjects_is_no_edit_by_hand(
    alice: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    decide(alice, pitch, "save", subject="2", body=pitch.body.replace("\n", "\r\n"))
    (kept,) = pitches(campaign)
    assert (kept.subject, kept.writer, kept.body) == (pitch.subjects[2], "template", pitch.body)


def test_a_text_with_a_gap_cannot_be_approved_and_is_kept(
    alice: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    answer = alice.client().post(f"/pitch/texts/{pitch.id}/", {"do": "approve", "body": GAP})
    assert answer.status_code == 422
    said = words(answer.content.decode())
    assert "This text cannot be approved yet" in said
    assert "Cannot be approved yet" in said
    (kept,) = pitches(campaign)
    assert (kept.state, kept.body) == (PitchState.DRAFT, GAP)


def test_an_approved_text_that_is_changed_has_to_be_approved_again(
    alice: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    decide(alice, pitch, "approve")
    decide(alice, pitch, "save", body=f"{pitch.body} And one more thing.")
    assert pitches(campaign)[0].state == PitchState.DRAFT


def test_the_rules_are_asked_while_one_types_and_the_text_is_saved(
    alice: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    answer = alice.client().post(f"/pitch/texts/{pitch.id}/check", {"body": GAP})
    part = answer.content.decode()
    assert "Cannot be approved yet" in part
    assert "Saved" in part
    assert "<main" not in part
    (kept,) = pitches(campaign)
    assert kept.body == GAP
    assert "refuse" in {one["level"] for one in kept.problems}


@pytest.mark.parametrize("state", [PitchState.QUEUED, PitchState.SENT, PitchState.REPLIED])
@pytest.mark.parametrize("do", ["save", "approve", "skip", "undo"])
def test_what_was_handed_to_sending_stays_as_it_is(
    alice: Person, campaign: Campaign, state: PitchState, do: str
) -> None:
    (pitch,) = written(alice, campaign, 1)
    set_state(campaign, state)
    decide(alice, pitch, do, body="Other words.")
    part = alice.client().post(f"/pitch/texts/{pitch.id}/check", {"body": "Other words."})
    assert "so it stays as it is." in part.content.decode()
    (kept,) = pitches(campaign)
    assert (kept.state, kept.body) == (state, pitch.body)


def test_all_without_findings_are_approved_at_once(alice: Person, campaign: Campaign) -> None:
    first, second, third = written(alice, campaign, 3)
    with acting(alice) as by:
        own = reviewing.Words(second.subject, GAP)
        reviewing.edit(by=by, pitch_id=second.id, words=own)
    warned = {"rule": "r", "level": "warn", "message": "m", "remedy": "x", "start": 0, "end": 0,
              "part": "body"}  # fmt: skip
    Pitch.objects.using("system").filter(id=third.id).update(problems=[warned])
    Pitch.objects.using("system").filter(id=first.id).update(problems=[])
    page = alice.client().post(f"/pitch/campaigns/{campaign.id}/approve", follow=True)
    assert "1 approved. 2 still to read." in page.content.decode()
    assert [one.state for one in pitches(campaign)] == ["approved", "draft", "draft"]


def test_an_unknown_pitch_or_view_shows_the_first_to_review(
    alice: Person, campaign: Campaign
) -> None:
    first, _ = written(alice, campaign, 2)
    for query in ("pitch=nonsense", f"pitch={campaign.id}", "show=nonsense"):
        page = alice.client().get(f"{url_of(campaign)}?{query}").content.decode()
        assert f'action="/pitch/texts/{first.id}/"' in page


def test_previous_and_next_walk_through_the_view(alice: Person, campaign: Campaign) -> None:
    first, second, third = written(alice, campaign, 3)
    page = unescape(alice.client().get(url_of(campaign, second)).content.decode())
    assert f'href="{url_of(campaign, first)}" data-key="k"' in page
    assert f'href="{url_of(campaign, third)}" data-key="j"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_database_as_often_for_one_as_for_three(
    alice: Person, campaign: Campaign, number: int
) -> None:
    written(alice, campaign, number)
    client = alice.client()
    client.get(url_of(campaign))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url_of(campaign)).content.decode()
    assert page.count('<li><a href="/pitch/campaigns/') >= number
    assert len(asked) == 26


def test_hostile_words_are_shown_as_words(alice: Person, campaign: Campaign) -> None:
    contact = contact_of(alice, name="<script>alert(1)</script>", outlet_name="</textarea><b>x")
    write(alice, campaign, [make_target(campaign, contact)])
    page = alice.client().get(url_of(campaign)).content.decode()
    assert "<script>alert" not in page
    assert "</textarea><b>" not in page


def test_others_find_nothing_and_change_nothing(
    alice: Person, charlie: Person, clara: Person, campaign: Campaign
) -> None:
    (pitch,) = written(alice, campaign, 1)
    paths = [
        f"/pitch/texts/{pitch.id}/",
        f"/pitch/texts/{pitch.id}/undo",
        f"/pitch/texts/{pitch.id}/check",
        f"/pitch/campaigns/{campaign.id}/approve",
        f"/pitch/targets/{pitch.target_id}/again",
    ]
    for person, status in ((charlie, 404), (clara, 403)):
        client = person.client()
        sent = {"do": "approve", "body": "Theirs."}
        assert {client.post(path, sent).status_code for path in paths} == {status}
        assert client.get(url_of(campaign)).status_code == status
    (kept,) = pitches(campaign)
    assert (kept.state, kept.body) == (PitchState.DRAFT, pitch.body)
    assert "Example Song" not in charlie.client().get("/pitch/").content.decode()
    assert "Example Song" not in clara.client().get("/pitch/").content.decode()


def test_the_verdict_of_the_gate_stands_beside_the_text(alice: Person, campaign: Campaign) -> None:
    (pitch,) = written(alice, campaign, 1)
    said = words(alice.client().get(url_of(campaign)).content.decode())
    assert "Fill it in under Compliance." in said
    models.SenderIdentity(
        workspace_id=alice.workspace_id,
        organisation="Alice Plugs",
        postal_address="1 Example Street",
        notice_key="a-key",
    ).save(using="system")
    said = words(alice.client().get(url_of(campaign)).content.decode())
    assert "Fill it in under Compliance." not in said
    assert pitch.state == PitchState.DRAFT
