"""What somebody wrote now, without the letter that they answer."""

import re
from typing import Final

from mailparser_reply import EmailMessage

_MOST_LINES: Final = 150
_MOST_CHARS: Final = 6_000
_LONGEST: Final = 400
_QUOTED: Final = re.compile(r"^\s*(?:>|\|\s)")
# "On Tuesday, X wrote:" in the languages of our users; one or two lines that end in a colon before a quote.
_SAYS_WHO: Final = re.compile(
    r"(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b[^:]{0,80}:\s*$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"\s*(?:on|am|le|el|il|op|em|den)\b", re.IGNORECASE)
_OLD_LETTER: Final = re.compile(
    r"^\s*(?:-{3,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|messaggio originale|forwarded message)\s*-{3,}|_{20,}|begin forwarded message:)\s*$",
    re.IGNORECASE,
)
_HEADER_LINE: Final = re.compile(
    r"^[\s*]*(?:from|sent|to|subject|date|von|gesendet|an|betreff|datum|de|envoyé|à|objet|para|asunto|enviado)"
    r"\s*:\*?\s",
    re.IGNORECASE,
)
_LANGUAGES: Final = ["en", "de", "fr", "es", "it", "nl"]
_SIGNATURE: Final = re.compile(r"^--\s?$")


class _Letter(EmailMessage):  # type: ignore[misc]  # it has no types
    """The parser's own letter, its lines cleaned by us: what it calls for that is deprecated."""

    def _normalize_text(self) -> None:
        text: str = self.__dict__["text"]
        self.text = "\n".join(line.strip() for line in text.split("\n"))


def new_text(text: str) -> str:
    """The new words of a message, above, below or between what it quotes; long ones are cut."""
    lines = [line[:_LONGEST].rstrip() for line in text.split("\n")[:_MOST_LINES]]
    unquoted = "\n".join(_without_quotes(lines))[:_MOST_CHARS]
    parsed = _Letter(text=unquoted, languages=list(_LANGUAGES)).read()
    said = (reply.full_body for reply in parsed.replies)
    return next((words for words in said if words.strip()), "").strip()


def without_signature(text: str) -> str:
    """The words before the line that opens a signature."""
    kept = []
    for line in text.split("\n"):
        if _SIGNATURE.match(line):
            break
        kept.append(line)
    return "\n".join(kept).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _OLD_LETTER.match(line) or _opens_old_letter(lines, number):
            if any(one.strip() for one in kept):
                break
            continue
        if _QUOTED.match(line):
            _drop_who(kept)
        else:
            kept.append(line)
    return kept


def _opens_old_letter(lines: list[str], number: int) -> bool:
    """Two headers of a letter, one after the other."""
    return all(_HEADER_LINE.match(line) for line in lines[number : number + 2]) and (
        number + 1 < len(lines)
    )


def _drop_who(kept: list[str]) -> None:
    """Take back the line, or the two, that say whose words are quoted next."""
    while kept and not kept[-1].strip():
        kept.pop()
    for size in (1, 2, 3):
        is_named = len(kept) >= size and _SAYS_WHO.search(" ".join(kept[-size:]))
        if is_named and (size == 1 or _BEGINS.match(kept[-size])):
            del kept[-size:]
            return
