"""The one place that reads the process environment: all of it is checked together, and reported without values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dotenv.parser import Binding, parse_stream
from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from .declared import setting
from .faults import EnvironmentProblem, Fault
from .fields import Environment
from .rules import OF_DEPLOYABLES, OF_PLATFORM, Rule, faults_of
from .words import App, Stage


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, with defaults in place of what could not be, and everything that is wrong with it."""

    environment: Environment
    faults: tuple[Fault, ...]


@cache
def environment() -> Environment:
    """The settings of this process; raises EnvironmentProblem that names every fault at once."""
    found = read(given())
    if found.faults:
        raise EnvironmentProblem(found.faults)
    return found.environment


def refuse_wrong_settings() -> None:
    """End the process with a line for every setting that is wrong."""
    try:
        environment()
    except EnvironmentProblem as problem:
        raise SystemExit(f"totalaudio: {problem}") from None


def is_production() -> bool:
    """Whether real people's data is served."""
    return environment().environment is Stage.PRODUCTION


def is_development() -> bool:
    """Whether somebody works on the platform, or tries it."""
    return environment().environment is Stage.DEVELOPMENT


def is_test() -> bool:
    """Whether the tests run."""
    return environment().environment is Stage.TEST


def given() -> dict[str, str]:
    """The process environment, by names in lower case; what is empty counts as not set.

    Raises EnvironmentProblem for a setting whose spellings contradict each other, such as PORT and port.
    """
    found: dict[str, str] = {}
    twice: dict[str, Fault] = {}
    for spelt, value in EnvSettingsSource(Environment, case_sensitive=True).env_vars.items():
        if value is None:
            continue
        name = spelt.lower()
        if name in Environment.model_fields and found.get(name, value) != value:
            twice[name] = Fault(name.upper(), "is set in two spellings", "keep this one alone")
        found[name] = value
    if twice:
        raise EnvironmentProblem(twice.values())
    return found


def given_by(file: Path) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """What a file of NAME=value lines gives, and what is wrong with its lines; raises OSError or UnicodeDecodeError."""
    with file.open(encoding="utf-8-sig") as lines:
        found = list(parse_stream(lines))
    said = [one for one in found if one.key and one.value is not None]
    broken = [one for one in found if one.error or (one.key and one.value is None)]
    return (
        {str(one.key).lower(): str(one.value) for one in said},
        (
            *(Fault(_line_of(one), "is not NAME=value", "write it so") for one in broken),
            *_said_twice(said),
        ),
    )


def _said_twice(said: Iterable[Binding]) -> Iterator[Fault]:
    lines: dict[str, str] = {}
    for one in said:
        name, line = str(one.key).lower(), _line_of(one)
        if name in lines and name in Environment.model_fields:
            yield Fault(line, f"says {name.upper()} again, after {lines[name]}", "keep one of them")
        lines[name] = line


def _line_of(binding: Binding) -> str:
    """Its place; the empty lines before it belong to it."""
    text = binding.original.string
    return f"line {binding.original.line + len(text) - len(text.lstrip('\n'))}"


def read(variables: Mapping[str, str], rules: tuple[Rule, ...] = OF_DEPLOYABLES) -> Reading:
    """Read variables by their names in lower case."""
    values = {name: variables[name] for name in Environment.model_fields if variables.get(name)}
    unreadable = _unreadable(values)
    known = {name: value for name, value in values.items() if name.upper() not in unreadable}
    found = Environment(**known)  # type: ignore[arg-type]  # parsed from text
    broken = [fault for fault in faults_of(found, rules) if fault.name not in unreadable]
    return Reading(found, (*unreadable.values(), *broken))


def faults_of_platform(**sure: str) -> tuple[Fault, ...]:
    """What is wrong for `totalaudio up`, or would be if these were set."""
    return read(given() | sure, OF_PLATFORM).faults


def faults_for(app: App, stage: Stage, variables: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with variables for an app in a stage; these two stand for APP and ENVIRONMENT where unset."""
    found = read(dict(variables) | {"app": app, "environment": stage}).faults
    return (*_contradictions(app, stage, variables), *found)


def _contradictions(app: App, stage: Stage, variables: Mapping[str, str]) -> Iterator[Fault]:
    for name, right, word in (("ENVIRONMENT", stage, stage), ("APP", app, app.deployable)):
        said = variables.get(name.lower())
        if said and said not in {right, word}:
            yield Fault(name, f"does not say {word}", f"set it to {word}")


def _unreadable(values: Mapping[str, str]) -> dict[str, Fault]:
    try:
        Environment(**values)  # type: ignore[arg-type]  # parsed from text
    except ValidationError as error:
        names = [str(found["loc"][0]).upper() for found in error.errors(include_url=False)]
        return {name: Fault(name, "cannot be read", setting(name).fix) for name in names}
    return {}
