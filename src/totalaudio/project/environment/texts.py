"""Texts that stand where a value should be, and addresses that would not mean what they say."""

import ipaddress
import re
from email.utils import parseaddr
from typing import Final
from urllib.parse import SplitResult, urlsplit

NOT_VALUES: Final = frozenset(
    {"undefined", "null", "none", "nil", "nan", "changeme", "change-me", "change_me"}
    | {"todo", "tbd", "xxx", "placeholder"}
)
# A template that nobody filled in: ${NAME}, $NAME, {{ name }}, <name>.
_TEMPLATE: Final = re.compile(r"\$\{?\w+\}?|\$?\{\{.*\}\}|<[^@]*>")
_MAIL: Final = re.compile(r"[^@\s<>\"(),:;]+@[\w.-]*\w")
MAIL_SCHEMES: Final = frozenset({"smtp", "smtp+tls", "smtps"})
# What a browser sends as the name of a site; `*` and `.example.com` would let in every name there is.
_SITE: Final = re.compile(r"\w(?:[\w.-]*\w)?|[0-9a-f:.]+", re.ASCII)
# 256 bits are 42 letters and four bits of the last.
_FERNET: Final = re.compile(r"[\w-]{42}[AEIMQUYcgkosw048]=", re.ASCII)
_HOST: Final = re.compile(r"[\w.:%\[\]-]+|/.*|@.*", re.ASCII)


def fault_of_text(text: str) -> tuple[str, str] | None:
    """What is wrong with a text whatever it is for, and the fix; None for one that may be meant."""
    if not text.strip():
        return "is blank", "set it, or take it away"
    if text != text.strip() or (len(text) > 1 and text[0] == text[-1] and text[0] in "'\""):
        return "has spaces or quotes around it", "leave them out"
    if not text.isprintable():
        return "has characters that cannot be printed", "write it anew"
    if text.lower() in NOT_VALUES or _TEMPLATE.fullmatch(text):
        return "is a word that stands for no value", "set it, or take it away"
    return None


def web_address(text: str) -> SplitResult | None:
    """The parts of an http or https address without user, query and fragment; None for anything else."""
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        return None
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    is_named = _SITE.fullmatch(parts.hostname or "") and not re.search(r"[\s\\@]", text)
    return parts if is_one and is_plain and is_named else None


def is_link(text: str) -> bool:
    """Whether a browser can follow it to a page, whatever comes behind the name of the site."""
    site = re.match("[^/?#]*//[^/?#]*", text)
    return site is not None and web_address(site[0]) is not None and not re.search(r"\s", text)


def is_mail_address(text: str) -> bool:
    """Whether it is one address that mail can go to, without a name before it."""
    return _MAIL.fullmatch(text) is not None


def is_sender(text: str) -> bool:
    """Whether it is one address, with or without a name before it."""
    return is_mail_address(parseaddr(text, strict=True)[1])


def mail_server(text: str) -> SplitResult | None:
    """The parts of the address of a mail server; None when it would be read otherwise than it was meant."""
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in MAIL_SCHEMES and parts.port != 0 and parts.path in {"", "/"}
    except ValueError:
        return None
    is_plain = not (parts.query or parts.fragment) and "@" not in (parts.username or "")
    return parts if is_one and is_plain and _HOST.fullmatch(parts.hostname or "") else None


def is_database(text: str) -> bool:
    """Whether libpq reads an address as it was meant: a password with @ or / in it moves into other parts."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except (ProgrammingError, ValueError):  # ValueError: bytes that are no text
        return False
    hosts, ports = parts.get("host", "").split(","), parts.get("port", "").split(",")
    return (
        all(not host or (_HOST.fullmatch(host) and "@" not in host[1:]) for host in hosts)
        and all(port.strip() in {""} or port.strip().isdigit() for port in ports)
        and not (text.startswith("postgres") and re.search("[@:/]", parts.get("dbname", "")))
        and parts.get("connect_timeout", "0").lstrip("-").isdigit()
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_fernet_key(text: str) -> bool:
    """Whether it is 32 bytes in the base64 of addresses."""
    return _FERNET.fullmatch(text) is not None
