"""Reads how an outlet wants music sent, each rule with the sentence that says so, word for word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio.contacts.addresses.words import mailbox_kind

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_ADDRESS: Final = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_ABOUT_MUSIC: Final = re.compile(
    r"\b(submi(t|ssions?|tting)|demos?|send (us )?(your|new|the) (music|tracks?|songs?)|promos?"
    r"|new music|your music|tracks?)\b",
    re.IGNORECASE,
)
_SHORTEST: Final = 10
_LONGEST: Final = 400
_NO: Final = r"(?:\bno\b|\bnot\b|n[o'’]t\b|\bnever\b|\bwithout\b|\binstead of\b)"

_UNREAD: Final = r"(?:not|never|ignored|deleted|unopened|won['’]t|aren['’]t)\b"

_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), phrase)
    for pattern, phrase in (
        (_NO + r"(?:\s+[\w'’]+){0,3}\s+wavs?\b", "no WAV"),
        (_NO + r"(?:\s+[\w'’]+){0,3}\s+mp3s?\b", "no MP3"),
        (_NO + r"(?:\s+[\w'’]+){0,3}\s+attach(?:ments?|ed)?\b", "no attachments"),
        (r"\battachments?(?:\s+\w+){0,2}\s+" + _UNREAD, "no attachments"),
        (r"\bwavs? only\b|\bonly (?:accept |send |take )?(?:\w+ ){0,2}wavs?\b", "WAV only"),
        (r"\bwavs?\b", "WAV"),
        (r"\bmp3s?\b", "MP3"),
        (r"\blinks? only\b|\bonly (?:send |accept )?(?:\w+ ){0,2}links?\b", "link only"),
        (r"\b(?:streaming|download|soundcloud|dropbox|private)\s+links?\b", "link"),
        (r"\b(?:clean|radio)\s+(?:edits?|versions?)\b", "clean edit"),
    )
)
_OVERRIDES: Final = {"no WAV": "WAV", "no MP3": "MP3", "WAV only": "WAV", "link only": "link"}
_NUMBERS: Final = r"(\d{1,2}|two|three|four|five|six|eight|ten|twelve)"
_LEAD: Final = re.compile(
    rf"\b{_NUMBERS}(?:\s*(?:-|–|to)\s*{_NUMBERS})?\s+weeks?\b[^.]{{0,40}}"
    r"\b(?:before|ahead|prior|in advance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that an outlet asks for, and the sentence on its page."""

    phrase: str
    quote: str


def policy_rules(lines: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that a page states about sending music, each once; none if it is about nothing such."""
    if not any(_ABOUT_MUSIC.search(line) for line in lines):
        return ()
    rules: dict[str, Rule] = {}
    for sentence in _sentences(lines):
        for phrase in _phrases(sentence):
            rules.setdefault(phrase, Rule(phrase, sentence))
    return tuple(rules.values())


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for sentence in _SENTENCE_END.split(line):
            if _SHORTEST <= len(sentence) <= _LONGEST and not _names_a_person(sentence):
                yield sentence


def _names_a_person(sentence: str) -> bool:
    """Whether a sentence carries somebody's own address; desks such as music@ are no persons."""
    return any(mailbox_kind(one.group(1)) is None for one in _ADDRESS.finditer(sentence))


def _phrases(sentence: str) -> Iterator[str]:
    found = dict.fromkeys(phrase for pattern, phrase in _RULES if pattern.search(sentence))
    for strong, weak in _OVERRIDES.items():
        if strong in found:
            found.pop(weak, None)
    yield from found
    if lead := _LEAD.search(sentence):
        first, last = lead.group(1), lead.group(2)
        yield f"{first} to {last} weeks ahead" if last else f"{first} weeks ahead"
