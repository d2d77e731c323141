"""What opens a mailbox is written by web processes and read by the worker alone."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from django.db import ProgrammingError
from pytest_django import Settings
from tests.support.cast import Person

from totalaudio.core.tenancy.context import context
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.sealing import UnsealError, reseal, seal, unseal
from totalaudio.pitch.mailboxes.transport import ReconnectError
from totalaudio.pitch.models import Mailbox, MailboxSecret

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
VALUES = {"password": "mark-of-a-password"}


@pytest.fixture
def as_alice(alice: Person) -> Iterator[None]:
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        yield


def test_the_worker_reads_what_a_web_process_wrote(alice: Person, mailbox: Mailbox) -> None:
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        keeping.keep(mailbox, {"password": "the first"})
        keeping.keep(mailbox, VALUES)
    assert keeping.read(mailbox) == VALUES
    assert MailboxSecret.objects.using("system").count() == 1


def test_a_web_process_cannot_read_it_back(mailbox: Mailbox, as_alice: None) -> None:
    keeping.keep(mailbox, VALUES)
    assert MailboxSecret.objects.values_list("mailbox_id", flat=True).get() == mailbox.id
    with pytest.raises(ProgrammingError, match="permission denied"):
        MailboxSecret.objects.values_list("sealed", flat=True).get()


def test_a_web_process_can_forget_it(alice: Person, mailbox: Mailbox) -> None:
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        keeping.keep(mailbox, VALUES)
        keeping.forget(mailbox)
    with pytest.raises(ReconnectError, match="Connect it again"):
        keeping.read(mailbox)


def test_what_lies_in_the_database_shows_nothing(mailbox: Mailbox) -> None:
    keeping.keep(mailbox, VALUES, using="system")
    kept = MailboxSecret.objects.using("system").get()
    assert b"mark-of-a-password" not in bytes(kept.sealed)
    assert str(kept) == f"secret of {mailbox.id}"


def test_a_newer_key_seals_and_the_older_still_opens(mailbox: Mailbox, settings: Settings) -> None:
    settings.TOKEN_KEYS = (OLD,)
    sealed = seal(VALUES, mailbox_id=mailbox.id)
    settings.TOKEN_KEYS = (NEW, OLD)
    again = reseal(sealed)
    assert unseal(sealed, mailbox_id=mailbox.id) == VALUES
    settings.TOKEN_KEYS = (NEW,)
    assert unseal(again, mailbox_id=mailbox.id) == VALUES
    for closed in (lambda: unseal(sealed, mailbox_id=mailbox.id), lambda: reseal(sealed)):
        with pytest.raises(UnsealError):
            closed()


def test_a_key_that_is_gone_asks_to_connect_again(mailbox: Mailbox, settings: Settings) -> None:
    settings.TOKEN_KEYS = (OLD,)
    keeping.keep(mailbox, VALUES, using="system")
    settings.TOKEN_KEYS = (NEW,)
    with pytest.raises(ReconnectError, match="TOKEN_KEYS"):
        keeping.read(mailbox)


def test_a_secret_of_another_mailbox_opens_nothing(alice: Person, mailbox: Mailbox) -> None:
    with pytest.raises(UnsealError):
        unseal(seal(VALUES, mailbox_id=alice.id), mailbox_id=mailbox.id)
