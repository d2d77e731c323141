"""A parameter in the address that nobody asked for is a mistake, as an unknown field of a body is."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import get_args

from django.http import HttpRequest
from ninja.params.models import Query
from pydantic import BaseModel

from .problems import ApiError


def refusing_unknown[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """The view, refused (422) when the address has a parameter that it does not read."""
    names = _names(view)

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        request = args[0]
        unknown = sorted(set(request.GET) - names) if isinstance(request, HttpRequest) else []
        if unknown:
            raise _not_read(unknown, names)
        return view(*args, **kwargs)

    return checked


def _names(view: Callable[..., object]) -> frozenset[str]:
    """What the view reads from an address: the fields of its parameters that are declared as a query."""
    declared = [get_args(one.annotation) for one in signature(view).parameters.values()]
    queries = [one[0] for one in declared if any(isinstance(mark, Query) for mark in one[1:])]
    return frozenset(
        name for model in queries if issubclass(model, BaseModel) for name in model.model_fields
    )


def _not_read(unknown: list[str], names: frozenset[str]) -> ApiError:
    known = f"it takes {', '.join(sorted(names))}" if names else "it takes none"
    errors = [
        {"field": name, "message": f"no parameter of this address; {known}"} for name in unknown
    ]
    detail = f"{unknown[0]}: this is no parameter of this address; {known}."
    return ApiError(422, "invalid", detail, errors=errors)
