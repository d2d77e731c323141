"""A parameter in the address that nobody asked for is a mistake, as an unknown field of a body is."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Annotated, get_args, get_origin

from django.http import HttpRequest
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
    declared = [one.annotation for one in signature(view).parameters.values()]
    models = [get_args(one)[0] for one in declared if get_origin(one) is Annotated]
    return frozenset(
        name for model in models if issubclass(model, BaseModel) for name in model.model_fields
    )


def _not_read(unknown: list[str], names: frozenset[str]) -> ApiError:
    known = f"it takes {', '.join(sorted(names))}" if names else "it takes none"
    errors = [
        {"field": name, "message": f"no parameter of this address; {known}"} for name in unknown
    ]
    detail = f"{unknown[0]}: this is no parameter of this address; {known}."
    return ApiError(422, "invalid", detail, errors=errors)
