"""Whether a machine answered (RFC 3834), and what it says: away until a day, or gone for good."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from .dates import latest_day
from .phrases import AUTOMATIC, AWAY, LEFT, OWN_LEAVING, plain
from .reading import Mail

_AUTO_HEADERS: Final = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponse",
    "x-auto-reply",
    "x-mail-autoreply",
)
_PRECEDENCES: Final = frozenset({"auto_reply", "auto-reply", "bulk", "junk"})
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,60}@[A-Za-z0-9][A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,20}"
)


@dataclass(frozen=True, slots=True)
class Automatic:
    """A machine's answer; `return_date` where one is named, `other_address` where somebody else is."""

    has_left: bool
    is_away: bool
    return_date: date | None
    other_address: str
    signal: str


def find_automatic(mail: Mail, words: str, today: date) -> Automatic | None:
    """The automatic answer that this message is, or None; `words` is its text without quotes."""
    signal = _signal(mail)
    if not signal:
        return None
    said = plain(f"{mail.subject}\n{words}")
    has_left = bool(LEFT.search(said))
    is_away = bool(AWAY.search(said))
    back = None if has_left else latest_day(said, today)
    return Automatic(has_left, is_away, back, other_address(words, mail.sender), signal)


def says_they_left(words: str) -> bool:
    """Whether a person writes of themselves that they do not work there any more."""
    return bool(OWN_LEAVING.search(plain(words)))


def other_address(words: str, own: str) -> str:
    """The first address in the text that is not the sender's own, '' when there is none."""
    found = (one.lower().rstrip(".") for one in _ADDRESS.findall(words))
    return next((one for one in found if one != own), "")


def _signal(mail: Mail) -> str:
    if "disposition-notification" in mail.header("content-type").lower():
        return "receipt"  # RFC 8098: it was opened, or deleted unread
    submitted = mail.header("auto-submitted").lower().split(";")[0].strip()
    if submitted and submitted != "no":
        return "auto-submitted"
    if any(name in mail.headers for name in _AUTO_HEADERS):
        return "auto-header"
    if mail.header("precedence").strip().lower() in _PRECEDENCES:
        return "precedence"
    is_auto_subject = bool(AUTOMATIC.match(_bare(mail.subject)))
    if "x-auto-response-suppress" in mail.headers and is_auto_subject:
        return "auto-response-suppress"
    return "subject" if is_auto_subject else ""


def _bare(subject: str) -> str:
    """Without one leading mark of an answer; people answer with it too, and machines put their own words after it."""
    return re.sub(r"^\s*(?:re|aw|sv|rv|r)\s*:\s*", "", subject, flags=re.IGNORECASE)
