"""The merge fields: what people write between braces, with what it says; the one list of them."""

from dataclasses import dataclass
from typing import Final

from totalaudio.core.lib.text import one_line

from .facts import Brief
from .greeting import first_name
from .tones import manner

_MOST_GENRES: Final = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A merge field: `key` names its value, `label` is what people write between braces."""

    key: str
    label: str
    example: str
    says: str


FIELDS: Final = (
    Field("greeting", "greeting", "Hello Ann,", "The greeting of your tone, with the first name"),
    Field("first_name", "first name", "Ann", "The contact's first name; a desk has none"),
    Field("name", "name", "Ann Example", "The contact's whole name"),
    Field("outlet", "outlet", "Example FM", "Where the contact works"),
    Field("role", "role", "presenter", "What the contact does there"),
    Field("format", "format", "Community radio", "The format of the outlet"),
    Field("coverage", "coverage", "Leeds", "Where the outlet is heard or read"),
    Field("country", "country", "United Kingdom", "The country of the outlet"),
    Field("genres", "their genres", "indie and folk", "What the outlet plays or writes about"),
    Field("artist", "artist", "The Examples", "The artist of the campaign"),
    Field("title", "track", "Northern Light", "The title of the release"),
    Field("release_type", "release type", "single", "Single, EP or album"),
    Field("genre", "genre", "indie folk", "The first genre of the campaign"),
    Field("release_date", "release date", "5 December 2026", "The impact date of the campaign"),
    Field("hook", "hook", "Recorded live in one take.", "The hook of the campaign, in your words"),
    Field("link", "link", "https://example.com/listen", "Where the record is heard"),
    Field(
        "opener", "opener", "I plug records from the north.", "Your opener, from the voice profile"
    ),
    Field(
        "background",
        "background",
        "I run a small label.",
        "Your background, from the voice profile",
    ),
    Field("achievements", "achievements", "In session on local radio.", "From the voice profile"),
    Field(
        "difference",
        "difference",
        "One record at a time.",
        "What sets you apart, from the voice profile",
    ),
    Field("sign_off", "sign-off", "Kind regards,", "The sign-off of your tone"),
    Field("sender", "sender", "Alex Example", "Who signs: the name of the mailbox"),
)
BY_NAME: Final = {name: field for field in FIELDS for name in (field.key, field.label)}


def values_of(brief: Brief) -> dict[str, str]:
    """What is known for each merge field, by its key; what is not known is left out. Every value is one line."""
    name, voice = first_name(brief.value("name"), brief.value("outlet")), brief.voice
    manners = manner(voice.tone)
    values = {field.key: brief.value(field.key) for field in FIELDS} | {
        "greeting": manners.greeting(name),
        "sign_off": manners.sign_off,
        "first_name": name,
        "genres": _some_of(brief.value("genres")),
        "hook": sentence(brief.value("hook")),
        "opener": sentence(voice.opener),
        "background": sentence(voice.background),
        "achievements": sentence(voice.achievements),
        "difference": sentence(voice.differentiator),
        "sender": voice.sender,
    }
    return {key: line for key, value in values.items() if (line := one_line(value))}


def sentence(text: str) -> str:
    """A text that ends as a sentence does; '' stays empty."""
    line = one_line(text)
    return f"{line}." if line and line[-1].isalnum() else line


def _some_of(genres: str) -> str:
    """The first few of a list, as people say them: a, b and c."""
    names = genres.split(", ")[:_MOST_GENRES]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
