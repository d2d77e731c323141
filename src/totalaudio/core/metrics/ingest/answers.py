"""Answers in JSON, readable from every origin: no cookie counts here, only the key."""

from collections.abc import Sequence

import msgspec
from django.http import HttpResponse

from .refusals import Refusal, RequestRefusedError


class _Answer(msgspec.Struct):
    accepted: int
    refused: Sequence[Refusal]


class _Problem(msgspec.Struct):
    """A problem as RFC 9457 writes it."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def stored(accepted: int, refused: Sequence[Refusal]) -> HttpResponse:
    """200: how many are stored, and why the others are not."""
    body = msgspec.json.encode(_Answer(accepted, sorted(refused, key=lambda one: one.index)))
    return HttpResponse(body, content_type="application/json")


def problem(refused: RequestRefusedError) -> HttpResponse:
    """The whole request was refused."""
    body = msgspec.json.encode(_Problem(refused.title, refused.status, refused.detail))
    answer = HttpResponse(body, status=refused.status, content_type="application/problem+json")
    if refused.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if refused.status == 405:
        answer["Allow"] = "POST, OPTIONS"
    if refused.retry_after is not None:
        answer["Retry-After"] = str(refused.retry_after)
    return answer


def preflight() -> HttpResponse:
    """204: what a browser may send from another origin."""
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Methods"] = "POST, OPTIONS"
    answer["Access-Control-Allow-Headers"] = (
        "Authorization, X-Api-Key, Content-Type, Content-Encoding"
    )
    answer["Access-Control-Max-Age"] = "86400"
    return answer


def open_to_all(answer: HttpResponse) -> HttpResponse:
    """Let pages of every origin read this; the answer holds nothing of a session, and none is asked for."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = "Retry-After"
    answer["Cache-Control"] = "no-store"
    return answer
