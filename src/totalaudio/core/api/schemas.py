"""The shapes that every route shares: what is refused, and a page of a list."""

from datetime import date
from typing import Annotated, Final

from ninja import Query, Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

MOST_ON_A_PAGE: Final = 200

# PostgreSQL keeps no NUL, and JSON may bring half of a surrogate pair, which is no text.
Text = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00\r\n]*$")]


def _written(value: object) -> object:
    """JSON writes days and moments as text; a number would be read as seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError("write it as text, as in 2026-11-23")  # noqa: TRY004 - pydantic's way
    return value


Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Day = Annotated[date, BeforeValidator(_written)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written)]


class In(Schema):
    """What is sent: an unknown field is refused, because it is a mistake."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class FieldError(Schema):
    """Which field is wrong, and why."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = Field(default_factory=list)


class PageOf[T](Schema):
    """Some of a list; `next` is the `after` of the page that follows, null at the end."""

    items: list[T]
    next: str | None = None


class Paging(Schema):
    """Where in a list to begin, and how much of it to return."""

    limit: Annotated[int, Field(ge=1, le=MOST_ON_A_PAGE)] = 50
    after: Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{22})?$")] = ""


Pages = Annotated[Paging, Query()]

# What every route may answer beside its own result.
PROBLEMS: Final = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), Problem)
