"""A send never vanishes with its target: who was written to, or will be, stays in the campaign."""

import psycopg
import pytest
from django.db import IntegrityError
from tests.support.database import Urls

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.tests.making import acting
from totalaudio.pitch.models import Send

from .sending import Outboxed

KEPT = ("queued", "sending", "sent", "unknown")
CLOSED = ("cancelled", "refused", "failed")


def queued_as(out: Outboxed, state: str) -> Target:
    """The target of a send that is in this state; the other target has none."""
    out.queue(out.pitches[0])
    Send.objects.using("system").update(state=state)
    return out.pitches[0].target


@pytest.mark.parametrize("state", KEPT)
def test_a_target_whose_mail_waits_or_may_have_gone_is_not_taken_out(
    out: Outboxed, state: str
) -> None:
    kept = queued_as(out, state)
    with acting(out.alice) as by:
        ids = [pitch.target_id for pitch in out.pitches]
        assert targets.remove(by=by, target_ids=ids) == 1
    assert [one.id for one in Target.objects.using("system").all()] == [kept.id]
    assert out.states() == [state]


@pytest.mark.parametrize("state", CLOSED)
def test_a_target_whose_mail_certainly_did_not_go_is_taken_out(out: Outboxed, state: str) -> None:
    target = queued_as(out, state)
    with acting(out.alice) as by:
        assert targets.remove(by=by, target_ids=[target.id]) == 1
    assert out.states() == []


@pytest.mark.parametrize("state", KEPT)
def test_the_database_itself_refuses_it(out: Outboxed, state: str, db: Urls) -> None:
    target = queued_as(out, state)
    with acting(out.alice), pytest.raises(IntegrityError, match="was written to"):
        Target.objects.filter(id=target.id).delete()
    with psycopg.connect(db.system) as system, pytest.raises(psycopg.errors.RestrictViolation):
        system.execute("DELETE FROM campaigns_target")
    assert out.states() == [state]


def test_a_whole_campaign_goes_with_all_of_it(out: Outboxed) -> None:
    queued_as(out, "sent")
    with acting(out.alice):
        Campaign.objects.filter(id=out.campaign.id).delete()
    assert Target.objects.using("system").count() == 0
    assert Send.objects.using("system").count() == 0
