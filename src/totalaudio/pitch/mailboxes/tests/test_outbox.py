"""The outbox of this machine: mail is read there, and answered as people and servers answer."""

from email import message_from_bytes
from email.message import Message

import pytest
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.pitch.models import LocalMessage, Mailbox

OUTBOX = "/pitch/mailboxes/outbox/"
SENT = (
    b"From: =?utf-8?q?Al=C3=ADce?= <alice@example.com>\r\n"
    b"To: Desk <desk@station.example>\r\n"
    b"Subject: =?utf-8?q?H=C3=A9llo?=\r\n"
    b"Message-ID: <one@example.com>\r\n"
    b"References: <zero@example.com>\r\n"
    b"List-Unsubscribe: <https://promo.example/u/key>, <mailto:stop@promo.example>\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"A song f=C3=BCr you <b>now</b>.\r\n"
)


@pytest.fixture
def sent(alice: Person, mailbox: Mailbox) -> LocalMessage:
    made = LocalMessage(workspace_id=mailbox.workspace_id, mailbox=mailbox, raw=SENT)
    made.save(using="system", force_insert=True)
    return made


def answer(person: Person, sent: LocalMessage, kind: str, text: str = "") -> Message:
    person.client().post(f"{OUTBOX}{sent.id}/answer", {"kind": kind, "text": text})
    kept = LocalMessage.objects.using("system").filter(is_incoming=True).order_by("-id").first()
    assert kept, "nothing came back"
    return message_from_bytes(bytes(kept.raw))


def test_a_message_is_shown_decoded_with_its_unsubscribe_link(
    alice: Person, sent: LocalMessage
) -> None:
    page = alice.client().get(OUTBOX).content.decode()
    assert "Héllo" in page
    assert "A song für you &lt;b&gt;now&lt;/b&gt;." in page
    assert 'href="https://promo.example/u/key"' in page


def test_a_reply_answers_the_message_as_a_person_does(alice: Person, sent: LocalMessage) -> None:
    reply = answer(alice, sent, "human", "Lovely, adding it.")
    assert reply["In-Reply-To"] == "<one@example.com>"
    assert reply["References"] == "<zero@example.com> <one@example.com>"
    assert "desk@station.example" in str(reply["From"])
    assert str(reply["Subject"]).startswith("Re: ")
    text = reply.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode().splitlines()[0] == "Lovely, adding it."
    assert "> A song für you" in text.decode()


def test_an_out_of_office_says_that_a_machine_wrote_it(alice: Person, sent: LocalMessage) -> None:
    away = answer(alice, sent, "away")
    assert (away["Auto-Submitted"], away["In-Reply-To"]) == ("auto-replied", "<one@example.com>")


def test_a_bounce_is_a_report_for_programs(alice: Person, sent: LocalMessage) -> None:
    bounce = answer(alice, sent, "bounce")
    parts = [part.get_content_type() for part in bounce.walk()]
    assert (bounce.get_content_type(), bounce.get_param("report-type")) == (
        "multipart/report",
        "delivery-status",
    )
    assert parts.count("message/delivery-status") == 1
    assert b"Status: 5.1.1" in bounce.as_bytes()
    assert b"Message-ID: <one@example.com>" in bounce.as_bytes()


def test_an_opt_out_asks_for_it(alice: Person, sent: LocalMessage) -> None:
    text = answer(alice, sent, "opt-out").get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.startswith(b"Please remove me")


def test_the_worker_is_asked_to_read_what_came_back(
    alice: Person, sent: LocalMessage, db: Urls
) -> None:
    import psycopg

    answer(alice, sent, "human", "Yes.")
    with psycopg.connect(db.system) as system:
        jobs = system.execute("SELECT task_name, args FROM procrastinate_jobs").fetchall()
    assert jobs == [
        (
            "pitch.poll",
            {"workspace_id": str(sent.workspace_id), "mailbox_id": str(sent.mailbox_id)},
        )
    ]


@pytest.mark.parametrize(("kind", "text"), [("human", " "), ("shout", "Yes"), ("", "")])
def test_nothing_and_nonsense_bring_nothing_back(
    kind: str, text: str, alice: Person, sent: LocalMessage
) -> None:
    said = alice.client().post(f"{OUTBOX}{sent.id}/answer", {"kind": kind, "text": text})
    assert said.status_code == 302
    assert not LocalMessage.objects.using("system").filter(is_incoming=True).exists()


def test_a_subject_with_a_line_break_makes_no_header(alice: Person, sent: LocalMessage) -> None:
    sent.raw = (
        b"From: a@example.com\r\nTo: b@example.com\r\nSubject: One\r\n Bcc: c@example.com\r\n\r\nHi"
    )
    sent.save(using="system")
    assert answer(alice, sent, "human", "Yes.")["Bcc"] is None


def test_nobody_elsewhere_reads_or_answers(
    charlie: Person, alice: Person, sent: LocalMessage
) -> None:
    assert "Héllo" not in charlie.client().get(OUTBOX).content.decode()
    assert charlie.client().post(f"{OUTBOX}{sent.id}/answer", {"kind": "away"}).status_code == 404
