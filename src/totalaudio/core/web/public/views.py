"""The public pages that only tell: pricing, privacy, and what search engines ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from totalaudio.core.billing.plans import Period
from totalaudio.core.lib.access import everybody
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS

from .letters import public
from .plans import cards
from .privacy import notice
from .recording import counted

_LISTED = ("web:home", "web:pricing", "web:demo-call", "web:privacy")


@everybody
@require_safe
@counted("pricing")
def pricing(request: HttpRequest) -> HttpResponse:
    """Show what each plan costs and allows, by month or by year."""
    period = Period.YEAR if request.GET.get("per") == Period.YEAR else Period.MONTH
    shown = {
        "cards": cards(period),
        "is_yearly": period is Period.YEAR,
        "is_sold_here": settings.PAYMENTS_CONFIGURED,
        "billing_url": _billing_url(request),
    }
    return render(request, "web/public/pricing.html", shown)


def _billing_url(request: HttpRequest) -> str:
    """Where owners and admins change their plan; '' for all others."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.role not in MANAGERS:
        return ""
    try:
        return reverse("billing:plan")
    except NoReverseMatch:
        return reverse("workspaces:settings")


@everybody
@require_safe
@counted("privacy")
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what this installation keeps about people, why, and for how long."""
    return render(request, "web/public/privacy.html", {"notice": notice()})


@everybody
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Invite search engines to the public pages and keep them from the rest."""
    lines = [
        "User-agent: *",
        *(f"Allow: {reverse(name)}$" for name in _LISTED),
        "Allow: /static/",
        "Disallow: /",
        f"Sitemap: {public(reverse('web:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@everybody
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages (sitemaps.org, 0.9)."""
    addresses = "".join(f"<url><loc>{public(reverse(name))}</loc></url>" for name in _LISTED)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{addresses}</urlset>'
    )
    return HttpResponse(body, content_type="application/xml")
