"""The API object: its documents, and every error as a problem."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from .problems import ApiError, answer

_SHOWN = 20  # of the errors of a body


def new_api(*, title: str, version: str, description: str) -> NinjaAPI:
    """An API whose errors are problems, and take back what the request had changed."""
    api = NinjaAPI(
        title=title,
        version=version,
        description=description,
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
    )
    api.add_exception_handler(ApiError, _problem)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(PermissionDenied, _forbidden)
    return api


def _refuse(problem: ApiError) -> HttpResponse:
    # The exception ends here, so the transaction of the request must be told.
    if connection.in_atomic_block:
        transaction.set_rollback(True)
    return answer(problem)


def _problem(request: HttpRequest, problem: ApiError) -> HttpResponse:
    return _refuse(problem)


def _missing(request: HttpRequest, exception: Http404) -> HttpResponse:
    detail = "There is nothing here, or not in the workspace of this key."
    return _refuse(ApiError(404, "not-found", detail))


def _forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    detail = "The person whose key this is may not do that."
    return _refuse(ApiError(403, "forbidden", detail))


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = "invalid" if error.status_code == 400 else "refused"
    return _refuse(ApiError(error.status_code, kind, error.message))


def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    errors = [
        {"field": _place(error.get("loc", ())), "message": str(error.get("msg", "not valid"))}
        for error in invalid.errors[:_SHOWN]
    ]
    first = errors[0] if errors else {"field": "body", "message": "not valid"}
    detail = f"{first['field']}: {first['message']}."
    return _refuse(ApiError(422, "invalid", detail, errors=errors))


def _place(loc: Sequence[object]) -> str:
    """`body.data.name` for a person: what comes before the field's own name is left out."""
    parts = [str(part) for part in loc]
    return ".".join(parts[2:] or parts[1:] or parts)
