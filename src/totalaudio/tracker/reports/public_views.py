"""A report by its live link: for whoever holds the address, without a session, and not for search engines."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from totalaudio.core.lib.access import everybody

from .pages import page_of
from .reading import is_white_label, linked_logo, linked_report
from .views import logo_answer, pdf_answer

type _View = Callable[[HttpRequest, str], HttpResponse]


def _unlisted(view: _View) -> _View:
    """Keep the page out of search engines, and its address out of what others are told of their visitors."""

    @wraps(view)
    def shown(request: HttpRequest, key: str) -> HttpResponse:
        answer = view(request, key)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return shown


@everybody
@require_safe
@never_cache
@_unlisted
def public(request: HttpRequest, key: str) -> HttpResponse:
    """The report; when the link is revoked, expired or unknown, one page that says so for all three."""
    report = linked_report(key)
    if report is None:
        return _gone(request)
    has_logo = is_white_label(report) and report.brand.logo_type
    page = page_of(report) | {
        "pdf_url": reverse("reports:public-pdf", args=[key]),
        "logo_url": reverse("reports:public-logo", args=[key]) if has_logo else "",
        "expires_at": report.expires_at,
    }
    return render(request, "tracker/report_public.html", page)


@everybody
@require_safe
@never_cache
@_unlisted
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The PDF behind a link."""
    report = linked_report(key)
    if report is None:
        return _gone(request)
    return pdf_answer(report, linked_logo(key) if is_white_label(report) else None)


@everybody
@require_safe
@_unlisted
def logo(request: HttpRequest, key: str) -> HttpResponse:
    """The picture on the report behind a link."""
    return logo_answer(linked_logo(key))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/report_gone.html", status=404)
