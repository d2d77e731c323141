"""Closes views and tasks whose flag is off."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest
from django.shortcuts import render

from . import current
from .asking import decision_for
from .names import FlagName


class FeatureIsOff(Exception):  # noqa: N818 - it is what was asked for
    """Work that was handed over while its flag was on, and is taken up when it is off."""


def require_feature[**P, R](flag: FlagName) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be opened, or a task be done, only while the flag is on for who asks.

    A view answers with a page that says so (404); a task raises FeatureIsOff.
    """

    def guard(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            request = args[0] if args else None
            if isinstance(request, HttpRequest):
                if decision_for(request, flag).value:
                    return function(*args, **kwargs)
                return cast("R", render(request, "flags/off.html", status=404))
            if current.is_enabled(flag):
                return function(*args, **kwargs)
            raise FeatureIsOff(f"{flag} is off: {function.__qualname__} was not done")

        return guarded

    return guard
