"""Workers are killed and connections are cut while mail goes out: each message at most once, and none lost silently."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest

from tests.faults.cutting_server import Recorder, cutting_server
from tests.faults.worker import LEFT, Workers, workers
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.campaigns.models import Target
from totalaudio.campaigns.tests.making import acting, make_campaign
from totalaudio.contacts.models import Contact
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.models import Mailbox, Pitch, Send
from totalaudio.pitch.sends import actions
from totalaudio.pitch.sends.queries import View, counts
from totalaudio.pitch.sends.tests.sending import AT_ONCE, identity
from totalaudio.pitch.states import PitchState

pytestmark = [pytest.mark.proof, pytest.mark.timeout(3_000)]

MAILBOXES = 3
STUCK = 120  # seconds in which nothing more is done, on a busy machine too
OPEN = "SELECT count(*) FROM pitch_send WHERE state IN ('queued', 'sending')"
# Nobody waits in a test: claims of the dead are old at once, and what is to be tried later is due now.
NOW_DUE = """
UPDATE pitch_send SET due_at = now() WHERE state = 'queued' AND due_at > now();
UPDATE pitch_mailbox SET next_send_at = NULL WHERE next_send_at > now();
"""
NOW_OLD = (
    "UPDATE pitch_send SET claimed_at = claimed_at - interval '5 minutes' WHERE state = 'sending'"
)
# Not one more while one waits: on a busy machine they would come quicker than they are done.
WAKE = """INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args)
    SELECT 'pitch', 'pitch.wake', 0, '{"timestamp": 0}' WHERE NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE task_name = 'pitch.wake' AND status = 'todo')"""


@dataclass
class Sending:
    """Many sends from a few mailboxes of Alice's, the server that takes them, and the workers."""

    alice: Person
    urls: Urls
    workers: Workers
    server: Recorder
    total: int

    def kill_somewhere(self, chance: random.Random, after: int) -> None:
        """Start a worker, let the server take about so many more, and kill it in the middle."""
        self.workers.start()
        self.do(WAKE)
        wanted = len(self.server.taken) + after
        given_up_at = time.monotonic() + 20
        while len(self.server.taken) < wanted and self.open() and time.monotonic() < given_up_at:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        self.workers.kill()
        self.do(NOW_OLD, NOW_DUE)
        self.workers.hasten()

    def finish(self) -> None:
        """Let workers do the rest, until nothing waits nor is being handed over. Slow is fine, stuck is not."""
        self.workers.start()
        left, since = self.open(), time.monotonic()
        while left:
            self.do(NOW_DUE, WAKE)
            time.sleep(0.5)
            if (still := self.open()) < left:
                left, since = still, time.monotonic()
            elif time.monotonic() > since + STUCK:
                raise AssertionError(f"{left} are open: {self.workers.ask(LEFT)}")

    def open(self) -> int:
        """How many are not at their end."""
        return int(self.workers.ask(OPEN))

    def do(self, *statements: str) -> None:
        with psycopg.connect(self.urls.system) as system:
            for statement in statements:
                system.execute(statement)

    def check(self) -> None:
        """Each is in one state with its reason, and the server has what the states say."""
        delivered = Counter(message_id for _, message_id in self.server.taken)
        to = Counter(recipient for recipient, _ in self.server.taken)
        assert max(to.values()) == 1, "somebody got it twice"
        sends = list(Send.objects.using("system").all())
        assert len(sends) == self.total
        got: dict[str, list[int]] = {}
        for send in sends:
            got.setdefault(send.state, []).append(delivered[send.message_id])
            assert send.state == "sent" or send.problem
        assert set(got) <= {"sent", "unknown", "failed"}
        assert set(got["sent"]) == {1}, "said to be sent, and was not"
        assert set(got.get("failed", [0])) == {0}, "said to have failed, and was delivered"
        assert sum(delivered.values()) == len(got["sent"]) + sum(got.get("unknown", []))
        self.check_listed(len(got.get("unknown", [])))

    def check_listed(self, unknown: int) -> None:
        """What nobody knows is on the page, for somebody to look into."""
        with acting(self.alice):
            assert counts(self.alice.workspace_id, None)[View.UNKNOWN] == unknown
        answer = self.alice.client().get("/pitch/sends/?show=unknown")
        assert answer.content.count(b'value="yes"') == min(unknown, 50)


@pytest.fixture
def sending(db: Urls, alice: Person, proofs: bool) -> Iterator[Sending]:
    total = 2_000 if proofs else 100
    with cutting_server(random.Random(7)) as (server, port):
        boxes = [mailbox(alice, port, number) for number in range(MAILBOXES)]
        pitch_ids = pitches(alice, total)
        share = -(-total // MAILBOXES)
        with acting(alice) as by:
            for number, box in enumerate(boxes):
                wanted = pitch_ids[number * share : (number + 1) * share]
                assert actions.queue(by=by, pitch_ids=wanted, mailbox_id=box.id).refused == ()
        with workers(db) as started:
            yield Sending(alice, db, started, server, total)


def mailbox(alice: Person, port: int, number: int) -> Mailbox:
    """A mailbox at the server that cuts connections; it sends at once."""
    servers = {
        "smtp": {"host": "127.0.0.1", "port": port, "security": "plain"},
        "imap": None,
        "username": "",
    }
    made = Mailbox(
        workspace_id=alice.workspace_id,
        owner_id=alice.id,
        kind="smtp",
        address=f"alice{number}@example.com",
        sender_name="Alice",
        servers=servers,
        **AT_ONCE,
    )
    made.save(using="system", force_insert=True)
    keeping.keep(made, {"password": "unused"}, using="system")
    return made


def pitches(alice: Person, total: int) -> list[UUID]:
    """As many approved pitches of one active campaign, each to another station."""
    assert alice.workspace
    identity(alice)
    campaign = make_campaign(alice.workspace, status="active")
    ours = {"workspace_id": alice.workspace_id}
    contacts = Contact.objects.using("system").bulk_create(
        Contact(**ours, email=f"music@radio{n}.example", match_key=f"{n}", name=f"Desk {n}")
        for n in range(total)
    )
    targets = Target.objects.using("system").bulk_create(
        Target(**ours, campaign=campaign, contact=one) for one in contacts
    )
    made = Pitch.objects.using("system").bulk_create(
        Pitch(
            **ours,
            campaign=campaign,
            target=target,
            contact=contact,
            state=PitchState.APPROVED,
            subject="A record",
            body="Hello.",
        )
        for contact, target in zip(contacts, targets, strict=True)
    )
    return [one.id for one in made]


def test_killed_and_cut_off_at_random_each_goes_out_at_most_once_and_none_is_lost(
    sending: Sending, proofs: bool
) -> None:
    chance = random.Random(11)
    for _ in range(100 if proofs else 6):
        sending.kill_somewhere(chance, after=chance.randint(3, 20 if proofs else 14))
    sending.finish()
    sending.check()
    assert sending.server.cut_before > 0
    assert sending.server.cut_after > 0
