"""What every kind is made of: names, lengths, thresholds, and keys as OpenSLO writes them."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from totalaudio_ops.apps import Deployable
from totalaudio_ops.requests.bounds import BOUNDS
from totalaudio_ops.slo.shorthand import read_shorthand

_NAME = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
_CLASS = r"^([a-z][a-z0-9-]*(:[a-z0-9-]*)?)?\*?$"


def _number(value: object) -> object:
    return Decimal(value) if type(value) is int else value


def _length(value: str) -> str:
    if read_shorthand(value) is None:
        raise ValueError(f"{value!r} is no length of time here; write it as in 5m, 6h, 30d or 4w")
    return value


def _app(value: str) -> str:
    if value not in tuple(Deployable):
        raise ValueError(
            f"{value!r} is no app that is deployed; write one of {', '.join(Deployable)}"
        )
    return value


def _bound(value: int) -> int:
    if value not in BOUNDS:
        known = ", ".join(map(str, BOUNDS))
        raise ValueError(
            f"{value} is no bound by which durations are counted; write one of {known}"
        )
    return value


def _texts(value: object) -> object:
    if isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    ):
        return value
    raise ValueError("the value of a label is a text, or a list of texts")


type Number = Annotated[Decimal, BeforeValidator(_number)]
type Length = Annotated[str, AfterValidator(_length)]
type App = Annotated[str, AfterValidator(_app)]
type Bound = Annotated[int, AfterValidator(_bound)]
type Name = Annotated[str, Field(pattern=_NAME)]
type RouteClass = Annotated[str, Field(pattern=_CLASS, min_length=1)]
type Description = Annotated[str, Field(max_length=1050)]


class Part(BaseModel):
    """Keys as OpenSLO writes them; `instead` says what to write for keys that it knows and this reader does not."""

    model_config = ConfigDict(
        strict=True, extra="forbid", alias_generator=to_camel, populate_by_name=False, frozen=True
    )
    instead: ClassVar[dict[str, str]] = {}


class Metadata(Part):
    """The name of an object, and what is noted beside it."""

    name: Name
    display_name: str | None = None
    labels: dict[str, Annotated[object, AfterValidator(_texts)]] = {}
    annotations: dict[str, str] = {}
