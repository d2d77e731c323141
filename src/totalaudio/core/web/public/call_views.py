"""Booking a demo call, the page of a booked one, and the list of the staff."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from totalaudio.core.lib.access import everybody, operators
from totalaudio.core.metrics.visitors import origin_of
from totalaudio.core.ui.toasts import toast
from totalaudio.core.web.models import DemoCall
from totalaudio.core.web.retention import DEMO_CALLS

from . import actions, letters
from .forms import TAKEN, DemoCallForm
from .ics import Method, calendar
from .queries import BookedCall, call_by_key, free_slots, in_words
from .recording import counted

# Each booking writes a letter to an address that anybody may type, from many networks if they like.
_RATES = {"demo-call": "5/5m/ip,10/d/ip,3/d/key"}
SHOWN = 200
TOO_MANY = (
    "There were too many bookings from here. Wait five minutes; after ten in a day,"
    " or three with one address, until tomorrow."
)


@everybody
@require_http_methods(["GET", "HEAD", "POST"])
@counted("demo-call")
def demo_call(request: HttpRequest) -> HttpResponse:
    """Show the form, or book and go to the page of the call."""
    data = request.POST if request.method == "POST" else None
    free = free_slots()
    form = DemoCallForm(data, free=free, initial=_known(request))
    if data is not None and form.is_valid():
        key = _booked(request, form)
        if key:
            return redirect("web:booked-call", key)
    words = {
        "form": form,
        "is_full": not free,
        "has_place": bool(settings.DEMO_CALL_URL),
        "kept_days": DEMO_CALLS.days,
    }
    return render(request, "web/public/demo_call.html", words)


def _known(request: HttpRequest) -> dict[str, str]:
    user = request.user
    return {"name": user.name, "email": user.email} if user.is_authenticated else {}


def _booked(request: HttpRequest, form: DemoCallForm) -> str:
    """The key of the new call; '' when the form now says why there is none."""
    wish = form.wish()
    recipient = wish.email.casefold()
    if not ratelimit.consume(request, app="web", action="demo-call", key=recipient, config=_RATES):
        form.add_error(None, TOO_MANY)
        return ""
    try:
        return actions.book(wish=wish, origin=origin_of(request))
    except actions.SlotTaken:
        form.add_error("starts_at", TAKEN)
        return ""


@everybody
@require_safe
@never_cache
def booked_call(request: HttpRequest, key: str) -> HttpResponse:
    """Show a call to whoever holds its link."""
    call = _by_key(key)
    words = {
        "call": call,
        "key": key,
        "when": in_words(call.starts_at),
        "place": settings.DEMO_CALL_URL,
    }
    return render(request, "web/public/booked_call.html", words)


@everybody
@require_safe
@never_cache
def call_file(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file of a call."""
    call = _by_key(key)
    link = letters.public(request.path.removesuffix(letters.FILE_NAME))
    method = Method.CANCEL if call.cancelled_at else Method.PUBLISH
    made = letters.appointment(call.id, call.starts_at, link)
    body = calendar(made, stamp=call.cancelled_at or call.booked_at, method=method)
    answer = HttpResponse(body, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="{letters.FILE_NAME}"'
    return answer


@everybody
@require_POST
def cancel_call(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel a call as whoever holds its link."""
    _by_key(key)
    actions.cancel(key=key)
    return redirect("web:booked-call", key)


def _by_key(key: str) -> BookedCall:
    call = call_by_key(key)
    if call is None:
        raise Http404("no call has this link")
    return call


@operators
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls to come, the next one first."""
    waiting = DemoCall.objects.filter(cancelled_at=None, starts_at__gt=timezone.now())
    shown = [(call, in_words(call.starts_at)) for call in waiting.order_by("starts_at")[:SHOWN]]
    return render(request, "web/calls.html", {"calls": shown})


@operators
@require_POST
def cancel_for_visitor(request: HttpRequest) -> HttpResponse:
    """Cancel a call as staff; the visitor is told by mail."""
    call_id = _id(request.POST.get("call", ""))
    call = actions.cancel_for_visitor(call_id=call_id) if call_id else None
    if call is None:
        toast(request, "This call was cancelled before, or it is over.")
    else:
        toast(request, f"The call is cancelled, and {call.email} is told.")
    return redirect("web:calls")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
