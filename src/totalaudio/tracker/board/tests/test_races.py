"""Several people at the same moment: the plan's limit holds, and nothing is added or moved twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from tests.support.cast import Person

from totalaudio.campaigns.actions import campaigns, targets
from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import CampaignStatus, Stage
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target, timeline_of
from totalaudio.core.billing.quotas import LimitReachedError
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.board.moving import Moved, move
from totalaudio.tracker.board.tests.making import make_contact


def together[R](person: Person, works: list[Callable[[Actor], R]]) -> list[R]:
    """What each came to, each in a transaction of its own, all at the same moment."""
    start = Barrier(len(works))

    def done(work: Callable[[Actor], R]) -> R:
        try:
            start.wait(20)
            with acting(person) as by:
                return work(by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(done, works))


def test_eight_who_begin_a_campaign_at_once_on_free_begin_three(alice: Person) -> None:
    assert alice.workspace
    Workspace.objects.using("system").filter(id=alice.workspace_id).update(plan="free")
    waiting = [make_campaign(alice.workspace, f"Song {n}") for n in range(4)]

    def activate(one: Campaign) -> Callable[[Actor], bool]:
        def work(by: Actor) -> bool:
            try:
                campaigns.set_status(by=by, campaign_id=one.id, status=CampaignStatus.ACTIVE)
            except LimitReachedError:
                return False
            return True

        return work

    def create(by: Actor) -> bool:
        try:
            campaigns.create(
                by=by, artist="The Examples", title="New", status=CampaignStatus.ACTIVE
            )
        except LimitReachedError:
            return False
        return True

    answers = together(alice, [*map(activate, waiting), create, create, create, create])
    assert sorted(answers) == [False] * 5 + [True] * 3
    assert Campaign.objects.using("system").filter(status="active").count() == 3


def test_a_contact_that_four_add_at_once_is_one_target(alice: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    ids = [make_contact(alice.workspace, f"Test {n}").id for n in range(3)]

    def add(by: Actor) -> int:
        return targets.add(by=by, campaign_id=campaign.id, contact_ids=ids).added

    assert sorted(together(alice, [add] * 4)) == [0, 0, 0, 3]
    assert Target.objects.using("system").count() == 3


def test_of_four_who_move_one_card_elsewhere_one_does_and_the_others_are_told(
    alice: Person,
) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    target = make_target(campaign, make_contact(alice.workspace, "Ada Example"))
    stages = [Stage.PITCHED, Stage.REPLIED, Stage.DECLINED, Stage.NO_RESPONSE]

    def to(stage: Stage) -> Callable[[Actor], Moved]:
        return lambda by: move(
            by=by, campaign_id=campaign.id, target_ids=[target.id], stage=stage, seen=Stage.TO_PITCH
        )

    moved = together(alice, [to(stage) for stage in stages])
    winner = next(one.stage for one in moved if one.changed)
    assert [one.changed for one in moved].count(1) == 1
    assert [one.elsewhere for one in moved if not one.changed] == [(winner,)] * 3
    assert Target.objects.using("system").get(id=target.id).stage == winner
    assert timeline_of(campaign) == [("stage", {"before": "to-pitch", "after": str(winner)})]
