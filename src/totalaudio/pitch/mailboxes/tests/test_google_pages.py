"""To Google's page and back: the permission is ours, used once, and checked for what it really allows."""

from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings
from tests.support.cast import Person

from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.google_oauth import METADATA, READ, SEND
from totalaudio.pitch.mailboxes.opening import open_mailbox
from totalaudio.pitch.mailboxes.revoking import GoogleIsAwayError, revoke
from totalaudio.pitch.mailboxes.transport import Outgoing, ReconnectError
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState

from .fake_gmail import Fault, Google, fake_gmail
from .fake_gmail.state import ADDRESS, CLIENT_ID, CLIENT_SECRET

START, BACK = "/pitch/mailboxes/new/google", "/pitch/mailboxes/google/return"


@pytest.fixture
def google(settings: Settings) -> Iterator[Google]:
    with fake_gmail() as state:
        settings.GOOGLE_API_BASE = state.base
        settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        yield state


def asked(client: Client, reads: str = "") -> dict[str, str]:
    """What Google is asked for, after the button was pressed."""
    there = client.post(START, {"reads": reads})
    assert there.status_code == 302
    return dict(parse_qsl(urlsplit(there["Location"]).query))


def consent(google: Google, wanted: dict[str, str], *, but: str = "", do: str = "allow") -> str:
    """The way back of somebody who pressed a button on Google's page, without the box `but`."""
    scopes = [("scope", one) for one in wanted["scope"].split() if one != but]
    told = [(name, wanted[name]) for name in ("redirect_uri", "state", "code_challenge")]
    form = urlencode([*told, *scopes, ("do", do)])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{google.base}/consent", content=form, headers=headers)
    parts = urlsplit(answer.headers["location"])
    return f"{parts.path}?{parts.query}"


def connected(client: Client, google: Google, reads: str = "") -> str:
    """What the page says after the whole way."""
    back = consent(google, asked(client, reads))
    return client.get(back, follow=True).content.decode()


def the_mailbox() -> Mailbox:
    return Mailbox.objects.using("system").get()


def test_google_is_asked_to_send_only_unless_reading_is_chosen(
    alice: Person, google: Google
) -> None:
    client = alice.client()
    scopes = [asked(client, reads)["scope"].split() for reads in ("", "metadata", "text")]
    who = ["openid", "email", SEND]
    assert scopes == [who, [*who, METADATA], [*who, READ]]


def test_google_is_asked_for_a_lasting_permission_with_proof(alice: Person, google: Google) -> None:
    one, two = asked(alice.client()), asked(alice.client())
    assert (one["access_type"], one["prompt"]) == ("offline", "consent")
    assert (one["code_challenge_method"], len(one["code_challenge"])) == ("S256", 43)
    assert one["state"] != two["state"]
    assert one["code_challenge"] != two["code_challenge"]
    assert CLIENT_SECRET not in one.values()


def test_the_page_of_consent_accepts_what_we_ask(alice: Person, google: Google) -> None:
    there = alice.client().post(START, {"reads": "text"})["Location"]
    assert httpx.get(there).status_code == 200


def test_a_mailbox_is_connected_and_sends(alice: Person, google: Google) -> None:
    said = connected(alice.client(), google)
    box = the_mailbox()
    assert f"{ADDRESS} is connected." in said
    assert (box.kind, box.address, box.reads_replies) == (MailboxKind.GMAIL, ADDRESS, False)
    with open_mailbox(box) as transport:
        raw = b"Message-ID: <1@example.com>\r\n\r\nHi"
        transport.hand_over(Outgoing(raw, ADDRESS, "desk@station.example", "<1@example.com>"))
    assert [one.raw for one in google.sent()] == [raw]


def test_with_reading_replies_are_read_from_now_on(alice: Person, google: Google) -> None:
    google.arrive(b"Subject: old\r\n\r\n")
    connected(alice.client(), google, "metadata")
    google.arrive(b"Subject: new\r\n\r\n")
    box = the_mailbox()
    assert box.reads_replies
    with open_mailbox(box) as transport:
        assert [one.raw for one in transport.fetch(box.cursor).messages] == [
            b"Subject: new\r\n\r\n"
        ]


def test_an_unticked_box_for_sending_is_said_and_nothing_is_kept(
    alice: Person, google: Google
) -> None:
    client = alice.client()
    back = consent(google, asked(client), but=SEND)
    assert "was not told that this may send mail" in client.get(back, follow=True).content.decode()
    assert not Mailbox.objects.using("system").exists()


def test_an_unticked_box_for_reading_leaves_replies_to_hands(alice: Person, google: Google) -> None:
    client = alice.client()
    back = consent(google, asked(client, "text"), but=READ)
    assert "replies are entered by hand" in client.get(back, follow=True).content.decode()
    assert (the_mailbox().reads_replies, READ in the_mailbox().scopes) == (False, False)


