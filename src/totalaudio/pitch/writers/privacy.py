"""What a language model may be told: never the contact's name, address or phone, whatever field they stand in."""

import re
from collections.abc import Iterable
from typing import Final

from .facts import OWN_VOICE, Brief, Fact
from .greeting import other_names

_ADDRESS: Final = re.compile(r"[^\s@]{1,64}@[^\s@]")
_LEAST_DIGITS: Final = 6
# The link is put under the text by us; the name is for the greeting, which is ours too.
_OURS: Final = frozenset(("name", "link"))


def tellable(brief: Brief) -> tuple[Fact, ...]:
    """The facts that a model may be told, in a fixed order: of the campaign, the contact and the voice."""
    names = other_names(brief.value("name"), brief.value("outlet"))
    campaign = [fact for fact in brief.campaign if not _names(fact.value, brief.private)]
    contact = [
        fact
        for fact in brief.contact
        if not _names(fact.value, brief.private) and not _holds(fact.value, names)
    ]
    told = [fact for fact in (*campaign, *contact) if fact.key not in _OURS]
    return (*told, *_of_voice(brief))


def manner_of(brief: Brief) -> dict[str, str]:
    """How the text should sound, in the user's words; what holds an address or phone of the contact is left out."""
    voice = brief.voice
    said = {
        "tone": voice.tone.value,
        "style": voice.style,
        "approach": voice.approach,
        "notes": voice.notes,
    }
    return {key: text for key, text in said.items() if text and not _names(text, brief.private)}


def _of_voice(brief: Brief) -> list[Fact]:
    voice = brief.voice
    said = {
        "opener": voice.opener,
        "background": voice.background,
        "achievements": voice.achievements,
        "difference": voice.differentiator,
    }
    return [
        Fact(key, text, OWN_VOICE)
        for key, text in said.items()
        if text and not _names(text, brief.private)
    ]


def _names(text: str, private: Iterable[str]) -> bool:
    """Whether an address of mail is in it, or one of these addresses and phones."""
    return bool(_ADDRESS.search(text)) or any(_is_in(one, text) for one in private)


def _is_in(private: str, text: str) -> bool:
    digits = _digits(private)
    if len(digits) >= _LEAST_DIGITS and digits in _digits(text):
        return True
    return bool(private.strip()) and private.strip().casefold() in text.casefold()


def _holds(text: str, words: Iterable[str]) -> bool:
    plain = text.casefold()
    return any(
        re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", plain) is not None
        for word in words
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
