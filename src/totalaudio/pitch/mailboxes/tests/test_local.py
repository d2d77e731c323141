"""The outbox of this machine: what is handed over lies there, and what was typed comes back once."""

import pytest
from pytest_django import Settings

from totalaudio.pitch.mailboxes.opening import open_mailbox
from totalaudio.pitch.mailboxes.transport import Outgoing, ReconnectError, SenderRefusedError
from totalaudio.pitch.models import LocalMessage, Mailbox
from totalaudio.pitch.states import MailboxKind

MESSAGE = Outgoing(
    raw=b"Message-ID: <one@example.com>\r\nSubject: Hello\r\n\r\nA song.\r\n",
    sender="alice@example.com",
    recipient="desk@station.example",
    message_id="<one@example.com>",
)


def answer(mailbox: Mailbox, raw: bytes) -> LocalMessage:
    typed = LocalMessage(
        workspace_id=mailbox.workspace_id, mailbox=mailbox, is_incoming=True, raw=raw
    )
    typed.save(using="system", force_insert=True)
    return typed


def test_a_message_lies_in_the_outbox_as_it_was_handed_over(mailbox: Mailbox) -> None:
    with open_mailbox(mailbox) as transport:
        assert transport.hand_over(MESSAGE).message_id == MESSAGE.message_id
        assert transport.was_sent("<one@example.com>") is True
        assert transport.was_sent("<two@example.com>") is False
    kept = LocalMessage.objects.using("system").get()
    assert (bytes(kept.raw), kept.is_incoming) == (MESSAGE.raw, False)


def test_each_answer_is_fetched_once_in_its_order(mailbox: Mailbox) -> None:
    first = answer(mailbox, b"Subject: 1\r\n\r\nYes")
    with open_mailbox(mailbox) as transport:
        transport.hand_over(MESSAGE)
        one = transport.fetch({})
        second, third = answer(mailbox, b"2"), answer(mailbox, b"3")
        two = transport.fetch(one.cursor)
        three = transport.fetch(two.cursor)
    assert [(seen.key, seen.raw) for seen in one.messages] == [
        (f"local:{first.id}", b"Subject: 1\r\n\r\nYes")
    ]
    assert [seen.key for seen in two.messages] == [f"local:{second.id}", f"local:{third.id}"]
    assert (list(three.messages), three.cursor) == ([], two.cursor)


def test_where_there_is_no_outbox_it_does_not_open(mailbox: Mailbox, settings: Settings) -> None:
    settings.HAS_OUTBOX = False
    with pytest.raises(SenderRefusedError), open_mailbox(mailbox):
        pass


def test_a_mailbox_whose_secret_is_gone_asks_to_connect_again(mailbox: Mailbox) -> None:
    mailbox.kind = MailboxKind.SMTP
    with pytest.raises(ReconnectError), open_mailbox(mailbox):
        pass
