"""What pages say of the plan in force: `{% load plans %}`."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from totalaudio.core.billing.plans import Limit, terms_of
from totalaudio.core.billing.quotas import meter_of
from totalaudio.core.tenancy.requests import workspace_of

register = template.Library()


@register.simple_tag(takes_context=True)
def plan_meter(context: Context, limit: str = Limit.ENRICHMENTS) -> SafeString:
    """Show how much of a monthly limit is used, and that it is unlimited where it is."""
    return _meters(context, [Limit(limit)])


@register.simple_tag(takes_context=True)
def plan_meter_if_limited(context: Context, limit: str = Limit.ENRICHMENTS) -> SafeString:
    """Show how much of a monthly limit is used; nothing on a plan that has none."""
    plan = workspace_of(context["request"]).plan
    return _meters(context, [Limit(limit)] if Limit(limit) in terms_of(plan).limits else [])


@register.simple_tag
def upgrade_url() -> str:
    """Give the address of the page that shows all plans, nothing where there is none."""
    try:
        return reverse("web:pricing")
    except NoReverseMatch:
        return ""


def _meters(context: Context, limits: Sequence[Limit]) -> SafeString:
    workspace = workspace_of(context["request"])
    shown = (
        render_to_string("ui/plan_meter.html", {"meter": meter_of(workspace, limit)})
        for limit in limits
    )
    return SafeString("".join(shown))
