"""The private calendar: its page, where the address is shown once, and the file behind the address."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from totalaudio.core.lib.access import everybody, works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.tracker.addresses import address_of

from .feeds import Due, calendar_of, close_feed, feed_of, open_feed
from .icalendar import Day, calendar_file


@members()
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Whether the member has a calendar, and what can be done with it."""
    return render(request, "tracker/feed.html", {"feed": feed_of(actor_of(request))})


@members()
@require_POST
@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Make the calendar or give it a new address, and show that address this one time."""
    by = actor_of(request)
    opened = open_feed(by=by)
    path = reverse("today:calendar", args=[opened.key])
    shown = {"feed": feed_of(by), "address": urljoin(settings.BASE_URL, path)}
    return render(request, "tracker/feed.html", shown)


@members()
@works_read_only
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take the calendar away; its address stops working at once."""
    gone = close_feed(by=actor_of(request))
    toast(request, "The address stopped working." if gone else "There was no calendar.")
    return redirect("today:feed")


@everybody
@require_safe
@never_cache
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar as a file, for whoever holds its address; unknown and revoked ones look the same."""
    found = calendar_of(key)
    if found is None:
        return HttpResponse(
            "This calendar is not there any more.\n", status=404, content_type="text/plain"
        )
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    days = [_day(due, host) for due in found.entries]
    answer = HttpResponse(
        calendar_file(f"{found.workspace}: due", days), content_type="text/calendar; charset=utf-8"
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _day(due: Due, host: str) -> Day:
    if due.what == "impact":
        path = address_of("campaigns:show", due.campaign_id) or reverse("today:page")
        summary, about = f"Impact date: {due.campaign}", ""
    else:
        path = address_of("board:target", due.target_id) or reverse("today:page")
        who = due.contact or "a contact"
        at = f" ({due.outlet})" if due.outlet and due.outlet != due.contact else ""
        summary = f"Follow up with {who}{at}"
        about = "\n".join(
            part for part in (due.campaign, f"Follow-up {due.number}", due.note) if part
        )
    url = urljoin(settings.BASE_URL, path)
    return Day(f"{due.what}-{due.id}@{host}", due.day, due.at, summary, about, url)
