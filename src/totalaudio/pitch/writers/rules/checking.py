"""All rules together."""

from collections.abc import Iterator
from dataclasses import replace

from totalaudio.pitch.writers.facts import Brief
from totalaudio.pitch.writers.findings import Finding, Part

from . import filling, shape, subjects, wording
from .text import Text, read


def check(body: str, brief: Brief, *, subject: str | None = None, step: int = 1) -> list[Finding]:
    """What a text breaks, in the order of the text: first the subject, where one is given, then the body.

    `step` 1 is a first mail, which needs the hook; 2 and 3 are answers in its thread.
    """
    found = _in_body(read(body, brief), brief, step)
    in_order = sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))
    return [*_of_subject(subject, brief, step), *in_order]


def _of_subject(subject: str | None, brief: Brief, step: int) -> list[Finding]:
    if subject is None:
        return []
    return [replace(one, part=Part.SUBJECT) for one in _in_subject(read(subject, brief), step)]


def _in_subject(text: Text, step: int) -> Iterator[Finding]:
    yield from subjects.subject(text, step)
    yield from filling.unfilled(text)
    yield from wording.hype(text)
    yield from wording.spelling(text)
    yield from wording.exclamation(text)


def _in_body(text: Text, brief: Brief, step: int) -> Iterator[Finding]:
    yield from shape.length(text)
    yield from shape.hook(text, brief, step)
    yield from shape.link(text, brief)
    yield from shape.ask(text)
    yield from filling.unfilled(text)
    yield from wording.hype(text)
    yield from wording.familiarity(text)
    yield from wording.spelling(text)
    yield from wording.exclamation(text)
