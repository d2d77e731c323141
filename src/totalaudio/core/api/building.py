"""The API object: its documents, and every error as a problem."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from .holder import Scoped
from .problems import CONTENT_TYPE, ApiError, answer
from .queries import refusing_unknown
from .scopes import Scope

_SHOWN = 20  # of the errors of a body
_KINDS = (
    ApiError,
    ValidationError,
    HttpError,
    RawPostDataException,
    Http404,
    PermissionDenied,
)


class Described(NinjaAPI):
    """Describes its errors as what they are: problems, with a type of their own."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where the API begins; there is nothing at that place itself."""
        return reverse(f"{self.urls_namespace}:openapi-json").removesuffix("openapi.json")

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description of the API, in OpenAPI 3.1; each operation says which scope it needs."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        scopes = self._scopes()
        for path in described["paths"].values():
            for operation in path.values():
                scope = scopes[operation["operationId"]]
                operation["description"] += f" Needs the scope `{scope}`."
                for status, told in operation["responses"].items():
                    if int(status) >= 400:
                        told["content"] = {CONTENT_TYPE: told["content"]["application/json"]}
        return described

    def _scopes(self) -> dict[str, Scope]:
        """What each operation asks of a key, by the operation's id."""
        return {
            operation.operation_id or self.get_openapi_operation_id(operation): auth.scope
            for router in self._get_bound_routers()
            for place in router.path_operations.values()
            for operation in place.operations
            for auth in operation.auth_callbacks
            if isinstance(auth, Scoped)
        }


def new_api(*, title: str, version: str, description: str) -> NinjaAPI:
    """An API whose errors are problems, and take back what the request had changed."""
    api = Described(
        title=title,
        version=version,
        description=description,
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
    )
    api.add_decorator(refusing_unknown)
    for kind in _KINDS:
        api.add_exception_handler(kind, _refuse)
    return api


def _refuse(request: HttpRequest, exception: object) -> HttpResponse:
    # The exception ends here, so the transaction of the request must be told.
    if connection.in_atomic_block:
        transaction.set_rollback(True)
    return answer(_problem_of(exception))


def _problem_of(exception: object) -> ApiError:
    match exception:
        case ApiError():
            return exception
        case ValidationError():
            return _invalid(exception)
        case HttpError():
            kind = "invalid" if exception.status_code == 400 else "refused"
            return ApiError(exception.status_code, kind, exception.message)
        case RawPostDataException():
            detail = "The body came as a form. Send JSON, with Content-Type: application/json."
            return ApiError(415, "not-json", detail)
        case PermissionDenied():
            detail = "The person whose key this is may not do that."
            return ApiError(403, "forbidden", detail)
        case _:
            detail = "There is nothing here, or not in the workspace of this key."
            return ApiError(404, "not-found", detail)


def _invalid(invalid: ValidationError) -> ApiError:
    errors = [
        {"field": _place(error.get("loc", ())), "message": str(error.get("msg", "not valid"))}
        for error in invalid.errors[:_SHOWN]
    ]
    first = errors[0] if errors else {"field": "body", "message": "not valid"}
    return ApiError(422, "invalid", f"{first['field']}: {first['message']}.", errors=errors)


def _place(loc: Sequence[object]) -> str:
    """`body.data.name` for a person: what comes before the field's own name is left out."""
    parts = [str(part) for part in loc]
    return ".".join(parts[2:] or parts[1:] or parts)
