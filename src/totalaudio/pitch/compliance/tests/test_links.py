"""The link in a message ends it by a press, never by a look; a forged one says nothing."""

import pytest
from django.db import connections
from django.test import Client
from tests.support.cast import Person

from totalaudio.campaigns.models import Reply
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import Suppression
from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.pitch.compliance.unsubscribing import follow_through
from totalaudio.pitch.models import Send, SenderIdentity, UnsubscribeKey
from totalaudio.pitch.replies.tests.making import make_campaign, make_mailbox, make_send
from totalaudio.pitch.sends.links import hash_of_key, new_key, notice_url, unsubscribe_url
from totalaudio.pitch.states import SendState

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def send(alice: Person) -> Send:
    assert alice.workspace
    desk = make_contact(alice.workspace, "Music Desk", "music@radio.example.org")
    return make_send(make_mailbox(alice.workspace), desk)


@pytest.fixture
def key(send: Send) -> str:
    with task_context(send.workspace_id):
        return new_key(send)


@pytest.fixture
def anybody() -> Client:
    return Client(enforce_csrf_checks=True)


def url(key: str) -> str:
    return f"/pitch/compliance/unsubscribe/{key}"


def suppressions() -> list[tuple[str, str]]:
    found = Suppression.objects.using("system").order_by("created_at")
    return [(one.address_hash, one.reason) for one in found]


def jobs() -> list[str]:
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_the_worker_writes_the_links_that_these_pages_answer(key: str) -> None:
    assert unsubscribe_url(key).endswith(url(key))
    assert notice_url(key).endswith(f"/pitch/compliance/notice/{key}")


def test_looking_at_the_link_changes_nothing(anybody: Client, key: str) -> None:
    for _ in range(2):
        assert anybody.get(url(key)).status_code == 200
        assert anybody.head(url(key)).status_code == 200
    assert (suppressions(), jobs()) == ([], [])
    assert UnsubscribeKey.objects.using("system").get().used_at is None


def test_one_click_suppresses_at_once_without_a_session_and_as_often_as_it_comes(
    anybody: Client, send: Send, key: str
) -> None:
    for _ in range(3):
        assert anybody.post(url(key), ONE_CLICK).status_code == 200
        assert suppressions() == [(send.address_hash, "unsubscribed")]
    assert "sessionid" not in anybody.cookies
    assert "You are unsubscribed" in anybody.get(url(key)).content.decode()


def test_their_own_word_goes_before_what_was_presumed(
    anybody: Client, send: Send, key: str
) -> None:
    Suppression.objects.using("system").create(
        workspace_id=send.workspace_id, address_hash=send.address_hash, reason="by-hand"
    )
    anybody.post(url(key), ONE_CLICK)
    assert suppressions() == [(send.address_hash, "unsubscribed")]


def test_what_still_waits_for_them_leaves_the_queue_and_the_campaign_knows_once(
    anybody: Client, send: Send, key: str
) -> None:
    assert send.contact
    assert send.mailbox
    other = make_campaign(send.workspace, "Another single")
    waiting = make_send(send.mailbox, send.contact, other, state=SendState.QUEUED)
    anybody.post(url(key), ONE_CLICK)
    assert jobs() == ["pitch.unsubscribed"]
    row = UnsubscribeKey.objects.using("system").get()
    for _ in range(2):
        follow_through(row.workspace_id, row.id)
    assert Send.objects.using("system").get(id=waiting.id).state == "cancelled"
    replies = Reply.objects.using("system").values_list("target_id", "kind")
    assert list(replies) == [(send.target_id, "opt-out")]


def test_it_works_when_the_contact_was_erased(anybody: Client, send: Send, key: str) -> None:
    with task_context(send.workspace_id):
        Contact.objects.filter(sends=send).delete()
    assert anybody.post(url(key), ONE_CLICK).status_code == 200
    assert suppressions() == [(send.address_hash, "unsubscribed")]
    row = UnsubscribeKey.objects.using("system").get()
    follow_through(row.workspace_id, row.id)
    assert Reply.objects.using("system").count() == 0


def test_it_works_for_whoever_is_signed_in(charlie: Person, send: Send, key: str) -> None:
    assert charlie.client().post(url(key), ONE_CLICK).status_code == 200
    assert suppressions() == [(send.address_hash, "unsubscribed")]


@pytest.mark.parametrize("forged", ["nothing", "a" * 500, "%00", "..", "é", "%F0%9F%92%A9"])
def test_a_forged_link_says_and_does_nothing(anybody: Client, key: str, forged: str) -> None:
    for path in (url(forged), f"/pitch/compliance/notice/{forged}"):
        assert anybody.get(path).status_code == 404
    assert anybody.post(url(forged), ONE_CLICK).status_code == 404
    assert anybody.get(url(hash_of_key(key))).status_code == 404
    assert (suppressions(), jobs()) == ([], [])


def test_the_page_names_who_wrote_and_nobody_who_was_written_to(
    anybody: Client, send: Send, key: str
) -> None:
    before = anybody.get(url(key)).content.decode()
    assert "Alice Plugs" in before
    SenderIdentity.objects.using("system").create(
        workspace_id=send.workspace_id, organisation="Made-up Plugging",
        postal_address="1 Example Street", source="The stations' own sites.", notice_key="known-key",
    )  # fmt: skip
    after = anybody.get(url(key)).content.decode()
    assert "Made-up Plugging" in after
    assert "radio.example.org" not in before + after


def test_the_notice_says_who_and_from_where_and_how_to_object(anybody: Client, send: Send) -> None:
    SenderIdentity.objects.using("system").create(
        workspace_id=send.workspace_id, organisation="Made-up Plugging",
        postal_address="1 Example Street", source="From the stations' own <sites>.", notice_key="k",
    )  # fmt: skip
    page = anybody.get("/pitch/compliance/notice/k")
    text = page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert "1 Example Street" in text
    assert "&lt;sites&gt;" in text
    assert "Object at any time" in text


def test_after_a_consent_an_old_link_offers_again_what_it_does(
    anybody: Client, key: str, send: Send
) -> None:
    assert anybody.post(url(key), ONE_CLICK).status_code == 200
    assert "You are unsubscribed" in anybody.get(url(key)).content.decode()
    Suppression.objects.using("system").all().delete()  # lifted, because they consented since
    shown = anybody.get(url(key)).content.decode()
    assert "Nothing has changed yet" in shown
    anybody.post(url(key), ONE_CLICK)
    assert suppressions() == [(send.address_hash, "unsubscribed")]


def test_who_was_only_presumed_to_be_gone_can_still_say_it_themselves(
    anybody: Client, key: str, send: Send
) -> None:
    Suppression.objects.using("system").create(
        workspace_id=send.workspace_id, address_hash=send.address_hash, reason="bounced"
    )
    assert "Nothing has changed yet" in anybody.get(url(key)).content.decode()
    anybody.post(url(key), ONE_CLICK)
    assert "You are unsubscribed" in anybody.get(url(key)).content.decode()
