"""Templates: a body and three subjects in the language of merge.py; those that come with the product."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio.pitch.states import PitchKind

from .merge import MergeProblem, parse

STEPS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Template:
    """A text for one kind of outlet: subjects by outlet, by track and by curiosity; `step` is what it is meant for."""

    key: str
    name: str
    kind: PitchKind
    subjects: tuple[str, str, str]
    body: str
    step: int = 1


def _read() -> tuple[Template, ...]:
    text = Path(__file__).with_name("templates.toml").read_text(encoding="utf-8")
    return tuple(
        Template(
            key=row["key"],
            name=row["name"],
            kind=PitchKind(row["kind"]),
            subjects=tuple(row["subjects"]),
            body=row["body"].strip(),
            step=row["step"],
        )
        for row in tomllib.loads(text)["templates"]
    )


BUILT_IN: Final = _read()
_BY_KIND: Final = {(template.kind, template.step): template for template in BUILT_IN}


def built_in(kind: PitchKind, step: int = 1) -> Template:
    """The template that comes with the product for this kind of outlet and this step, 1 to 3."""
    return _BY_KIND[kind, step]


def problems(template: Template) -> dict[str, MergeProblem]:
    """What cannot be read in a template: by "body", or "subject 1" to "subject 3"; {} when all is well."""
    texts = {"body": template.body} | {
        f"subject {number}": text for number, text in enumerate(template.subjects, start=1)
    }
    found = {name: _problem(text) for name, text in texts.items()}
    return {name: problem for name, problem in found.items() if problem}


def _problem(text: str) -> MergeProblem | None:
    try:
        parse(text)
    except MergeProblem as problem:
        return problem
    return None
