"""What a person looks for among the contacts: words and filters, read from an address, never trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from totalaudio.contacts.countries import country_code
from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.contacts.genres import parse_genres

NONE: Final = "none"
GAPS: Final = {
    "email": "No address",
    "outlet": "No outlet",
    "country": "No country",
    "genres": "No genres",
}
_MOST_WORDS: Final = 6
_LONGEST_WORD: Final = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that somebody looks for, to which each list adds its filters; '' asks for nothing."""

    words: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it down."""
        return not any(getattr(self, field.name) for field in fields(self))

    @property
    def patterns(self) -> list[str]:
        """The words as patterns of LIKE, in which they stand for themselves."""
        return [pattern(word) for word in self.words]


@dataclass(frozen=True, slots=True)
class Search(Asked):
    """All of the words and filters must fit; '' asks for nothing.

    `status` is a Status or `none` for never enriched; `country` ISO 3166 alpha-2; `genre` the one name of a
    genre; `missing` one of GAPS.
    """

    kind: str = ""
    status: str = ""
    country: str = ""
    genre: str = ""
    missing: str = ""

    @property
    def facets(self) -> list[str]:
        """The filters as words of facets_v1 (see sql/0003_search.sql), without the genre."""
        named = {"kind": self.kind, "status": self.status, "country": self.country}
        found = [f"{name}:{value}" for name, value in named.items() if value and value != NONE]
        if self.status == NONE:
            found.append("no:status")
        return [*found, f"no:{self.missing}"] if self.missing else found


def read_search(query: Mapping[str, Sequence[str]]) -> Search:
    """Read `q kind status country genre missing`; a value that is none of ours is left out."""

    def last(name: str) -> str:
        values = query.get(name) or [""]
        return values[-1].replace("\0", "").strip()

    genres = parse_genres(last("genre"))
    return Search(
        words=split_words(last("q")),
        kind=last("kind") if last("kind") in set(EmailKind) else "",
        status=last("status") if last("status") in {NONE, *Status} else "",
        country=country_code(last("country")) if last("country") else "",
        genre=genres[0] if genres else "",
        missing=last("missing") if last("missing") in GAPS else "",
    )


def split_words(text: str) -> tuple[str, ...]:
    """The words of a search, at most six; text that no database can hold is dropped."""
    clean = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    return tuple(word[:_LONGEST_WORD] for word in clean.split()[:_MOST_WORDS])


def pattern(word: str) -> str:
    """The word as a pattern of LIKE; one or two letters, which no index finds within a word, must begin one."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if len(word) > 2 else f"% {escaped}%"
