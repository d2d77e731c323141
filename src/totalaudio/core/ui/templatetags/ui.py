"""The template tags and filters of the design system: `{% load ui %}`."""

from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from totalaudio.core.ui import blocks, formats, numbers
from totalaudio.core.ui.pieces import Proportion
from totalaudio.core.ui.toasts import undo_url

register = template.Library()

register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("moment_with_zone", formats.moment_with_zone)
register.filter("relative", formats.relative)
register.filter("duration", formats.duration)
register.filter("milliseconds", formats.milliseconds)
register.filter("number", formats.number)
register.filter("money", formats.money)
register.filter("confidence_label", numbers.confidence_label)
register.filter("percent", numbers.percent)
register.simple_tag(formats.rate, name="rate")
for block in (blocks.card, blocks.banner, blocks.dialog, blocks.empty, blocks.table, blocks.row):
    register.simple_block_tag(block)


@register.filter
def words(text: str) -> list[str]:
    """Split words at blanks, for short lists in a template."""
    return text.split()


@register.filter
def plural(count: int, noun: str) -> str:
    """Write a count with its noun; `one,many` when adding an s is wrong."""
    one, _, many = noun.partition(",")
    return formats.plural(count, one, many)


@register.filter
def web_address(url: str) -> str:
    """Give an address back if it is one of the web; a link must never lead to javascript: or data:."""
    return url if url.lower().startswith(("https://", "http://")) else ""


@register.filter
def widget_kind(field: BoundField) -> str:
    """Name the kind of control a form field has: checkbox, file, select, textarea or input."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", None)
    if kind in {"checkbox", "file", "select"} and not field.use_fieldset:
        return str(kind)
    return "textarea" if "textarea" in getattr(widget, "template_name", "") else "input"


@register.filter
def proportion_shape(proportion: Proportion) -> dict[str, int] | None:
    """Give share, low, high and width in whole percent, or None when the sample is too small."""
    if not numbers.is_rate(proportion.n):
        return None
    interval = numbers.wilson(proportion.hits, proportion.n)
    low, high = numbers.percent(interval.low), numbers.percent(interval.high)
    share = numbers.percent(proportion.hits / proportion.n)
    return {"share": share, "low": low, "high": high, "width": high - low}


@register.simple_tag
def ui_file(kind: str, name: str) -> str:
    """Give the address of one of our own style sheets or scripts."""
    return static(f"ui/{kind}/{name}.{kind}")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Show an icon of icons.svg; hidden from readers unless it has a label."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" width="20" height="20" {} focusable="false"><use href="{}#{}"/></svg>',
        SafeString(role), static("ui/icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def button(
    label: str, *, type: str = "button", href: str = "", icon: str = "",  # noqa: A002 - as HTML calls it
    primary: bool = False,
    danger: bool = False, quiet: bool = False, small: bool = False, disabled: bool = False,
    busy: bool = False, **attributes: Any,
) -> str:  # fmt: skip
    """Show a button, or a link that looks like one; other names become attributes (hx_post is hx-post)."""
    kind = "primary" if primary else "danger" if danger else "quiet" if quiet else ""
    rest = format_html_join(
        "",
        ' {}="{}"',
        ((name.strip("_").replace("_", "-"), value) for name, value in attributes.items()),
    )
    return render_to_string("ui/button.html", {
        "label": label, "type": type, "href": "" if disabled else href, "icon": icon, "kind": kind,
        "small": small, "disabled": disabled, "busy": busy, "attributes": rest,
    })  # fmt: skip


@register.inclusion_tag("ui/field.html")
def field(field: BoundField) -> dict[str, BoundField]:
    """Show a form field with its label, hint, control and errors."""
    return {"field": field}


@register.inclusion_tag("ui/toast.html", takes_context=True)
def toast(context: Context, message: Message) -> dict[str, Any]:
    """Show one of Django's messages as a toast, with Undo when the view offered it."""
    return {
        "text": message.message, "level": message.level_tag, "undo_url": undo_url(message),
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_block_tag(takes_context=True)
def remember(context: Context, content: SafeString, name: str) -> SafeString:
    """Show a piece of the page and keep it, so that it can be shown again by `recall`."""
    # What a block renders is escaped already; strip() would forget that.
    kept = SafeString(content.strip())
    context.render_context[f"ui-{name}"] = kept
    return kept


@register.simple_tag(takes_context=True)
def recall(context: Context, name: str) -> SafeString:
    """Show what `remember` kept under this name."""
    kept = context.render_context.get(f"ui-{name}")
    return kept if isinstance(kept, SafeString) else SafeString("")
