"""The writer that is a language model: its text is kept only if each sentence stands on facts and each rule holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import msgspec

from totalaudio.core.lib.text import one_line

from .analysis import graded
from .anthropic import Answer, Schema, Turn
from .facts import Brief, Fact
from .fields import values_of
from .findings import Draft, Finding, Level, Usage
from .model_errors import ModelProblem, RulesBrokenError
from .privacy import tellable
from .prompts import SCHEMA, SYSTEM, correction, question
from .rules import check
from .rules.claims import unsupported
from .subjects import three

_VERSIONS: Final = 2
_SUBJECTS: Final = 3
_MARKUP: Final = re.compile(r"\*\*|__|`|</?[a-z]|^\s*(?:#|[-*] )", re.IGNORECASE)


class Model(Protocol):
    """What is asked: anthropic.Client, or a stand-in."""

    def ask(self, *, system: str, turns: Sequence[Turn], schema: Schema) -> Answer: ...


class _Sentence(msgspec.Struct, frozen=True):
    text: str
    facts: list[int]
    begins_paragraph: bool = False


class _Written(msgspec.Struct, frozen=True):
    subjects: list[str]
    sentences: list[_Sentence]


@dataclass(frozen=True, slots=True)
class _Version:
    draft: Draft | None
    findings: tuple[Finding, ...]


def write(brief: Brief, model: Model, step: int = 1) -> Draft:
    """The pitch that a model makes of a brief: written again once when it breaks a rule, then refused.

    Raises ModelProblem, whose `usage` was paid all the same.
    """
    facts, usage = tellable(brief), Usage()
    turns = [Turn("user", question(brief, facts, step))]
    findings: tuple[Finding, ...] = ()
    for _ in range(_VERSIONS):
        answer = _ask(model, turns, usage)
        usage += answer.usage
        version = _judge(brief, facts, answer.text, step)
        if version.draft:
            return replace(version.draft, usage=usage)
        findings = version.findings
        turns += [Turn("assistant", answer.text or "{}"), Turn("user", correction(findings))]
    raise RulesBrokenError(findings, usage)


def _ask(model: Model, turns: Sequence[Turn], paid: Usage) -> Answer:
    try:
        return model.ask(system=SYSTEM, turns=turns, schema=SCHEMA)
    except ModelProblem as problem:
        problem.usage = paid + problem.usage
        raise


def _judge(brief: Brief, facts: tuple[Fact, ...], text: str, step: int) -> _Version:
    try:
        written = msgspec.json.decode(text.encode(), type=_Written)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _Version(None, (_wrong("The answer is not the JSON that was asked for."),))
    if len(written.subjects) != _SUBJECTS or not written.sentences:
        return _Version(None, (_wrong("There must be three subjects, and at least one sentence."),))
    return _version(brief, facts, written, step)


def _version(brief: Brief, facts: tuple[Fact, ...], written: _Written, step: int) -> _Version:
    body, subjects = _body(brief, written), [one_line(text) for text in written.subjects]
    findings = (
        *_of_sentences(facts, written),
        *_of_subjects(brief, facts, subjects, step),
        *_of_rules(brief, body, step),
    )
    if findings:
        return _Version(None, findings)
    first, second, third = three(subjects)
    analysis = graded(check(body, brief, subject=first, step=step), body)
    return _Version(Draft((first, second, third), body, _used(brief, facts, written), analysis), ())


def _of_sentences(facts: tuple[Fact, ...], written: _Written) -> list[Finding]:
    found = []
    for sentence in written.sentences:
        named = [facts[number - 1].value for number in sentence.facts if 0 < number <= len(facts)]
        if len(named) < len(sentence.facts):
            found.append(_wrong(f"“{one_line(sentence.text)}” names a fact that does not exist."))
        if _MARKUP.search(sentence.text):
            found.append(_wrong(f"“{one_line(sentence.text)}” has markup; a mail is plain text."))
        found += unsupported(one_line(sentence.text), named)
    return found


def _of_subjects(
    brief: Brief, facts: tuple[Fact, ...], subjects: list[str], step: int
) -> list[Finding]:
    found = [] if len({one.casefold() for one in subjects}) == _SUBJECTS else [_SAME]
    said = [fact.value for fact in facts]
    for subject in subjects:
        broken = check("", brief, subject=subject, step=step)
        found += [one for one in broken if one.part == "subject"]
        found += unsupported(subject, said)
    return found


def _of_rules(brief: Brief, body: str, step: int) -> list[Finding]:
    """What the body breaks by the model's doing: neither a campaign without a link, nor what stands in the greeting."""
    greeting = body.index("\n")
    found = check(body, brief, step=step)
    ours = [one for one in found if one.end and one.start < greeting]
    return [one for one in found if one not in ours and (one.rule != "link" or brief.value("link"))]


def _body(brief: Brief, written: _Written) -> str:
    values, link = values_of(brief), brief.value("link")
    paragraphs: list[list[str]] = []
    for sentence in written.sentences:
        if sentence.begins_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(one_line(sentence.text))
    blocks = [values["greeting"], *(" ".join(one) for one in paragraphs)]
    if link:
        blocks.append(f"Listen: {link}")
    blocks.append("\n".join(filter(None, (values["sign_off"], values.get("sender", "")))))
    return "\n\n".join(blocks)


def _used(brief: Brief, facts: tuple[Fact, ...], written: _Written) -> tuple[Fact, ...]:
    """The facts that the text names, in its order, and those of the greeting and the link."""
    numbers = dict.fromkeys(number for one in written.sentences for number in one.facts)
    ours = [fact for fact in (*brief.contact, *brief.campaign) if fact.key in ("name", "link")]
    return (*(facts[number - 1] for number in numbers), *ours)


def _wrong(message: str) -> Finding:
    return Finding("answer", Level.REFUSE, message, "Answer as it was asked.")


_SAME: Final = _wrong("The three subjects are not different.")
