"""The message itself: plain text, one recipient, threaded, and ended by one click."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote
from uuid import UUID

import idna

# All controls, and what Python takes for the end of a line.
_FORBIDDEN: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
# What mail programs take for other text, which could hold another address or a line break.
_ENCODED: Final = re.compile(r"=\?[^?\s]+\?[bq]\?", re.IGNORECASE)
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_DOMAIN: Final = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LINE: Final = 76


class MessageProblemError(ValueError):
    """No message can be made of this; the text names the part and the cause, for the screen."""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a message is made of. `references` are the ids of the messages that it follows, the oldest first."""

    sender_name: str
    sender: str
    recipient: str
    subject: str
    body: str
    message_id: str
    at: datetime
    unsubscribe_url: str
    references: Sequence[str] = ()


class _Whole(EmailPolicy):
    """Folds ids and addresses between words only: Python would encode a long one, and then nobody understands it."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() not in _BARE:
            return super().fold_binary(name, value)
        return self.linesep.join(_folded(f"{name}:", str(value).split())).encode("ascii") + b"\r\n"


_BARE: Final = frozenset({"message-id", "in-reply-to", "references", "list-unsubscribe"})
_POLICY: Final = _Whole(linesep="\r\n")


def _folded(first: str, words: Sequence[str]) -> list[str]:
    lines = [first]
    for word in words:
        is_first = len(lines) == 1 and lines[0] == first
        if not is_first and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return lines


def compose(letter: Letter) -> bytes:
    """The message as it goes over the wire; MessageProblemError when a part would make another header of itself."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address("The sender", letter.sender, letter.sender_name)
    message["To"] = _address("The recipient", letter.recipient)
    message["Subject"] = _subject(letter)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = one_line("The message's id", letter.message_id)
    if letter.references:
        message["In-Reply-To"] = one_line("The first message's id", letter.references[-1])
        message["References"] = " ".join(
            one_line("A message's id", one) for one in letter.references
        )
    url = one_line("The link to unsubscribe", letter.unsubscribe_url)
    mail = f"mailto:{quote(ascii_address(letter.sender), safe='@')}?subject=unsubscribe"
    message["List-Unsubscribe"] = f"<{url}>, <{mail}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_body(letter.body), cte="quoted-printable")
    return message.as_bytes()


def message_id_for(send_id: UUID, attempt: str, sender: str) -> str:
    """An id that no other message has, at the sender's domain; it says nothing about the recipient."""
    domain = ascii_address(sender).rpartition("@")[2]
    return f"<{send_id.hex}.{attempt}@{domain}>"


def ascii_address(address: str) -> str:
    """An address as servers take it: the domain in ASCII."""
    local, _, domain = one_line("The address", address.strip()).rpartition("@")
    if not _LOCAL.fullmatch(local):
        raise MessageProblemError(
            f"{address.strip()!r} cannot be written to: the part before the @ is missing or holds what few servers"
            " take. Use another address of theirs."
        )
    try:
        plain = domain if domain.isascii() else idna.encode(domain).decode("ascii")
    except idna.IDNAError:
        plain = ""
    if not _DOMAIN.fullmatch(plain):
        raise MessageProblemError(
            f"{domain!r} is no domain that mail can go to. Correct the address."
        )
    return f"{local}@{plain}"


def reply_subject(first: str) -> str:
    """The subject of a message that follows one with this subject."""
    return first if first.casefold().startswith("re:") else f"Re: {first}"


def _subject(letter: Letter) -> str:
    return one_line("The subject", letter.subject.strip())


def _address(what: str, address: str, name: str = "") -> Address:
    local, _, domain = ascii_address(address).rpartition("@")
    return Address(one_line(f"{what}'s name", name), username=local, domain=domain)


def one_line(what: str, text: str) -> str:
    """The text, which must be one line and say what it shows: more of it would be read as headers."""
    if _FORBIDDEN.search(text):
        raise MessageProblemError(
            f"{what} has a line break or another control character in it. Take it out."
        )
    if found := _ENCODED.search(text):
        raise MessageProblemError(
            f"{what} has {found.group()} in it, which stands for other text in mail. Take it out."
        )
    return text


def _body(text: str) -> str:
    """The text with plain line ends, and without what no mail may hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain.strip("\n") + "\n"
