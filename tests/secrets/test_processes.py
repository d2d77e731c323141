"""Real processes with marked secrets, handled badly: no page, log or list of processes shows one."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.mail import send_mail
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from pytest_django import Settings

from tests.platform.launch import until
from tests.secrets.installation import Installation, installation
from tests.secrets.marks import (
    MAIL,
    MAILBOX,
    SECRET_KEY,
    STRIPE,
    TOKENS,
    passwords_in,
    seen_in,
)
from tests.secrets.refusing import refusing_mail_server
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.core.billing.models import Customer
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.tests.boxes import make_mailbox
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState


@pytest.fixture
def running(db: Urls, tmp_path: Path) -> Iterator[Installation]:
    with installation(db, tmp_path) as made:
        yield made


def cookies(person: Person, settings: Settings) -> str:
    """Signed in at the process with the marked key."""
    settings.SECRET_KEY = SECRET_KEY.text
    return "; ".join(f"{name}={one.value}" for name, one in person.client().cookies.items())


def shut(db: Urls) -> None:
    """Let the database go away under the processes."""
    name = let_connect(db, is_open=False)
    with psycopg.connect(db.admin, dbname="postgres", autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


def let_connect(db: Urls, *, is_open: bool) -> str:
    """Say whether anybody may connect; returns the database's name."""
    name = str(conninfo_to_dict(db.admin)["dbname"])
    told = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with psycopg.connect(db.admin, dbname="postgres", autocommit=True) as admin:
        admin.execute(told.format(sql.Identifier(name), sql.Literal(is_open)))
    return name


def fail_for_good(task: str, db: Urls) -> None:
    """Let a task that waits for its next try have had all but the last: only that one is in the log."""

    def is_hastened() -> bool:
        with psycopg.connect(db.system, autocommit=True) as system:
            hastened = system.execute(
                "UPDATE procrastinate_jobs SET attempts = 100, scheduled_at = now()"
                " WHERE status = 'todo' AND attempts > 0 AND task_name = %s",
                [task],
            )
        return hastened.rowcount > 0

    until(is_hastened)


def test_no_page_tells_a_secret(
    running: Installation, operator: Person, alice: Person, db: Urls, settings: Settings
) -> None:
    operators, alices = cookies(operator, settings), cookies(alice, settings)
    asked = [
        running.ask("GET", "/"),
        running.ask("GET", "/accounts/login/"),
        running.ask("GET", "/accounts/google/login/"),
        running.ask("GET", "/", Host=f"{SECRET_KEY.variable}.example"),
        running.ask("POST", "/accounts/login/", "password=x"),
        running.ask("GET", "/operator/", Cookie=alices),
        running.ask("GET", "/no/such/page"),
        running.ask("GET", "/outbox/empty"),
        running.ask("POST", "/api/stripe/webhook", "{}", Stripe_Signature="t=1,v1=00"),
        running.ask("GET", "/operator/", Cookie=operators),
        running.ask("GET", "/intel/contacts/", Cookie=alices),
        running.ask("GET", "/billing/", Cookie=alices),
        running.ask("GET", "/health"),
        running.ask("GET", "/health/live"),
    ]
    assert asked == [200, 200, 200, 400, 403, 403, 404, 405, 400, 200, 200, 200, 200, 200]
    assert seen_in(running.told(), *passwords_in(app=db.app, system=db.system)) == []


def test_a_lost_database_tells_no_secret(
    running: Installation, alice: Person, db: Urls, settings: Settings
) -> None:
    alices = cookies(alice, settings)
    try:
        shut(db)
        until(lambda: running.ask("GET", "/intel/contacts/", Cookie=alices) == 503)
        assert running.ask("GET", "/health/ready") == 503
        assert running.ask("GET", "/health") == 503
        until(lambda: "not currently accepting connections" in running.log("worker"))
        assert "not currently accepting connections" in running.log("web")
    finally:
        let_connect(db, is_open=True)
    assert seen_in(running.told(), *passwords_in(app=db.app, system=db.system)) == []


def test_a_mail_server_that_repeats_the_password_is_not_repeated(
    running: Installation, db: Urls, settings: Settings
) -> None:
    settings.MAIL_SERVER = "smtp://handed.over.example"
    with context():
        send_mail("Hello", "A letter.", None, ["gina@example.com"])
    until(lambda: len(running.passwords) > 0)
    fail_for_good("mail.deliver", db)
    until(lambda: "SMTPAuthenticationError" in running.log("worker"))
    assert set(running.passwords) == {MAIL.text}
    assert "[hidden]" in running.log("worker")
    assert seen_in(running.told(), *passwords_in(app=db.app, system=db.system)) == []


def test_a_stripe_that_repeats_the_key_is_not_repeated(
    running: Installation, alice: Person, db: Urls
) -> None:
    customer = Customer(workspace_id=alice.workspace_id, stripe_id="cus_1")
    customer.save(using="system", force_insert=True)
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        enqueue("billing.look", queue="billing", workspace_id=alice.workspace_id)
    until(lambda: len(running.keys) > 0)
    fail_for_good("billing.look", db)
    until(lambda: "Invalid API Key" in running.log("worker"))
    assert set(running.keys) == {STRIPE.text}
    assert "[hidden]" in running.log("worker")
    assert seen_in(running.told(), *passwords_in(app=db.app, system=db.system)) == []


def test_a_mailbox_whose_server_repeats_the_password_is_not_repeated(
    running: Installation, alice: Person, db: Urls, settings: Settings
) -> None:
    settings.TOKEN_KEYS = (TOKENS.text,)
    with refusing_mail_server() as (port, passwords):
        smtp = {"host": "127.0.0.1", "port": port, "security": "plain"}
        servers = {"smtp": smtp, "imap": None, "username": "alice@example.com"}
        mailbox = make_mailbox(alice, MailboxKind.SMTP, servers=servers)
        keeping.keep(mailbox, {"password": MAILBOX.text}, using="system")
        with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
            enqueue(
                "pitch.try_mailbox",
                queue="pitch",
                workspace_id=alice.workspace_id,
                mailbox_id=mailbox.id,
            )
        until(lambda: state_of(mailbox) == MailboxState.RECONNECT)
    assert set(passwords) == {MAILBOX.text}
    alices = cookies(alice, settings)
    pages = ("/pitch/mailboxes/", f"/pitch/mailboxes/{mailbox.id}/")
    assert [running.ask("GET", page, Cookie=alices) for page in pages] == [200, 200]
    assert seen_in(running.told(), MAILBOX, *passwords_in(app=db.app, system=db.system)) == []


def state_of(mailbox: Mailbox) -> str:
    return Mailbox.objects.using("system").get(id=mailbox.id).state
