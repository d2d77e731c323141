"""Finds an outlet by its name or its domain, and says how it was recognised."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, Literal

from totalaudio.contacts.directory.endings import home_of
from totalaudio.contacts.directory.naming import Words, are_alike, words_of
from totalaudio.contacts.directory.outlets import Kind, Outlet, outlets

_BY_ALIKE: Final = 0.75  # of the entry's own confidence
_BY_GROUP: Final = 0.85
_BY_NEIGHBOUR: Final = 0.8
_BY_NAME_ELSEWHERE: Final = 0.85


@dataclass(frozen=True, slots=True)
class Match:
    """An outlet, what it was recognised by, and how surely.

    A neighbour is an outlet whose domain fits while the contact names another outlet.
    """

    outlet: Outlet
    by: Literal["name", "similar name", "domain"]
    confidence: float
    is_neighbour: bool = False


@lru_cache(maxsize=16_384)
def find_outlet(name: str, domain: str, country: str = "") -> Match | None:
    """The outlet with this name; else the one at this domain, a neighbour if named otherwise.

    A name is not believed against the country, or the national ending of the domain, of the
    contact.
    """
    named = by_name(name, domain) if name else None
    if named:
        return _weighed(named, domain, country)
    outlet = by_domain(domain)
    if outlet is None:
        return None
    share = _BY_NEIGHBOUR if name else _BY_GROUP if outlet.kind is Kind.GROUP else 1.0
    return Match(outlet, "domain", round(outlet.confidence * share, 2), is_neighbour=bool(name))


def _weighed(match: Match, domain: str, country: str) -> Match | None:
    outlet = match.outlet
    if country and country != outlet.country:
        return None
    owner = by_domain(domain) if domain else None
    if not domain or (owner and owner.name in (outlet.name, outlet.parent)):
        return match
    if home_of(domain) not in ("", outlet.country):
        return None
    return replace(match, confidence=round(match.confidence * _BY_NAME_ELSEWHERE, 2))


def by_domain(domain: str) -> Outlet | None:
    """The outlet, or the group of outlets, that owns this domain or one above it."""
    labels = domain.lower().rstrip(".").split(".")
    owners = _by_domain()
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((owners[name] for name in above if name in owners), None)


def by_name(name: str, domain: str = "") -> Match | None:
    """The outlet with this name or alias; short names count only beside a domain of its own."""
    words = words_of(name)
    outlet = _by_words().get(words) or _by_short_name(words, domain)
    if outlet:
        return Match(outlet, "name", outlet.confidence)
    outlet = _by_alike_words(words)
    return (
        Match(outlet, "similar name", round(outlet.confidence * _BY_ALIKE, 2)) if outlet else None
    )


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


@cache
def _by_words() -> dict[Words, Outlet]:
    return {words_of(name): one for one in outlets() for name in (one.name, *one.aliases)}


@cache
def _short_names() -> dict[Words, tuple[Outlet, ...]]:
    named: dict[Words, tuple[Outlet, ...]] = defaultdict(tuple)
    for outlet in outlets():
        for name in outlet.short_names:
            named[words_of(name)] += (outlet,)
    return dict(named)


def _by_short_name(words: Words, domain: str) -> Outlet | None:
    candidates = _short_names().get(words, ())
    owner = by_domain(domain) if candidates and domain else None
    if owner is None:
        return None
    return next((one for one in candidates if owner.name in (one.name, one.parent)), None)


@cache
def _by_start() -> dict[tuple[int, str], tuple[Words, ...]]:
    """Names by their number of words and first letter, so that few have to be compared."""
    blocks: dict[tuple[int, str], tuple[Words, ...]] = defaultdict(tuple)
    for words in _by_words():
        blocks[_block(words)] += (words,)
    return dict(blocks)


def _block(words: Words) -> tuple[int, str]:
    return len(words), words[0][0] if words else ""


def _by_alike_words(words: Words) -> Outlet | None:
    alike = [one for one in _by_start().get(_block(words), ()) if are_alike(one, words)]
    found = {_by_words()[one].name: _by_words()[one] for one in alike}
    return next(iter(found.values())) if len(found) == 1 else None
