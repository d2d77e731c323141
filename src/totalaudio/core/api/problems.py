"""Errors of the API as problem details (RFC 9457)."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from django.http import HttpResponse

CONTENT_TYPE: Final = "application/problem+json"


class ApiError(Exception):
    """An error with words for whoever calls: `kind` is its stable name, `detail` what happened and what to do."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        errors: Sequence[dict[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.errors, self.headers = errors, headers or {}


def not_found(what: str) -> ApiError:
    """There is no such thing in the workspace of the key."""
    return ApiError(404, "not-found", f"There is no such {what} in this workspace.")


def too_large(cap: int) -> ApiError:
    """The request has more bytes than may come at once."""
    return ApiError(413, "too-large", f"The body is larger than {cap} bytes. Send less at once.")


def answer(problem: ApiError) -> HttpResponse:
    """The problem as the body of an answer."""
    body: dict[str, object] = {
        "type": f"urn:totalaudio:problem:{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = list(problem.errors)
    return HttpResponse(
        json.dumps(body), status=problem.status, content_type=CONTENT_TYPE, headers=problem.headers
    )
