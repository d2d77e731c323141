"""The nouns that all products share."""

from .contact import Affiliation, Contact, Evidence, Outlet, Tally
from .lists import ContactList, ListEntry
from .suppression import Suppression, SuppressionReason

__all__ = [
    "Affiliation",
    "Contact",
    "ContactList",
    "Evidence",
    "ListEntry",
    "Outlet",
    "Suppression",
    "SuppressionReason",
    "Tally",
]
