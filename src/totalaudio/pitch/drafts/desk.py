"""One pitch as a person reads it: subjects, text, what the rules found, the facts, and whom it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from totalaudio.contacts.fields import LABELS as FIELD_LABELS
from totalaudio.contacts.models import Contact
from totalaudio.core.lib.text import one_line
from totalaudio.pitch.drafts.reviewing import OPEN, Words
from totalaudio.pitch.drafts.stored import stored_facts, stored_findings
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import LABELS, PitchState
from totalaudio.pitch.states import Writer as WriterWord
from totalaudio.pitch.writers.analysis import graded
from totalaudio.pitch.writers.facts import OWN_LIST, OWN_VOICE, OWN_WORDS, Fact
from totalaudio.pitch.writers.findings import Analysis, Finding

OWN: Final = "own"
_SUBJECTS: Final = ("By outlet", "By track", "By curiosity")
_LONGEST: Final = 10_000
_LONGEST_SUBJECT: Final = 200
_ABOUT: Final = (
    "contact_method", "best_timing", "submission_guidelines", "pitch_tips", "notes",
)  # fmt: skip
_UNPROVED: Final = frozenset({OWN_WORDS, OWN_LIST, OWN_VOICE})
_FACT_LABELS: Final = {
    "artist": "Artist",
    "title": "Title",
    "release_type": "Release",
    "genre": "Genre",
    "release_date": "Release date",
    "hook": "Hook",
    "link": "Link",
    "sender": "Sender",
    "difference": "What sets you apart",
}
_STEPS: Final = {1: "First mail", 2: "First follow-up", 3: "Second follow-up"}


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """One of the subjects that can be chosen; `value` is its place, or `own`."""

    value: str
    label: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact of the text with the name of its field; `is_proved` when something outside says it."""

    label: str
    fact: Fact

    @property
    def is_proved(self) -> bool:
        """Whether it has evidence; what is left is the user's own words."""
        return self.fact.source not in _UNPROVED


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page shows of one pitch; `seen` says of which of its texts, and comes back with the form."""

    pitch: Pitch
    words: Words
    subjects: tuple[SubjectChoice, ...]
    findings: tuple[Finding, ...]
    facts: tuple[ShownFact, ...]
    about: tuple[tuple[str, str], ...]
    seen: datetime

    @property
    def proved(self) -> tuple[ShownFact, ...]:
        """The facts that something outside says."""
        return tuple(one for one in self.facts if one.is_proved)

    @property
    def own_words(self) -> list[tuple[str, list[ShownFact]]]:
        """The other facts, by where the user said them."""
        rest = [one for one in self.facts if not one.is_proved]
        sources = dict.fromkeys(one.fact.source for one in rest)
        return [(source, [one for one in rest if one.fact.source == source]) for source in sources]

    @property
    def is_open(self) -> bool:
        """Whether a person may still change it."""
        return self.pitch.state in OPEN

    @property
    def state(self) -> str:
        """Where it is, in words."""
        return LABELS[PitchState(self.pitch.state)]

    @property
    def writer(self) -> str:
        """What wrote it, in words."""
        return LABELS[WriterWord(self.pitch.writer)]

    @property
    def step(self) -> str:
        """Which mail it is, in words."""
        return _STEPS.get(self.pitch.step, "")

    @property
    def analysis(self) -> Analysis:
        """The score, its word and the number of words."""
        return graded(self.findings, self.words.body)


def desk(
    pitch: Pitch,
    words: Words | None = None,
    findings: Sequence[Finding] | None = None,
    seen: datetime | None = None,
) -> Desk:
    """A pitch with the text that it has, or with a text that was not saved and what was found in that."""
    shown = words or Words(pitch.subject, pitch.body)
    return Desk(
        pitch,
        shown,
        subjects=_subjects(pitch.subjects, shown.subject),
        findings=tuple(stored_findings(pitch.problems) if findings is None else findings),
        facts=tuple(ShownFact(_label(fact.key), fact) for fact in stored_facts(pitch.facts)),
        about=_about(pitch.contact),
        seen=seen or pitch.updated_at,
    )


def seen_of(posted: Any) -> datetime | None:
    """Of which text a form was shown; None when it does not say."""
    try:
        return datetime.fromisoformat(str(posted.get("seen", "")))
    except ValueError:
        return None


def words_of(pitch: Pitch, posted: Any) -> Words:
    """The text that a form sent; what it did not send stays as it was."""
    body = _text(posted.get("body", pitch.body)).replace("\r\n", "\n").strip()[:_LONGEST]
    choice = str(posted.get("subject", ""))
    own = one_line(_text(posted.get("own_subject", "")))[:_LONGEST_SUBJECT]
    if choice == OWN:
        return Words(own or pitch.subject, body)
    if choice.isdigit() and int(choice) < len(pitch.subjects):
        return Words(pitch.subjects[int(choice)], body)
    return Words(pitch.subject, body)


def _text(posted: object) -> str:
    """What was typed, without the NUL that no database keeps."""
    return str(posted).replace("\0", "")


def _subjects(written: Sequence[str], chosen: str) -> tuple[SubjectChoice, ...]:
    found = [
        SubjectChoice(str(place), _SUBJECTS[place], text, text == chosen)
        for place, text in enumerate(written[: len(_SUBJECTS)])
    ]
    is_own = chosen not in written
    return (*found, SubjectChoice(OWN, "Your own", chosen if is_own else "", is_own))


def _label(key: str) -> str:
    return _FACT_LABELS.get(key) or FIELD_LABELS.get(key) or key.replace("_", " ").capitalize()


def _about(contact: Contact) -> tuple[tuple[str, str], ...]:
    found = []
    for field in _ABOUT:
        value = getattr(contact, field)
        text = "\n".join(value) if isinstance(value, list) else value
        if text:
            found.append((FIELD_LABELS[field], text))
    return tuple(found)
