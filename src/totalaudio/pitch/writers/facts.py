"""What a writer may say: facts, each with where it is from, and how the workspace sounds."""

from calendar import month_name
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from totalaudio.core.lib.text import one_line
from totalaudio.pitch.states import PitchKind, Tone

OWN_WORDS: Final = "your campaign"
OWN_LIST: Final = "your own list"
OWN_VOICE: Final = "your voice profile"
# The fields of a contact that a pitch may speak of; a contact's name is for the greeting only.
CONTACT_KEYS: Final = ("name", "outlet", "role", "format", "coverage", "country", "genres")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be said, and why: `evidence_id` is a row of contacts.Evidence, where there is one."""

    key: str
    value: str
    source: str
    evidence_id: UUID | None = None
    quote: str = ""
    url: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """How a workspace sounds; '' is not said. `sender` signs, as in the mailbox."""

    tone: Tone = Tone.PROFESSIONAL
    background: str = ""
    style: str = ""
    achievements: str = ""
    approach: str = ""
    differentiator: str = ""
    opener: str = ""
    notes: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """All that one pitch may be made of. `private` are the contact's addresses and phones: never told to a model."""

    campaign: tuple[Fact, ...]
    contact: tuple[Fact, ...] = ()
    voice: Voice = field(default_factory=Voice)
    kind: PitchKind = PitchKind.RADIO
    private: tuple[str, ...] = ()

    def value(self, key: str) -> str:
        """The value of the first fact with this key; '' when it is not known."""
        facts = (*self.campaign, *self.contact)
        return next((fact.value for fact in facts if fact.key == key), "")


def campaign_facts(
    *,
    artist: str,
    title: str,
    release_type: str,
    genres: Iterable[str] = (),
    impact_date: date | None = None,
    hook: str = "",
    link: str = "",
) -> tuple[Fact, ...]:
    """What the user said of the release, in their own words; what was left empty is no fact."""
    values = {
        "artist": one_line(artist),
        "title": one_line(title),
        "release_type": _in_a_sentence(one_line(release_type)),
        "genre": one_line(next(iter(genres), "")),
        "release_date": british_date(impact_date) if impact_date else "",
        "hook": one_line(hook),
        "link": one_line(link),
    }
    return tuple(Fact(key, value, OWN_WORDS) for key, value in values.items() if value)


def contact_facts(
    values: Mapping[str, str | Iterable[str]], evidence: Iterable[Fact] = ()
) -> tuple[Fact, ...]:
    """What is known of a contact, by field: with its evidence where that says the same, else from the user's own list.

    `values` has the keys of contacts.fields; other keys than CONTACT_KEYS are left out. The value of a fact in
    `evidence` is compared with the value that the contact has now, so that outdated evidence proves nothing.
    """
    proofs = {(fact.key, _plain(fact.value)): fact for fact in evidence}
    found = []
    for key in CONTACT_KEYS:
        value = _as_text(values.get(key, ""))
        if value:
            proof = proofs.get((key, _plain(value)))
            found.append(proof or Fact(key, value, OWN_LIST))
    return tuple(found)


def as_text(value: object) -> str:
    """A value of contacts.Evidence as the text of a fact; a list is joined by commas."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list | tuple):
        return ", ".join(one_line(str(part)) for part in value if str(part).strip())
    return ""


def british_date(day: date) -> str:
    """A date as a pitch says it: 5 December 2026."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def _in_a_sentence(word: str) -> str:
    return word if word.isupper() else word.lower()


def _as_text(value: str | Iterable[str]) -> str:
    return as_text(value if isinstance(value, str) else list(value))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
