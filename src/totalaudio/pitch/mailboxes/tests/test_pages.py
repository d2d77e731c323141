"""People connect, set, pause and disconnect mailboxes, and nobody sees what opens one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from tests.support.cast import Person
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server

from totalaudio.core.metrics.models import Event
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.transport import ReconnectError
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState

from .boxes import make_mailbox

LIST = "/pitch/mailboxes/"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


def the_mailbox() -> Mailbox:
    return Mailbox.objects.using("system").get()


def filled(mail: MailServer, **other: object) -> dict[str, object]:
    return {
        "address": USER,
        "sender_name": "Alice",
        "password": PASSWORD,
        "smtp_host": "127.0.0.1",
        "smtp_port": mail.port,
        "smtp_security": "plain",
    } | other


def page(person: Person, address: str) -> str:
    return person.client().get(address).content.decode()


def post(person: Person, address: str, data: dict[str, object] | None = None) -> str:
    return person.client().post(address, data or {}, follow=True).content.decode()


def test_without_a_mailbox_the_page_says_how_to_begin(alice: Person) -> None:
    assert "No mailbox yet" in page(alice, LIST)


def test_a_mailbox_is_tried_and_then_kept(alice: Person, mail: MailServer) -> None:
    said = post(alice, f"{LIST}new/smtp/", filled(mail))
    box = the_mailbox()
    assert f"{USER} is connected." in said
    assert (box.address, box.kind, box.state) == (USER, MailboxKind.SMTP, MailboxState.ACTIVE)
    assert box.servers["smtp"] == {"host": "127.0.0.1", "port": mail.port, "security": "plain"}
    assert not box.reads_replies
    assert keeping.read(box) == {"password": PASSWORD}
    assert mail.taken == []


def test_connecting_is_recorded_as_use(alice: Person, mail: MailServer) -> None:
    post(alice, f"{LIST}new/smtp/", filled(mail))
    used = Event.objects.using("system").filter(event_name="feature-used").get()
    assert used.properties["feature"] == "mailbox"


def test_a_wrong_password_is_said_and_shown_nowhere(alice: Person, mail: MailServer) -> None:
    said = post(alice, f"{LIST}new/smtp/", filled(mail, password="mark-of-a-password"))
    assert "did not accept the sign-in name and password" in said
    assert "mark-of-a-password" not in said
    assert not Mailbox.objects.using("system").exists()


def test_a_server_that_is_not_there_is_said(alice: Person, mail: MailServer) -> None:
    said = post(alice, f"{LIST}new/smtp/", filled(mail, smtp_port=1))
    assert "127.0.0.1:1 cannot be reached: nothing listens there." in said


def test_in_production_no_mailbox_reaches_inside(
    alice: Person, mail: MailServer, settings: Settings
) -> None:
    settings.MAILBOXES_GUARDED = True
    said = post(alice, f"{LIST}new/smtp/", filled(mail, smtp_port=25))
    assert "the address is not on the public internet" in said
    assert mail.connections == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"smtp_host": "", "address": "a@nowhere.example"}, "are not known here"),
        ({"smtp_host": "", "address": "a@outlook.com"}, "lets no program sign in"),
        ({"smtp_host": "mail.example.com"}, "the password travels in clear"),
        ({"address": "nobody"}, "valid email address"),
        ({"smtp_security": "hope"}, "not one of the available choices"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_tried(
    values: dict[str, object], said: str, alice: Person, mail: MailServer
) -> None:
    assert said in post(alice, f"{LIST}new/smtp/", filled(mail, **values))
    assert mail.connections == 0


def test_the_password_can_be_changed_and_the_mailbox_is_the_same(
    alice: Person, mail: MailServer
) -> None:
    post(alice, f"{LIST}new/smtp/", filled(mail))
    box = the_mailbox()
    Mailbox.objects.using("system").update(state=MailboxState.RECONNECT, problem="It stopped.")
    mail.password = "another"
    form = page(alice, f"{LIST}{box.id}/servers/")
    post(alice, f"{LIST}{box.id}/servers/", filled(mail, password="another"))
    assert PASSWORD not in form
    assert the_mailbox().id == box.id
    assert (the_mailbox().state, the_mailbox().problem) == (MailboxState.ACTIVE, "")
    assert keeping.read(box) == {"password": "another"}


def test_a_new_password_that_does_not_work_leaves_the_old_one(
    alice: Person, mail: MailServer
) -> None:
    post(alice, f"{LIST}new/smtp/", filled(mail))
    box = the_mailbox()
    post(alice, f"{LIST}{box.id}/servers/", filled(mail, password="wrong"))
    assert keeping.read(box) == {"password": PASSWORD}


def test_no_page_shows_a_secret(alice: Person, mail: MailServer) -> None:
    post(alice, f"{LIST}new/smtp/", filled(mail))
    box = the_mailbox()
    for address in (LIST, f"{LIST}{box.id}/", f"{LIST}{box.id}/servers/", f"{LIST}new/smtp/"):
        assert PASSWORD not in page(alice, address)


def test_the_pace_is_set(alice: Person, mailbox: Mailbox) -> None:
    values = {
        "sender_name": "Alice of Example",
        "gap_min": 5,
        "gap_max": 9,
        "daily_cap": 30,
        "ramp": "10, 20",
        "hours_from": "10:00",
        "hours_to": "16:30",
        "weekdays_only": "on",
    }
    said = post(alice, f"{LIST}{mailbox.id}/", values)
    box = the_mailbox()
    assert "Saved." in said
    assert (box.sender_name, box.gap_min, box.gap_max, box.daily_cap) == (
        "Alice of Example", 5, 9, 30,
    )  # fmt: skip
    assert (box.ramp, f"{box.hours_from:%H:%M}-{box.hours_to:%H:%M}") == ([10, 20], "10:00-16:30")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"gap_max": 1}, "shorter than the shortest gap"),
        ({"hours_to": ""}, "Say both hours"),
        ({"hours_to": "09:00"}, "not after the first hour"),
        ({"ramp": "ten"}, "numbers with commas"),
        ({"ramp": "0"}, "numbers with commas"),
        ({"ramp": ",".join(["5"] * 13)}, "12 weeks at most"),
        ({"daily_cap": -1}, "greater than or equal to 0"),
    ],
)
def test_a_pace_that_makes_no_sense_is_refused(
    values: dict[str, object], said: str, alice: Person, mailbox: Mailbox
) -> None:
    usual = {"sender_name": "A", "gap_min": 5, "gap_max": 9, "daily_cap": 30}
    hours = {"hours_from": "10:00", "hours_to": "16:30"}
    assert said in post(alice, f"{LIST}{mailbox.id}/", usual | hours | values)
    assert the_mailbox().gap_min == 60


@pytest.mark.parametrize("name", ["Zoe\nBcc: x@evil.example", "=?utf-8?q?=3Cx=40evil=3E=2C?="])
def test_a_name_that_would_make_headers_is_refused(
    alice: Person, mailbox: Mailbox, name: str
) -> None:
    said = post(alice, f"/pitch/mailboxes/{mailbox.id}/", {"sender_name": name})
    assert "The name has" in said
    assert the_mailbox().sender_name == mailbox.sender_name


def test_pausing_resuming_and_disconnecting(alice: Person, mailbox: Mailbox) -> None:
    states = []
    for what in ("pause", "resume", "disconnect"):
        post(alice, f"{LIST}{mailbox.id}/{what}")
        states.append(the_mailbox().state)
    assert states == [MailboxState.PAUSED, MailboxState.ACTIVE, MailboxState.DISCONNECTED]


def test_resuming_does_not_connect_what_has_to_be_connected_again(
    alice: Person, mailbox: Mailbox
) -> None:
    Mailbox.objects.using("system").update(state=MailboxState.RECONNECT)
    post(alice, f"{LIST}{mailbox.id}/resume")
    assert the_mailbox().state == MailboxState.RECONNECT


def test_disconnecting_forgets_what_opens_it(alice: Person) -> None:
    box = make_mailbox(alice, MailboxKind.SMTP)
    keeping.keep(box, {"password": PASSWORD}, using="system")
    post(alice, f"{LIST}{box.id}/disconnect")
    with pytest.raises(ReconnectError):
        keeping.read(box)


@pytest.mark.parametrize("what", ["pause", "try", "disconnect"])
def test_a_colleague_does_not_change_the_mailbox_of_another(
    what: str, bob: Person, alice: Person, mailbox: Mailbox
) -> None:
    said = post(bob, f"{LIST}{mailbox.id}/{what}")
    assert "Only the person whose mailbox it is, or an admin, changes it." in said
    assert the_mailbox().state == MailboxState.ACTIVE


def test_an_admin_changes_every_mailbox(adam: Person, alice: Person, mailbox: Mailbox) -> None:
    post(adam, f"{LIST}{mailbox.id}/pause")
    assert the_mailbox().state == MailboxState.PAUSED


def test_nobody_elsewhere_sees_it(charlie: Person, alice: Person, mailbox: Mailbox) -> None:
    assert charlie.client().get(f"{LIST}{mailbox.id}/").status_code == 404
    assert mailbox.address not in page(charlie, LIST)


def test_the_outbox_of_this_machine_is_added_once(alice: Person) -> None:
    for _ in range(2):
        post(alice, f"{LIST}new/local")
    box = the_mailbox()
    assert (box.kind, box.gap_max, box.hours_from) == (MailboxKind.LOCAL, 0, None)


def test_where_mail_is_real_there_is_no_outbox(alice: Person, settings: Settings) -> None:
    settings.HAS_OUTBOX = False
    said = post(alice, f"{LIST}new/local")
    assert "no outbox on this machine" in said
    assert "Use the outbox" not in said
    assert alice.client().get(f"{LIST}outbox/").status_code == 404
    assert not Mailbox.objects.using("system").exists()


def test_one_mailbox_and_three_take_the_same_questions(alice: Person) -> None:
    make_mailbox(alice)
    one = asked(alice)
    for kind in (MailboxKind.SMTP, MailboxKind.GMAIL):
        make_mailbox(alice, kind, polled_at=timezone.now() - timedelta(minutes=2))
    assert asked(alice) == one


def asked(person: Person) -> int:
    client = person.client()
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    return len(queries)


def test_without_google_the_page_says_what_is_missing(alice: Person) -> None:
    assert "GOOGLE_CLIENT_ID" in page(alice, f"{LIST}new/")


def test_dns_is_not_asked_where_nothing_outside_is(alice: Person, settings: Settings) -> None:
    settings.LOOK_OUTSIDE = False
    box = make_mailbox(alice, MailboxKind.SMTP)
    assert "so it was not looked up" in page(alice, f"{LIST}{box.id}/?dns=1")
