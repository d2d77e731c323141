"""The writer that needs nobody: a template, with what is known in its fields."""

from .analysis import graded
from .facts import OWN_VOICE, Brief, Fact
from .fields import values_of
from .findings import Draft
from .merge import Merged, render
from .rules import check
from .rules.shape import MOST_WORDS, count_words
from .subjects import three
from .templates import Template

# What the voice adds, in the order in which it is left out of a text that would be too long.
_SPARED = ("background", "difference", "achievements", "opener")
# The field of a template that a fact of another name stands behind.
_BEHIND = {"first_name": "name", "greeting": "name"}


def write(brief: Brief, template: Template, step: int = 1) -> Draft:
    """The pitch that a template makes of a brief: always the same for the same brief. Raises MergeProblem."""
    values = values_of(brief)
    body = _fitting(template.body, values)
    merged = [render(subject, values) for subject in template.subjects]
    subjects = three(one.text for one in merged)
    text = body.text.strip()
    return Draft(
        subjects=subjects,
        body=text,
        facts=_facts(brief, values, (body, *merged)),
        analysis=graded(check(text, brief, subject=subjects[0], step=step), text),
        unfilled=tuple(
            dict.fromkeys(field.label for one in (body, *merged) for field in one.unfilled)
        ),
    )


def _fitting(body: str, values: dict[str, str]) -> Merged:
    merged = render(body, values)
    for key in _SPARED:
        if count_words(merged.text) <= MOST_WORDS:
            break
        if key in merged.used:
            shorter = {name: value for name, value in values.items() if name != key}
            tried = render(body, shorter)
            if len(tried.unfilled) == len(merged.unfilled):
                merged, values = tried, shorter
    return merged


def _facts(brief: Brief, values: dict[str, str], texts: tuple[Merged, ...]) -> tuple[Fact, ...]:
    """The facts that these texts use, each once, in the order of the texts."""
    keys = dict.fromkeys(_BEHIND.get(key, key) for text in texts for key in text.used)
    known = {fact.key: fact for fact in (*brief.contact, *brief.campaign)}
    voice = {
        key: Fact(key, values[key], OWN_VOICE) for key in (*_SPARED, "sender") if key in values
    }
    return tuple(fact for key in keys if (fact := known.get(key) or voice.get(key)) is not None)
