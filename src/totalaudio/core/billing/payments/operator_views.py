"""The operators' page of revenue."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.lib.access import operators
from totalaudio.core.ui.charts import bars
from totalaudio.core.ui.formats import money
from totalaudio.core.ui.pieces import Stat
from totalaudio.core.ui.toasts import toast

from . import revenue as figures


@operators
@require_safe
def revenue(request: HttpRequest) -> HttpResponse:
    """Show what comes in, what went back, who left, and events that need a hand."""
    now = timezone.now()
    months, recurring, trouble = figures.revenue(now), figures.recurring(), figures.trouble(now)
    in_pounds = [(f"{one.begins:%b %Y}", max(one.net, 0) // 100) for one in months]
    words = {
        "is_connected": settings.PAYMENTS_CONFIGURED,
        "stats": [
            Stat(
                "Recurring per month", money(recurring.monthly), "list prices; a year is a twelfth"
            ),
            Stat("On trial", money(recurring.trialing), "per month, if all stay"),
            Stat("This month, net", money(months[-1].net), "paid less refunds"),
            Stat("Failed payments", str(trouble.failed), "in 30 days"),
            Stat("Refunded", money(trouble.refunded), f"{trouble.refunds} in 30 days"),
            Stat(
                "Open disputes",
                str(trouble.disputes_open),
                f"{trouble.disputes_lost} lost in 30 days",
            ),
            Stat("Events waiting", str(trouble.events_open)),
        ],
        "chart": bars("Revenue by month, net, in pounds", in_pounds),
        "months": months[::-1],
        "by_plan": recurring.by_plan,
        "churn": figures.churn(now)[::-1],
        "events": figures.troubled_events(),
    }
    return render(request, "billing/revenue.html", words)


@operators
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Hand an event to the worker again."""
    try:
        event_id = UUID(request.POST.get("event_id", ""))
    except ValueError:
        messages.error(request, "There is no such event.")
        return redirect("operator-revenue:page")
    with connection.cursor() as cursor:
        cursor.execute("SELECT retry_stripe_event_v1(%s)", [event_id])
        row = cursor.fetchone()
    if row[0]:
        toast(request, "The worker tries again.")
    else:
        messages.error(request, "That event is handled already.")
    return redirect("operator-revenue:page")
