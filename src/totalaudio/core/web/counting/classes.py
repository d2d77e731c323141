"""The class of each page: what is counted together. Objectives name these words, so they change rarely."""

from typing import Final

# Asked by machines about this process, or answered without the product: no part of what was promised to people.
NOT_COUNTED: Final = ("/health", "/static/", "/metrics", "/favicon.ico")
OTHER: Final = "other"

_HOMES: Final = frozenset({"", "intel/", "tracker/", "pitch/"})
# By the words with which an address begins: two of them, else one. At most twelve for an app, probes among them.
_BEGINNINGS: Final = {
    ("accounts", None): "sign-in",
    ("people", None): "account",
    ("workspaces", None): "account",
    ("billing", None): "account",
    ("api", None): "api",
    ("operator", None): "operator",
    ("outbox", None): OTHER,
    ("ui", None): OTHER,
    ("pricing", None): "public",
    ("privacy", None): "public",
    ("robots.txt", None): "public",
    ("sitemap.xml", None): "public",
    ("demo-call", None): "public",
    ("intel", "contacts"): "contacts",
    ("intel", "lists"): "contacts",
    ("intel", "imports"): "imports",
    ("intel", "runs"): "enrichment",
    ("intel", "exports"): "exports",
    ("tracker", "campaigns"): "campaigns",
    ("tracker", "board"): "board",
    ("tracker", "today"): "today",
    ("tracker", "numbers"): "reports",
    ("tracker", "reports"): "reports",
    ("pitch", "campaigns"): "drafts",
    ("pitch", "batches"): "drafts",
    ("pitch", "texts"): "drafts",
    ("pitch", "targets"): "drafts",
    ("pitch", "templates"): "drafts",
    ("pitch", "voice"): "drafts",
    ("pitch", "mailboxes"): "mailboxes",
    ("pitch", "sends"): "sends",
    ("pitch", "replies"): "replies",
    ("pitch", "compliance"): "public",
}
CLASSES: Final = tuple(dict.fromkeys(["home", *_BEGINNINGS.values()]))
_PRODUCTS: Final = {"audio-intel": "intel", "tracker": "tracker", "pitch-generator": "pitch"}


def class_of(path: str) -> str:
    """The class of a path or a route; `other` for addresses that nobody declared."""
    return declared(path) or OTHER


def classes_of(app: str) -> list[str]:
    """The classes of an app: those of its product, and those of pages that belong to none."""
    mine = {
        name
        for (first, second), name in _BEGINNINGS.items()
        if second is None or first == _PRODUCTS[app]
    }
    return sorted(mine | {"home"})


def declared(path: str) -> str | None:
    """The class that an address was declared to have."""
    address = path.removeprefix("/")
    if address in _HOMES:
        return "home"
    first, _, rest = address.partition("/")
    return _BEGINNINGS.get((first, None)) or _BEGINNINGS.get((first, rest.partition("/")[0]))
