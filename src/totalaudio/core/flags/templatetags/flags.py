"""Flags in templates.

`{% feature "name" as on %}`, `{% if_feature "name" %}…{% else %}…{% endif_feature %}`, and in the block `head`
`{% flags_snapshot %}` for scripts.
"""

from django import template
from django.http import HttpRequest
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from totalaudio.core.flags import current
from totalaudio.core.flags.asking import decision_for, subject_of
from totalaudio.core.flags.names import FlagName

register = template.Library()


@register.simple_tag(takes_context=True)
def feature(context: Context, name: str) -> bool:
    """Whether the flag is on for whoever the page is made for."""
    return _is_on(context, _named(name))


class IfFeature(Node):
    """Shows one of two parts of a page, by a flag."""

    def __init__(self, flag: FlagName, when_on: NodeList, when_off: NodeList) -> None:
        self.flag, self.when_on, self.when_off = flag, when_on, when_off

    def render(self, context: Context) -> SafeString:
        return (self.when_on if _is_on(context, self.flag) else self.when_off).render(context)


@register.tag
def if_feature(parser: Parser, token: Token) -> IfFeature:
    """Show what follows only while the flag is on; `{% else %}` shows something in its place."""
    words = token.split_contents()
    if len(words) != 2:
        raise TemplateSyntaxError('write {% if_feature "name-of-the-flag" %}')
    flag = _named(words[1].strip("\"'"))
    when_on = parser.parse(("else", "endif_feature"))
    when_off = NodeList()
    if parser.next_token().contents == "else":
        when_off = parser.parse(("endif_feature",))
        parser.delete_first_token()
    return IfFeature(flag, when_on, when_off)


@register.simple_tag(takes_context=True)
def flags_snapshot(context: Context) -> SafeString:
    """What was decided for whoever the page is made for, as data, and the script that reads it."""
    request = context.get("request")
    subject = subject_of(request) if isinstance(request, HttpRequest) else (None, None)
    decided = {flag: current.evaluate(flag, *subject) for flag in FlagName}
    told = {
        "version": max(decision.version for decision in decided.values()),
        "on": [flag for flag, decision in decided.items() if decision.value],
        "variants": {flag: d.variant for flag, d in decided.items() if d.variant is not None},
    }
    return format_html(
        '{}<script src="{}"></script>',
        json_script(told, "flags-snapshot"),
        static("flags/flags.js"),
    )


def _named(name: str) -> FlagName:
    try:
        return FlagName(name)
    except ValueError:
        raise TemplateSyntaxError(
            f"there is no flag {name}: declare it in core/flags/names.py, or correct its name"
        ) from None


def _is_on(context: Context, flag: FlagName) -> bool:
    request = context.get("request")
    if isinstance(request, HttpRequest):
        return decision_for(request, flag).value
    return current.is_enabled(flag)
