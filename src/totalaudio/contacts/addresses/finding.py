"""Finds the addresses in a cell, however they were written there."""

import re
import unicodedata
from typing import Final

from totalaudio.contacts.addresses.address import Address, check_address
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.names import clean_text, is_placeholder

_PLAIN: Final = re.compile(r"[A-Za-z0-9._+\-]+@[A-Za-z0-9.\-]*[A-Za-z]")
_TOKEN: Final = re.compile(r"[^\s<>,;|\"()\[\]{}\\]+")
# Zero-width characters, direction marks and soft hyphens that come along with copied addresses.
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)
_FULL_WIDTH: Final = str.maketrans("＠＜＞，；．", "@<>,;.")

# Brackets or capitals make the disguise certain; small "at" between words is ordinary English.
_AT: Final = re.compile(r"\s?[\[({<]\s?at\s?[\])}>]\s?", re.IGNORECASE)
_DOT: Final = re.compile(r"\s?[\[({<]\s?(?:dot|punkt|point)\s?[\])}>]\s?", re.IGNORECASE)
_SPELT: Final = re.compile(r"\S+ at \S+(?: dot \S+)+", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"(\S) AT (\S+)(?: DOT |\.)(?=\S)")

_EDGES: Final = ".,;:!?'`‘’“”*_~/=&"
_GAP_EDGES: Final = " \t\r\n,;|/<>\"'“”&-–—•·"


def parse_addresses(text: str) -> list[Address]:
    """List the addresses of a cell in their order, each once, with the name that stood before each.

    Text without any @ that is not a placeholder such as "n/a" is one invalid address: somebody
    meant to write one. Takes linear time in the length of the text.
    """
    if _PLAIN.fullmatch(text):
        return [check_address(text)]
    text = _reveal(text)
    if "@" not in text:
        words = clean_text(text)
        return [] if is_placeholder(words) else [Address(words, "", "", EmailKind.INVALID)]
    return _distinct(_find(text))


def _find(text: str) -> list[Address]:
    found: list[Address] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if "@" not in token[0]:
            continue
        candidate = _trim(token[0])
        if candidate.startswith("@"):
            continue
        gap, end = text[end : token.start()], token.end()
        found.append(check_address(candidate, _display_name(gap)))
    return found


def _trim(token: str) -> str:
    token = token.translate(_INVISIBLE).strip(_EDGES)
    head, colon, tail = token.partition(":")
    if colon and "@" in tail and "@" not in head:
        token = tail.partition("?")[0]
    return token.strip(_EDGES)


def _display_name(gap: str) -> str:
    name = clean_text(gap).strip(_GAP_EDGES)
    if name.startswith("(") and ")" in name:
        # What stands in brackets after an address comments on that one.
        name = name.partition(")")[2].strip(_GAP_EDGES)
    if name.endswith(("(", "[", "{")):
        name = name[:-1].strip(_GAP_EDGES)
    return "" if name.endswith(":") or is_placeholder(name) else name


def _reveal(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)
    text = _DOT.sub(".", _AT.sub("@", text))
    if "@" in text:
        return text
    if _SPELT.fullmatch(text.strip()):
        return re.sub(r" dot ", ".", re.sub(r" at ", "@", text, flags=re.I), flags=re.I)
    if _CAPITALS.search(text):
        return _CAPITALS.sub(r"\1@\2.", text).replace(" DOT ", ".")
    return text


def _distinct(addresses: list[Address]) -> list[Address]:
    seen: dict[str, Address] = {}
    for address in addresses:
        seen.setdefault(address.key or address.email, address)
    return list(seen.values())