def test_a_no_changes_nothing(alice: Person, google: Google) -> None:
    client = alice.client()
    connected(client, google)
    before = keeping.read(the_mailbox())
    back = consent(google, asked(client), do="deny")
    assert "so nothing changed" in client.get(back, follow=True).content.decode()
    assert keeping.read(the_mailbox()) == before
    assert the_mailbox().state == MailboxState.ACTIVE


def test_beginning_anew_keeps_the_working_permission_until_the_new_one_is_there(
    alice: Person, google: Google
) -> None:
    client = alice.client()
    connected(client, google)
    box, before = the_mailbox(), keeping.read(the_mailbox())
    wanted = asked(client)
    assert keeping.read(box) == before
    client.get(consent(google, wanted))
    assert keeping.read(box) != before
    assert the_mailbox().id == box.id


def test_the_way_back_works_once(alice: Person, google: Google) -> None:
    client = alice.client()
    back = consent(google, asked(client))
    client.get(back)
    assert "is not one that you began here" in client.get(back, follow=True).content.decode()


@pytest.mark.parametrize("state", ["", "forged", "ünd"])
def test_a_forged_way_back_brings_nothing(state: str, alice: Person, google: Google) -> None:
    client = alice.client()
    back = consent(google, asked(client))
    code = parse_qs(urlsplit(back).query)["code"][0]
    said = client.get(BACK, {"code": code, "state": state}, follow=True).content.decode()
    assert "is not one that you began here" in said
    assert client.get(back, follow=True).content.decode().count("not one that you began") == 1
    assert not Mailbox.objects.using("system").exists()


def test_another_persons_way_back_brings_nothing(
    alice: Person, bob: Person, google: Google
) -> None:
    back = consent(google, asked(alice.client()))
    said = bob.client().get(back, follow=True).content.decode()
    assert "is not one that you began here" in said


def test_a_code_of_another_errand_is_not_redeemed(alice: Person, google: Google) -> None:
    client = alice.client()
    stolen = parse_qs(urlsplit(consent(google, asked(alice.client()))).query)["code"][0]
    state = asked(client)["state"]
    said = client.get(BACK, {"code": stolen, "state": state}, follow=True).content.decode()
    assert "Google did not accept the way back" in said


def test_an_address_that_google_did_not_verify_is_not_connected(
    alice: Person, google: Google
) -> None:
    google.is_verified = False
    assert "did not say which address this is" in connected(alice.client(), google)


def test_google_away_is_said(alice: Person, google: Google) -> None:
    client = alice.client()
    back = consent(google, asked(client))
    google.fail("token", Fault(then="cut"))
    assert "Google does not answer" in client.get(back, follow=True).content.decode()


def test_no_page_and_no_row_shows_a_token(alice: Person, google: Google) -> None:
    client = alice.client()
    said = connected(client, google, "text")
    token = keeping.read(the_mailbox())["refresh_token"]
    pages = [
        said,
        *(client.get(f"/pitch/mailboxes/{end}").content.decode() for end in ("", "new/")),
    ]
    assert token
    assert not any(token in page or CLIENT_SECRET in page for page in pages)


def test_disconnecting_takes_the_permission_back(alice: Person, google: Google) -> None:
    client = alice.client()
    connected(client, google)
    box, token = the_mailbox(), keeping.read(the_mailbox())["refresh_token"]
    client.post(f"/pitch/mailboxes/{box.id}/disconnect")
    revoke(box.workspace_id, box.id, is_last=False)
    assert google.revoked == [token]
    with pytest.raises(ReconnectError):
        keeping.read(box)


def test_google_away_is_asked_again_and_in_the_end_the_tokens_go_all_the_same(
    alice: Person, google: Google
) -> None:
    client = alice.client()
    connected(client, google)
    box = the_mailbox()
    client.post(f"/pitch/mailboxes/{box.id}/disconnect")
    google.fail("revoke", Fault(503), Fault(503))
    with pytest.raises(GoogleIsAwayError):
        revoke(box.workspace_id, box.id, is_last=False)
    assert keeping.read(box)
    revoke(box.workspace_id, box.id, is_last=True)
    with pytest.raises(ReconnectError):
        keeping.read(box)


def test_what_was_connected_again_meanwhile_keeps_its_permission(
    alice: Person, google: Google
) -> None:
    client = alice.client()
    connected(client, google)
    box = the_mailbox()
    client.post(f"/pitch/mailboxes/{box.id}/disconnect")
    connected(client, google)
    revoke(box.workspace_id, box.id, is_last=True)
    assert google.revoked == []
    assert keeping.read(box)


def test_an_installation_that_google_does_not_know_says_so(
    alice: Person, google: Google, settings: Settings
) -> None:
    settings.GOOGLE_CLIENT_ID = ""
    said = alice.client().post(START, follow=True).content.decode()
    assert "not registered with Google" in said
