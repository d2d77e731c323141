"""Workers are killed in the middle of a batch of pitches: each target has one in the end, and none is counted twice."""

import random
import time

import pytest
from django.db import connections

from tests.faults.worker import Workers, workers
from tests.platform.launch import until
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.campaigns.models import Campaign, Target
from totalaudio.contacts.models import Contact
from totalaudio.core.metrics.models import UsageCounter
from totalaudio.pitch.drafts.tests.making import campaign_of, start, stored
from totalaudio.pitch.models import Batch, Pitch

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]


def targets(person: Person, campaign: Campaign, number: int) -> list[Target]:
    """Many targets, made at once."""
    contacts = Contact.objects.using("system").bulk_create(
        Contact(
            workspace_id=person.workspace_id,
            match_key=f"killed-{n}",
            name=f"Presenter {n}",
            email=f"presenter{n}@station{n}.example",
            email_kind="person",
            outlet_name=f"Example FM {n}",
            outlet_kind="station",
        )
        for n in range(number)
    )
    return Target.objects.using("system").bulk_create(
        Target(workspace_id=person.workspace_id, campaign=campaign, contact=one) for one in contacts
    )


def check_nothing_half(batch: Batch) -> None:
    """What the batch says of itself is what is there, at any moment."""
    with connections["system"].cursor() as cursor:
        cursor.execute(
            "SELECT b.done, b.written, count(p.id), count(DISTINCT p.target_id),"
            " (SELECT coalesce(sum(pitches_generated), 0) FROM usage_counters u WHERE u.workspace_id = b.workspace_id)"
            " FROM pitch_batch b LEFT JOIN pitch_pitch p ON p.batch_id = b.id WHERE b.id = %s GROUP BY b.id",
            [batch.id],
        )
        found = cursor.fetchone()
    assert len(set(found)) == 1, found


def kill_at_a_random_moment(started: Workers, moments: random.Random) -> None:
    started.start()
    time.sleep(moments.uniform(0.05, 1.5))
    started.kill()


def test_killed_at_any_moment_each_target_has_one_pitch(
    db: Urls, alice: Person, *, proofs: bool
) -> None:
    kills, number = (20, 8_000) if proofs else (2, 1_000)
    moments = random.Random(5)
    campaign = campaign_of(alice)
    batch = start(alice, campaign, [one.id for one in targets(alice, campaign, number)])
    with workers(db) as started:
        for _ in range(kills):
            kill_at_a_random_moment(started, moments)
            check_nothing_half(batch)
            started.hasten()
        started.start(2)
        until(lambda: stored(batch).state == "done", 240)
    check_nothing_half(batch)
    assert (stored(batch).done, stored(batch).written, stored(batch).failures) == (
        number, number, [],
    )  # fmt: skip
    assert Pitch.objects.using("system").filter(campaign=campaign).count() == number
    assert UsageCounter.objects.using("system").get().pitches_generated == number
