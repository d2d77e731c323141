"""What is due and what waits: follow-ups, answers, outcomes that nobody wrote down, impact dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from totalaudio.campaigns.models import Campaign, FollowUp, Outcome, Reply, Touch
from totalaudio.campaigns.stages import CampaignStatus, FollowUpState, ReplyKind, Stage

AHEAD: Final = timedelta(days=7)
MOST: Final = 50
_LIVE: Final = (CampaignStatus.PLANNING, CampaignStatus.ACTIVE)
_NAMES: Final = (("overdue", "Overdue"), ("today", "Today"), ("ahead", "The next 7 days"))


@dataclass(frozen=True, slots=True)
class Group:
    """Follow-ups that are due at about the same time; `total` counts also those that are not listed."""

    key: str
    name: str
    total: int
    follow_ups: tuple[FollowUp, ...]

    @property
    def others(self) -> int:
        """How many are not listed."""
        return self.total - len(self.follow_ups)


def due(workspace_id: UUID, today: date) -> list[Group]:
    """Open follow-ups of live campaigns up to a week ahead, in three groups, the empty ones left out."""
    when = Case(
        When(due_date__lt=today, then=Value("overdue")),
        When(due_date=today, then=Value("today")),
        default=Value("ahead"),
        output_field=CharField(),
    )
    touches = Touch.objects.filter(target=OuterRef("target"))
    last_touch = touches.values("target").annotate(last_at=Max("at")).values("last_at")
    found = (
        _due(workspace_id, today)
        .annotate(group=when)
        .annotate(
            place=Window(
                RowNumber(), partition_by="group", order_by=["due_date", "target__fit", "id"]
            ),
            total=Window(Count("*"), partition_by="group"),
            touched_at=Subquery(last_touch, output_field=DateTimeField()),
        )
        .filter(place__lte=MOST)
        .select_related("target__contact", "target__campaign")
        .order_by("due_date", "place")
    )
    rows: dict[str, list[FollowUp]] = {}
    totals: dict[str, int] = {}
    for one in found:
        rows.setdefault(one.group, []).append(one)
        totals[one.group] = one.total
    return [Group(key, name, totals[key], tuple(rows[key])) for key, name in _NAMES if key in rows]


def _due(workspace_id: UUID, today: date) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(
        workspace_id=workspace_id,
        state=FollowUpState.OPEN,
        due_date__lte=today + AHEAD,
        target__campaign__status__in=_LIVE,
    )


def replies_waiting(workspace_id: UUID) -> list[Reply]:
    """The last human reply of each target that stands at replied and was not touched since, the oldest first."""
    later_touch = Touch.objects.filter(target=OuterRef("target"), at__gte=OuterRef("at"))
    later_reply = Reply.objects.filter(target=OuterRef("target"), at__gt=OuterRef("at"))
    waiting = Reply.objects.filter(
        ~Exists(later_touch),
        ~Exists(later_reply),
        workspace_id=workspace_id,
        kind=ReplyKind.HUMAN,
        target__stage=Stage.REPLIED,
        target__campaign__status__in=_LIVE,
    )
    found = waiting.select_related("target__contact", "target__campaign").order_by("at", "id")
    return list(found[:MOST])


def outcomes_to_log(workspace_id: UUID) -> list[Reply]:
    """The last "adding it" of each target for which no outcome is written down, the oldest first."""
    logged = Outcome.objects.filter(target=OuterRef("target"))
    later = Reply.objects.filter(
        target=OuterRef("target"), kind=ReplyKind.ADDING, at__gt=OuterRef("at")
    )
    promised = Reply.objects.filter(
        ~Exists(logged),
        ~Exists(later),
        workspace_id=workspace_id,
        kind=ReplyKind.ADDING,
        target__stage__in=(Stage.REPLIED, Stage.ADDED),
        target__campaign__status__in=_LIVE,
    )
    found = promised.select_related("target__contact", "target__campaign").order_by("at", "id")
    return list(found[:MOST])


def live_campaigns(workspace_id: UUID, today: date) -> list[Campaign]:
    """Live campaigns with an impact date in the next week, or with targets that nobody pitched yet."""
    waiting = Count(
        "targets", filter=Q(targets__stage=Stage.TO_PITCH, targets__contact__isnull=False)
    )
    near = Q(impact_date__range=(today, today + AHEAD))
    found = (
        Campaign.objects.filter(workspace_id=workspace_id, status__in=_LIVE)
        .annotate(to_pitch=waiting)
        .filter(near | Q(to_pitch__gt=0))
        .order_by(F("impact_date").asc(nulls_last=True), "id")
    )
    return list(found[:MOST])


def has_campaigns(workspace_id: UUID) -> bool:
    """Whether there is anything to be due for."""
    return Campaign.objects.filter(workspace_id=workspace_id).exists()
