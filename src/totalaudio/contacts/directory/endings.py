"""The country that the national ending of a domain names."""

from typing import Final

# Endings that are mostly used at home; those sold as words (fm, tv, co, me, io) say nothing.
_AT_HOME: Final = frozenset(
    {"uk", "ie", "de", "fr", "nl", "es", "pt", "se", "no", "dk", "fi", "pl", "cz", "at", "ch", "hu"}
    | {"au", "nz", "ca", "jp", "za", "br"}
)


def home_of(domain: str) -> str:
    """The ISO 3166 code of the country whose ending the domain has, '' when it names none."""
    ending = domain.rpartition(".")[2]
    if ending not in _AT_HOME:
        return ""
    return "GB" if ending == "uk" else ending.upper()
