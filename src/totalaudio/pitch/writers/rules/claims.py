"""What a sentence states that could be looked up, and that its facts do not say."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from totalaudio.pitch.writers.findings import Finding, Level
from totalaudio.pitch.writers.words import CLAIMS, NUMBERS, OPENINGS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\d+(?:[.,:/]\d+)*")
_QUOTE: Final = re.compile(r"“([^“”]{0,400})”|\"([^\"]{0,400})\"|‘([^‘’]{0,400})’|«([^«»]{0,400})»")
_ADDRESS: Final = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@\S+|[@#]\w+|\b\w[\w-]{0,62}(?:\.[^\W\d_]{2,})+(?:/\S*)?"
)
_STARTS: Final = re.compile(r"(?:^|[.!?…:]\s+)[“\"‘«(]*")


def unsupported(sentence: str, facts: Iterable[str]) -> list[Finding]:
    """Numbers, quotations, names, addresses and words of claims that are in none of these facts."""
    said = _Said(facts)
    found = [*_addresses(sentence, said), *_numbers(sentence, said), *_quotes(sentence, said)]
    return [*found, *_words(sentence, said)]


class _Said:
    """What the facts say, by whole words."""

    def __init__(self, facts: Iterable[str]) -> None:
        texts = [_plain(fact) for fact in facts]
        self.text = " | ".join(texts)
        self.words = {_bare(word) for word in _WORD.findall(self.text)}
        self.words |= {part for word in self.words for part in re.split(r"['.-]", word)}
        self.numbers = {number.replace(",", "") for number in _NUMBER.findall(self.text)}


def _addresses(sentence: str, said: _Said) -> Iterator[Finding]:
    for found in _ADDRESS.finditer(sentence):
        if _plain(found[0]).rstrip(".,!?") not in said.text:
            yield _claim(sentence, found, "Leave it out: the link is added below the text.")


def _numbers(sentence: str, said: _Said) -> Iterator[Finding]:
    for found in _NUMBER.finditer(sentence):
        if found[0].replace(",", "") not in said.numbers:
            yield _claim(sentence, found)


def _quotes(sentence: str, said: _Said) -> Iterator[Finding]:
    for found in _QUOTE.finditer(sentence):
        words = _plain(next(group for group in found.groups() if group is not None))
        if words.rstrip(".,!?") not in said.text:
            yield _claim(sentence, found)


def _words(sentence: str, said: _Said) -> Iterator[Finding]:
    starts = {found.end() for found in _STARTS.finditer(sentence)}
    for found in _WORD.finditer(sentence):
        word = _bare(_plain(found[0]))
        if word not in said.words and _is_checkable(found[0], word, starts=found.start() in starts):
            yield _claim(sentence, found)


def _is_checkable(written: str, word: str, *, starts: bool) -> bool:
    if word in CLAIMS or not NUMBERS.isdisjoint(word.split("-")):
        return True
    if word == "i" or word.startswith("i'"):
        return False
    if starts and written[0].isupper() and written[1:].islower() | (len(written) == 1):
        return word.partition("'")[0] not in OPENINGS
    return any(char.isupper() for char in written)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").strip("'.-")


def _claim(sentence: str, found: re.Match[str], remedy: str = "") -> Finding:
    said = found[0]
    return Finding(
        "claim",
        Level.REFUSE,
        f"“{said}” in “{sentence}” is in none of the facts that it names.",
        remedy or "Name the fact that says so, or leave it out.",
        *found.span(),
    )
