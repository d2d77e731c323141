"""What the installation earns, in the currency that it sells in; operators see every payment and subscription."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncMonth

from totalaudio.core.billing.models import Payment, PaymentStatus, StripeEvent, Subscription
from totalaudio.core.billing.plans import CURRENCY, Period, terms_of

MONTHS: Final = 12
LATEST: Final = 50
_PAID: Final = (PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED)
_PAYING: Final = ("active", "past_due")


@dataclass(frozen=True, slots=True)
class Month:
    """One month (UTC) in pence; `given_back` is what was refunded or lost in a dispute."""

    begins: datetime
    paid: int
    payments: int
    given_back: int

    @property
    def net(self) -> int:
        """What stayed."""
        return self.paid - self.given_back


@dataclass(frozen=True, slots=True)
class Churn:
    """Of the subscriptions that ran when the month began, how many ended in it."""

    begins: datetime
    ended: int
    running: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """What the running subscriptions bring in a month, in pence; a year's counts a twelfth, trials stand apart."""

    monthly: int
    trialing: int
    by_plan: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong in the last 30 days, and what is open."""

    failed: int
    refunds: int
    refunded: int
    disputes_open: int
    disputes_lost: int
    events_open: int


def months_before(now: datetime, count: int) -> list[datetime]:
    """The beginnings of the last months in UTC, oldest first; the last one is now's."""
    last = now.astimezone(UTC)
    numbers = [last.year * 12 + last.month - 1 - back for back in range(count)]
    return [datetime(n // 12, n % 12 + 1, 1, tzinfo=UTC) for n in reversed(numbers)]


def revenue(now: datetime) -> list[Month]:
    """Every month of the last year, empty ones too; money that went back is taken off the month of its payment."""
    begins = months_before(now, MONTHS)
    lost = Case(When(dispute_status="lost", then=F("amount") - _refunded()), default=0)
    found = (
        Payment.objects.filter(status__in=_PAID, currency=CURRENCY, created_at__gte=begins[0])
        .annotate(month=TruncMonth("created_at", tzinfo=UTC))
        .values("month")
        .annotate(paid=Sum("amount"), count=Count("id"), back=Sum(_refunded()), lost=Sum(lost))
    )
    months = {
        row["month"]: Month(row["month"], row["paid"], row["count"], row["back"] + row["lost"])
        for row in found
    }
    return [months.get(begin) or Month(begin, 0, 0, 0) for begin in begins]


def _refunded() -> Coalesce:
    return Coalesce("refund_amount", 0)


def recurring() -> Recurring:
    """What the subscriptions that run now bring in each month."""
    running = list(
        Subscription.objects.filter(status__in=(*_PAYING, "trialing"), currency=CURRENCY)
    )
    paying = [one for one in running if one.status in _PAYING]
    plans = Counter(one.plan for one in paying)
    return Recurring(
        monthly=_monthly(paying),
        trialing=_monthly([one for one in running if one.status == "trialing"]),
        by_plan=tuple((terms_of(plan).name, count) for plan, count in plans.most_common()),
    )


def _monthly(subscriptions: Sequence[Subscription]) -> int:
    yearly = sum(one.amount for one in subscriptions if one.period == Period.YEAR)
    return round(yearly / 12) + sum(
        one.amount for one in subscriptions if one.period == Period.MONTH
    )


def churn(now: datetime, months: int = 6) -> list[Churn]:
    """The last months, oldest first; this month so far is the last one."""
    begins = months_before(now, months)
    ends = [*begins[1:], now]
    return [_churn(begin, end) for begin, end in zip(begins, ends, strict=True)]


def _churn(begin: datetime, end: datetime) -> Churn:
    lasting = Q(ended_at=None) | Q(ended_at__gte=begin)
    ran = Subscription.objects.filter(lasting, starts_at__lt=begin).exclude(
        status__in=("incomplete", "incomplete_expired")
    )
    return Churn(begin, ran.filter(ended_at__lt=end).count(), ran.count())


def trouble(now: datetime) -> Trouble:
    """Failures, refunds and disputes, and the events that wait."""
    since = now - timedelta(days=30)
    back = Payment.objects.filter(refunded_at__gte=since, currency=CURRENCY)
    over = ("lost", "won", "warning_closed", "prevented")
    return Trouble(
        failed=Payment.objects.filter(status=PaymentStatus.FAILED, updated_at__gte=since).count(),
        refunds=back.count(),
        refunded=back.aggregate(sum=Coalesce(Sum("refund_amount"), 0))["sum"],
        disputes_open=Payment.objects.exclude(dispute_status=None)
        .exclude(dispute_status__in=over)
        .count(),
        disputes_lost=Payment.objects.filter(dispute_status="lost", disputed_at__gte=since).count(),
        events_open=StripeEvent.objects.filter(handled_at=None).count(),
    )


def troubled_events() -> QuerySet[StripeEvent]:
    """The newest events that wait or had a problem."""
    found = StripeEvent.objects.filter(Q(handled_at=None) | ~Q(problem=None))
    return found.order_by("-received_at")[:LATEST]
