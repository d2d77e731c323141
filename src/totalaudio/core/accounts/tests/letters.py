"""Reads the mail that the platform wrote, as the worker would."""

import re

from django.http.response import HttpResponseBase

from totalaudio.core.web.models import Letter


def letters_to(address: str) -> list[Letter]:
    """What was written to an address, newest last."""
    return list(
        Letter.objects.using("system").filter(recipients=[address]).order_by("written_at", "id")
    )


def link_in(letter: Letter, part: str) -> str:
    """The path of the link in a letter that contains `part`."""
    found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", letter.body)
    assert found, letter.body
    return found[1]


def without_token(answer: HttpResponseBase) -> str:
    """A page without what is new in every one: the token of its forms."""
    text = b"".join(answer).decode()
    for token in set(re.findall(r'csrfmiddlewaretoken" value="(\w+)"|X-CSRFToken": "(\w+)"', text)):
        text = text.replace("".join(token), "TOKEN")
    return text
