"""The page of a run that the plan has no room for, with the part of it that there is room for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from totalaudio.core.billing.quotas import LimitReachedError, QuotaRefusedError
from totalaudio.core.ui.formats import number, plural
from totalaudio.core.ui.toasts import toast

_NOT_AGAIN = frozenset({"csrfmiddlewaretoken", "first"})


def first_of(request: HttpRequest) -> int | None:
    """How many contacts a person wants of those that they named (`first`); None for all."""
    text = request.POST.get("first", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 else None


def refused(request: HttpRequest, refusal: QuotaRefusedError) -> HttpResponse:
    """402: say why nothing was started, and offer what is possible."""
    left = refusal.left if isinstance(refusal, LimitReachedError) else 0
    shown = {
        "reason": _reason(refusal),
        "first": left,
        "enrich_first": f"Enrich the first {number(left)}",
        "posted": _posted(request),
    }
    return render(request, "intel/run_refused.html", shown, status=402)


def only_one(request: HttpRequest) -> HttpResponse:
    """Say that only one contact at a time is enriched here, on the table where one is chosen."""
    toast(request, "Enriching many contacts at once is switched off here. Choose one contact.")
    return redirect("contacts:table")


def _reason(refusal: QuotaRefusedError) -> str:
    if not isinstance(refusal, LimitReachedError):
        return str(refusal)
    contacts = plural(refusal.wanted, "contact")
    way_out = (
        f"Enrich the first {number(refusal.left)}, or upgrade."
        if refusal.left
        else "Upgrade to go on."
    )
    return f"{refusal.what_is_left}; this run has {contacts}. {way_out}"


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_AGAIN
        for value in values
    ]
