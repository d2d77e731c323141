"""From a document to an object of its kind, or to everything that is wrong with it."""

from dataclasses import dataclass
from typing import Final, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from totalaudio_ops.slo.openslo.kinds import SPECS
from totalaudio_ops.slo.openslo.parts import Metadata, Part
from totalaudio_ops.strict_yaml import Document, Fault, Path

_WANTED: Final = {
    "string_type": "a text, in quotes where it looks like a number or like true",
    "string_pattern_mismatch": "small letters, digits and hyphens, from a letter or digit to one",
    "string_too_long": "a shorter text",
    "int_type": "a whole number, without quotes",
    "is_instance_of": "a plain number, without quotes and exponent",
    "list_type": "a list",
    "dict_type": "keys with their values",
    "model_type": "keys with their values",
    "too_short": "at least one",
}


@dataclass(frozen=True, slots=True)
class Checked[S: Part]:
    """An object: its kind, its metadata and its spec; `path` is where in the document it stands."""

    kind: str
    metadata: Metadata
    spec: S
    document: Document
    path: Path = ()

    def fault(self, at: Path, said: str) -> Fault:
        """A mistake at a value inside it."""
        return self.document.fault((*self.path, *at), said)


class _Envelope(Part):
    api_version: Literal["openslo/v1"]
    kind: Literal[
        "Service",
        "DataSource",
        "SLI",
        "SLO",
        "AlertPolicy",
        "AlertCondition",
        "AlertNotificationTarget",
    ]
    metadata: Metadata
    spec: dict[str, object]


def check(document: Document) -> tuple[Checked[Part] | None, list[Fault]]:
    """The object, or what is wrong with it; both the outside and the spec are looked at."""
    faults: list[Fault] = []
    try:
        _Envelope.model_validate(document.value)
    except ValidationError as problem:
        faults += _faults(document, problem, _Envelope)
    value = document.value if isinstance(document.value, dict) else {}
    kind, spec = value.get("kind"), value.get("spec")
    model = SPECS.get(kind) if isinstance(kind, str) else None
    if model is None or not isinstance(spec, dict):
        return None, faults
    try:
        checked = model.model_validate(spec)
    except ValidationError as problem:
        return None, faults + _faults(document, problem, model, ("spec",))
    if faults:
        return None, faults
    metadata = Metadata.model_validate(value["metadata"])
    return Checked(str(kind), metadata, checked, document), []


def _faults(
    document: Document, problem: ValidationError, model: type[Part], at: Path = ()
) -> list[Fault]:
    return [
        document.fault((*at, *error["loc"]), _said((*at, *error["loc"]), error, model))
        for error in problem.errors(include_url=False, include_context=True)
    ]


def _said(path: Path, error: ErrorDetails, model: type[Part]) -> str:
    where = written(path) or "the document"
    if error["type"] == "missing":
        return f"{where} is missing; add it."
    if error["type"] == "extra_forbidden":
        return f"{where}: {_instead(error, model)}."
    if error["type"] == "value_error":
        return f"{where}: {error['msg'].removeprefix('Value error, ')}."
    return f"{where} is {shown(error['input'])}; write {_wanted(error)}."


def _wanted(error: ErrorDetails) -> str:
    """What to write instead of a value."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return str(context["expected"]).replace("True", "true").replace("False", "false")
    if error["type"] == "too_long":
        most = context.get("max_length")
        return f"no more than {most}"
    return _WANTED.get(error["type"], error["msg"][:1].lower() + error["msg"][1:])


def _instead(error: ErrorDetails, model: type[Part]) -> str:
    """What to write for a key that is not read."""
    holder = _holder(error["loc"][:-1], model)
    key = str(error["loc"][-1])
    if holder and key in holder.instead:
        return f"this key of OpenSLO is not read here; {holder.instead[key]}"
    known = ", ".join(str(one.alias) for one in holder.model_fields.values()) if holder else ""
    return f"this key is unknown; known here: {known}"


def _holder(path: Path, model: type[Part]) -> type[Part] | None:
    """The model of the part at a path."""
    here: type[Part] | None = model
    for step in path:
        if here is None or isinstance(step, int):
            continue
        annotation = next(
            (one.annotation for one in here.model_fields.values() if one.alias == step), None
        )
        here = _part_in(annotation)
    return here


def _part_in(annotation: object) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inside = (_part_in(one) for one in getattr(annotation, "__args__", ()))
    return next((one for one in inside if one), None)


def written(path: Path) -> str:
    """A path as it is written: spec.objectives[0].target."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def shown(value: object) -> str:
    """A value as it was written, or what it is when it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return f"a {'list' if isinstance(value, list) else 'mapping'} of {len(value)}"
    said = repr(value) if isinstance(value, str) else str(value)
    return said if len(said) <= 60 else f"{said[:59]}…"
