"""The pages with figures; both are behind the flag `analytics-dashboard`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from totalaudio.core.accounts.models import User
from totalaudio.core.flags.flags import FlagName, require_feature
from totalaudio.core.lib.access import operators, signed_in
from totalaudio.core.metrics import recording
from totalaudio.core.metrics.dashboards import queries
from totalaudio.core.metrics.dashboards.windows import last_days, range_of

from . import page, usage_page


@operators
@require_feature(FlagName.ANALYTICS_DASHBOARD)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show operators what the installation recorded in the last `days`: 7, 30, 90 or 365."""
    days = range_of(request.GET.get("days", ""))
    shown = page.figures(last_days(days)) | {
        "days": days,
        "tabs": page.tabs(days),
        "newest_hour": queries.newest_hour(),
        "is_recording": recording.is_recording(),
    }
    return render(request, "web/metrics.html", shown)


@signed_in
@require_feature(FlagName.ANALYTICS_DASHBOARD)
@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """Show people what they themselves did: today, and in the last 30 days."""
    person = User.objects.only("id").get(email=request.user.get_username())
    return render(request, "web/usage.html", usage_page.usage(person.id))
