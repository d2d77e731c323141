"""What a person pastes to send events, with their own key in it."""

import json

from django import template

register = template.Library()


@register.simple_tag
def snippet(script: str, key: str) -> str:
    """The tag that a page holds."""
    return f'<script defer src="{script}" data-key="{key}"></script>'


@register.simple_tag
def call(address: str, key: str) -> str:
    """A request from a command line; the id is to be made anew for each event."""
    event = {"id": "A-NEW-UUID-OF-VERSION-7", "event_name": "track-played"}
    return (
        f"curl {address} \\\n  -H 'Authorization: Bearer {key}' \\\n  -H 'Content-Type: application/json' \\\n"
        f"  -d '{json.dumps({'events': [event]})}'"
    )
