"""What is approved is what was shown: a text that changed under a reader is read again, and nobody's words are lost."""

from html import unescape

import pytest
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import acting
from totalaudio.pitch.drafts import reviewing
from totalaudio.pitch.drafts.tests.making import campaign_of, pitches, targets_of, write
from totalaudio.pitch.drafts.tests.test_review import url_of
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


@pytest.fixture
def pitch(alice: Person, campaign: Campaign) -> Pitch:
    write(alice, campaign, targets_of(alice, campaign, 1))
    return pitches(campaign)[0]


def seen_in(page: str) -> str:
    """Which text the form says that it shows."""
    return unescape(page.split('name="seen" value="')[1].split('"')[0])


def shown(person: Person, campaign: Campaign) -> dict[str, str]:
    """The form as a browser has it and sends it back."""
    (pitch,) = pitches(campaign)
    page = person.client().get(url_of(campaign)).content.decode()
    return {"seen": seen_in(page), "subject": "0", "body": pitch.body}


def _edits(person: Person, pitch: Pitch, body: str) -> None:
    with acting(person) as by:
        words = reviewing.Words(pitch.subject, body)
        reviewing.edit(by=by, pitch_id=pitch.id, words=words)


@pytest.mark.parametrize("do", ["approve", "save"])
def test_a_text_that_somebody_changed_meanwhile_is_not_written_over(
    alice: Person, bob: Person, campaign: Campaign, pitch: Pitch, do: str
) -> None:
    form = shown(alice, campaign)
    _edits(bob, pitch, f"{pitch.body}\n\nBob was here.")
    mine = form | {"do": do, "body": f"{pitch.body}\n\nAlice was here."}
    answer = alice.client().post(f"/pitch/texts/{pitch.id}/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This text was changed since you opened it." in page
    assert "Alice was here." in page
    (kept,) = pitches(campaign)
    assert (kept.state, kept.body.endswith("Bob was here.")) == (PitchState.DRAFT, True)
    again = mine | {"seen": seen_in(page)}
    assert alice.client().post(f"/pitch/texts/{pitch.id}/", again).status_code == 302
    assert pitches(campaign)[0].body.endswith("Alice was here.")


def test_a_text_that_was_written_anew_is_not_approved_unread(
    alice: Person, campaign: Campaign, pitch: Pitch
) -> None:
    form = shown(alice, campaign)
    Campaign.objects.using("system").filter(id=campaign.id).update(title="Another Song")
    write(alice, campaign, [pitch.target])
    answer = alice.client().post(f"/pitch/texts/{pitch.id}/", form | {"do": "approve"})
    assert answer.status_code == 409
    (kept,) = pitches(campaign)
    assert (kept.state, "Another Song" in kept.body) == (PitchState.DRAFT, True)


def test_what_is_saved_while_one_types_goes_on_from_what_was_saved_before(
    alice: Person, campaign: Campaign, pitch: Pitch
) -> None:
    form, client = shown(alice, campaign), alice.client()
    for words in ("One.", "One. Two."):
        sent = form | {"body": f"{pitch.body} {words}"}
        part = client.post(f"/pitch/texts/{pitch.id}/check", sent).content.decode()
        assert "Saved" in part
        form["seen"] = seen_in(part)
    approved = form | {"do": "approve", "body": f"{pitch.body} One. Two."}
    assert client.post(f"/pitch/texts/{pitch.id}/", approved).status_code == 302
    assert pitches(campaign)[0].state == PitchState.APPROVED


def test_what_was_typed_over_a_changed_text_is_not_saved_and_the_form_stays_behind(
    alice: Person, bob: Person, campaign: Campaign, pitch: Pitch
) -> None:
    form = shown(alice, campaign)
    _edits(bob, pitch, "Bob's.")
    part = alice.client().post(f"/pitch/texts/{pitch.id}/check", form | {"body": "Alice's."})
    assert "This text was changed since you opened it." in part.content.decode()
    assert seen_in(part.content.decode()) == form["seen"]
    assert pitches(campaign)[0].body == "Bob's."


def test_text_that_no_database_keeps_or_nobody_reads_is_cut(
    alice: Person, campaign: Campaign, pitch: Pitch
) -> None:
    sent = {
        "do": "save",
        "subject": "own",
        "own_subject": "A\0" + "b" * 300,
        "body": "\0" + "c" * 20_000,
    }
    assert alice.client().post(f"/pitch/texts/{pitch.id}/", sent).status_code == 302
    (kept,) = pitches(campaign)
    assert (kept.subject, kept.body) == ("A" + "b" * 199, "c" * 10_000)
