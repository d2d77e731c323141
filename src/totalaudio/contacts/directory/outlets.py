"""The outlets of the built-in directory, each with what is known of it and how surely."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """What an outlet is; a group owns several outlets that share its domain."""

    STATION = "station"
    SHOW = "show"
    PUBLICATION = "publication"
    BLOG = "blog"
    PLAYLIST = "playlist"
    PODCAST = "podcast"
    LABEL = "label"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; facts about the organisation only, no persons.

    `aliases` name it anywhere, `short_names` only beside its own or its parent's domain. `country`
    is ISO 3166 alpha-2. `basis` says where the entry comes from, `checked` when it was last gone
    through, and `confidence` (0 to 1) how sure it is.
    """

    name: str
    kind: Kind
    country: str
    format: str
    coverage: str
    genres: tuple[str, ...]
    website: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    short_names: tuple[str, ...]
    parent: str
    checked: date
    basis: str
    confidence: float


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet, in the order of the file: UK, Europe, North America, Australia."""
    text = files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")
    return tuple(_outlet(row) for row in csv.DictReader(text.splitlines()))


def _outlet(row: dict[str, str]) -> Outlet:
    return Outlet(
        name=row["name"],
        kind=Kind(row["kind"]),
        country=row["country"],
        format=row["format"],
        coverage=row["coverage"],
        genres=_list(row["genres"]),
        website=row["website"],
        domains=_list(row["domains"]),
        aliases=_list(row["aliases"]),
        short_names=_list(row["short_names"]),
        parent=row["parent"],
        checked=date.fromisoformat(row["checked"]),
        basis=row["basis"],
        confidence=float(row["confidence"]),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
