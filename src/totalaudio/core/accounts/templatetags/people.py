"""Tags of the account pages, which are allauth's and know nothing of ours: `{% load people %}`."""

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse

from totalaudio.core.ui.pieces import Tab

register = template.Library()

_TABS = (
    ("Profile", "people:profile", "/people/"),
    ("E-mail", "account_email", "/accounts/email/"),
    ("Password", "account_change_password", "/accounts/password/"),
    ("Second step", "mfa_index", "/accounts/2fa/"),
)


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def account_tabs(context: Context, usage_url: str = "") -> dict[str, object]:
    """Show the tabs of a person's own pages, among them that of their usage where it is switched on."""
    tabs = [(name, reverse(route), prefix) for name, route, prefix in _TABS]
    if usage_url:
        tabs.insert(1, ("Usage", usage_url, usage_url))
    if has_google():
        google = reverse("socialaccount_connections")
        tabs.append(("Google", google, google))
    here = context["request"].path
    current = max((prefix for *_, prefix in tabs if here.startswith(prefix)), key=len, default="")
    shown = [Tab(name, url, prefix == current) for name, url, prefix in tabs]
    return {"tabs": shown, "label": "Your account"}


@register.simple_tag
def has_google() -> bool:
    """Whether people can sign in with Google here."""
    return "google" in settings.SOCIALACCOUNT_PROVIDERS


@register.simple_tag
def has_demo() -> bool:
    """Whether this installation offers its demo."""
    return settings.DEMO_EMAIL is not None


@register.simple_tag
def has_outbox() -> bool:
    """Whether mail is kept for the outbox page."""
    return bool(settings.HAS_OUTBOX)
