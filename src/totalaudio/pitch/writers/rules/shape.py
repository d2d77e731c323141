"""Rules for the shape of a body: its length, the hook early, one ask, and one link at the end."""

import re
from collections.abc import Iterator
from typing import Final

from totalaudio.pitch.writers.facts import Brief
from totalaudio.pitch.writers.findings import Finding, Level
from totalaudio.pitch.writers.words import SMALL

from .text import Span, Text, words_of

MOST_WORDS: Final = 149
HOOK_WITHIN: Final = 50
# Words that may follow the link: thanks and a name.
_SIGN_OFF: Final = 14
_HOOK_SHARE: Final = 0.5
_CONTENT: Final = re.compile(r"[^\W_]{4,}")
_ASK: Final = re.compile(
    r"\b(?:let me know|drop me a line|get in touch|(?:have|take|give \w+) a (?:listen|spin|play)"
    r"|(?:could|would|can|will) you|(?:be|am) (?:grateful|glad|happy) if you"
    r"|please (?:do )?(?:consider|listen|add|play|reply|answer|tell|give|take|have|share|support|review|send|ask)"
    r"|do (?:tell|reply|ask))\b",
    re.IGNORECASE,
)


def length(text: Text) -> Iterator[Finding]:
    """Under 150 words."""
    words = text.words
    if len(words) > MOST_WORDS:
        yield Finding(
            "length",
            Level.WARN,
            f"The text has {len(words)} words; under 150 are read to the end.",
            f"Cut at least {_words(len(words) - MOST_WORDS)}.",
            words[MOST_WORDS].start,
            words[-1].end,
        )
    if not words:
        yield Finding("empty", Level.REFUSE, "There is no text.", "Write one.")


def hook(text: Text, brief: Brief, step: int) -> Iterator[Finding]:
    """What it is about, and for a first mail why it matters, stands within the first 50 words."""
    opening = _opening(text)
    names = [name for name in (brief.value("title"), brief.value("artist")) if name]
    if names and not any(name.casefold() in opening for name in names):
        yield _late(f"Neither the track nor the artist is named in the first {HOOK_WITHIN} words.")
    elif step == 1 and not _has_hook(opening, brief.value("hook")):
        yield _late(f"The hook of the campaign is not in the first {HOOK_WITHIN} words.")


def link(text: Text, brief: Brief) -> Iterator[Finding]:
    """Exactly one link, and nothing but a sign-off behind it."""
    if not text.links:
        yield _no_link(brief)
        return
    for extra in text.links[1:]:
        yield _finding("link", "There is more than one link.", "Keep the one that plays.", extra)
    last = text.links[0]
    rest = text.covered[last.end :]
    if len(words_of(rest)) > _SIGN_OFF and len(text.links) == 1:
        yield _finding(
            "link", "The link is not last.", "Move it behind the text, above the sign-off.", last
        )


def ask(text: Text) -> Iterator[Finding]:
    """One clear ask: one question, or one sentence that asks for something."""
    asks = [span for span in text.sentences if _is_ask(text.covered[span.start : span.end])]
    if not asks and text.words:
        yield Finding(
            "ask",
            Level.WARN,
            "The text asks for nothing.",
            "Ask one thing, such as: Would you consider it for your programme?",
        )
    for extra in asks[1:]:
        yield _finding("ask", "The text asks for more than one thing.", "Keep one ask.", extra)


def count_words(text: str) -> int:
    """How many words a text has; a link is one."""
    return len(words_of(text))


def _opening(text: Text) -> str:
    words = text.words[:HOOK_WITHIN]
    return " ".join(text.raw[: words[-1].end].casefold().split()) if words else ""


def _has_hook(opening: str, hook_text: str) -> bool:
    first = re.split(r"(?<=[.!?])\s", hook_text.casefold(), maxsplit=1)[0]
    wanted = set(_CONTENT.findall(first)) - SMALL
    if not wanted:
        return True
    return len(wanted & set(_CONTENT.findall(opening))) >= _HOOK_SHARE * len(wanted)


def _is_ask(sentence: str) -> bool:
    return sentence.endswith("?") or bool(_ASK.search(sentence))


def _late(message: str) -> Finding:
    return Finding("hook", Level.WARN, message, "Say it in the first or second sentence.")


def _no_link(brief: Brief) -> Finding:
    has = brief.value("link")
    remedy = (
        f"Add {has} at the end." if has else "Add the link to the campaign, and {link} at the end."
    )
    return Finding("link", Level.WARN, "There is no link to the record.", remedy)


def _finding(rule: str, message: str, remedy: str, span: Span) -> Finding:
    return Finding(rule, Level.WARN, message, remedy, span.start, span.end)


def _words(count: int) -> str:
    return "one word" if count == 1 else f"{count} words"
