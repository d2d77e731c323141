"""A test message says what is wrong with a mailbox, and keys change without a person noticing."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings
from tests.support.cast import Person
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server

from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.trying import send_to_itself
from totalaudio.pitch.models import LocalMessage, Mailbox, MailboxSecret
from totalaudio.pitch.states import MailboxKind, MailboxState

from .boxes import make_mailbox

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


@pytest.fixture
def box(alice: Person, mail: MailServer) -> Mailbox:
    smtp = {"host": "127.0.0.1", "port": mail.port, "security": "plain"}
    servers = {"smtp": smtp, "imap": None, "username": USER}
    made = make_mailbox(alice, MailboxKind.SMTP, servers=servers)
    keeping.keep(made, {"password": PASSWORD}, using="system")
    return made


def outcome(box: Mailbox) -> tuple[str, str]:
    send_to_itself(box.workspace_id, box.id)
    now = Mailbox.objects.using("system").get(id=box.id)
    return now.state, now.problem


def test_a_mailbox_that_works_gets_its_own_message(box: Mailbox, mail: MailServer) -> None:
    Mailbox.objects.using("system").update(problem="It stopped.")
    assert outcome(box) == (MailboxState.ACTIVE, "")
    assert mail.envelopes == [(USER, USER)]


def test_a_name_that_would_make_headers_is_said_and_sends_nothing(
    box: Mailbox, mail: MailServer
) -> None:
    Mailbox.objects.using("system").update(sender_name="Zoe\r\nBcc: x@evil.example")
    state, problem = outcome(box)
    assert (state, mail.envelopes) == (MailboxState.ACTIVE, [])
    assert problem.startswith("The sender's name has a line break")


def test_a_password_that_changed_asks_to_connect_again(box: Mailbox, mail: MailServer) -> None:
    mail.password = "another"
    state, problem = outcome(box)
    assert state == MailboxState.RECONNECT
    assert "did not accept the sign-in name and password" in problem
    assert PASSWORD not in problem


def test_a_block_pauses_it_and_a_fault_of_the_moment_does_not(
    box: Mailbox, mail: MailServer
) -> None:
    mail.faults.answers["RCPT"] = "450 4.2.0 later"
    moment = outcome(box)
    mail.faults.answers["MAIL"] = "550 5.7.1 blocked"
    block = outcome(box)
    assert (moment[0], block[0]) == (MailboxState.ACTIVE, MailboxState.PAUSED)
    assert "later" in moment[1]
    assert "blocked" in block[1]


def test_a_secret_that_no_key_opens_asks_to_connect_again(
    box: Mailbox, settings: Settings, mail: MailServer
) -> None:
    settings.TOKEN_KEYS = (NEW,)
    state, problem = outcome(box)
    assert state == MailboxState.RECONNECT
    assert "TOKEN_KEYS" in problem
    assert mail.connections == 0


def test_a_disconnected_mailbox_is_left_alone(box: Mailbox, mail: MailServer) -> None:
    Mailbox.objects.using("system").update(state=MailboxState.DISCONNECTED)
    assert outcome(box) == (MailboxState.DISCONNECTED, "")
    assert mail.connections == 0


def test_the_outbox_of_this_machine_shows_its_test(mailbox: Mailbox) -> None:
    assert outcome(mailbox) == (MailboxState.ACTIVE, "")
    assert LocalMessage.objects.using("system").count() == 1


def test_every_night_what_an_old_key_opens_is_sealed_with_the_newest(
    alice: Person, mailbox: Mailbox, settings: Settings
) -> None:
    other = make_mailbox(alice, MailboxKind.SMTP)
    settings.TOKEN_KEYS = (OLD,)
    keeping.keep(mailbox, {"password": "one"}, using="system")
    settings.TOKEN_KEYS = (NEW, OLD)
    keeping.keep(other, {"password": "two"}, using="system")
    changed = [keeping.reseal_all(), keeping.reseal_all()]
    settings.TOKEN_KEYS = (NEW,)
    assert changed == [1, 0]
    assert keeping.read(mailbox) == {"password": "one"}


def test_what_no_key_opens_stays_as_it_is(mailbox: Mailbox, settings: Settings) -> None:
    settings.TOKEN_KEYS = (OLD,)
    keeping.keep(mailbox, {"password": "one"}, using="system")
    before = bytes(MailboxSecret.objects.using("system").get().sealed)
    settings.TOKEN_KEYS = (NEW,)
    assert keeping.reseal_all() == 0
    assert bytes(MailboxSecret.objects.using("system").get().sealed) == before
