"""Who said nothing: pitched, every follow-up done, and two weeks gone by."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.models import FollowUp, Reply, Target
from totalaudio.campaigns.stages import HUMAN_REPLIES, FollowUpState, Stage
from totalaudio.core.tenancy.context import task_context

SILENCE: Final = timedelta(days=14)
_AT_ONCE: Final = 1_000


def close_silent(now: datetime | None = None) -> int:
    """Move the silent targets of every workspace to no response, and say how many moved."""
    before = (now or timezone.now()) - SILENCE
    waiting = _silent(before, using="system").values_list("workspace_id", flat=True).distinct()
    return sum(_close(workspace_id, before) for workspace_id in list(waiting))


def _close(workspace_id: UUID, before: datetime) -> int:
    moved = 0
    while True:
        with task_context(workspace_id) as by:
            ids = list(_silent(before).values_list("id", flat=True)[:_AT_ONCE])
            moved += targets.move(by=by, target_ids=ids, stage=Stage.NO_RESPONSE)
        if len(ids) < _AT_ONCE:
            return moved


def _silent(before: datetime, using: str = "default") -> QuerySet[Target]:
    """Pitched targets without an open follow-up whose last touch, follow-up and change are before a moment."""
    mine = {"target": OuterRef("pk")}
    waiting = FollowUp.objects.filter(**mine, state=FollowUpState.OPEN)
    answers = Reply.objects.filter(**mine, kind__in=HUMAN_REPLIES)
    pitched = Target.objects.using(using).filter(stage=Stage.PITCHED)
    found = pitched.annotate(
        last_touch=Coalesce(Max("touches__at"), F("stage_at")),
        last_follow_up=Coalesce(Max("follow_ups__done_at"), F("stage_at")),
    )
    last = Greatest("stage_at", "last_touch", "last_follow_up")
    return found.annotate(last_at=last).filter(
        ~Q(Exists(waiting)), ~Q(Exists(answers)), last_at__lt=before
    )
