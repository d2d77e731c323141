"""Answers as mail servers and people really write them, to a message that lies in the outbox of this machine."""

import textwrap
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid, parseaddr
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What comes back."""

    HUMAN = "human"
    AWAY = "away"
    BOUNCE = "bounce"
    OPT_OUT = "opt-out"


LABELS: Final = {
    Kind.HUMAN: "Reply",
    Kind.AWAY: "Out of office",
    Kind.BOUNCE: "Bounce",
    Kind.OPT_OUT: "Please remove me",
}
_AWAY: Final = "I am out of the office at the moment and read my mail when I am back.\n"
_OPT_OUT: Final = "Please remove me from your list.\n"
_NOBODY: Final = Address(username="nobody", domain="outbox.example")
_LONGEST_QUOTE: Final = 2_000


def written(kind: Kind, original: Message, text: str = "") -> bytes:
    """The answer, complete with its headers; `text` is what a person wrote."""
    match kind:
        case Kind.HUMAN:
            return _reply(original, _quoting(original, text)).as_bytes()
        case Kind.OPT_OUT:
            return _reply(original, _quoting(original, _OPT_OUT)).as_bytes()
        case Kind.AWAY:
            return _away(original).as_bytes()
        case Kind.BOUNCE:
            return _bounce(original).as_bytes()


def _reply(original: Message, text: str) -> EmailMessage:
    made = EmailMessage()
    subject = _one_line(original["Subject"])
    made["From"], made["To"] = _address(original["To"]), _address(original["From"])
    made["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    _answers(made, original)
    made.set_content(text)
    return made


def _away(original: Message) -> EmailMessage:
    made = _reply(original, _AWAY)
    made.replace_header("Subject", f"Automatic reply: {_one_line(original['Subject'])}")
    made["Auto-Submitted"] = "auto-replied"
    made["X-Auto-Response-Suppress"] = "All"
    return made


def _bounce(original: Message) -> Message:
    """A report as RFC 3464 has it: words for people, fields for programs, and the head of what came back."""
    recipient = parseaddr(_one_line(original["To"]))[1]
    made = MIMEMultipart("report", report_type="delivery-status")
    made["From"] = "Mail Delivery Subsystem <mailer-daemon@localhost>"
    made["To"] = _one_line(original["From"])
    made["Subject"] = "Undelivered mail returned to sender"
    made["Auto-Submitted"] = "auto-replied"
    _answers(made, original)
    made.attach(
        MIMEText(f"The message could not be delivered to {recipient}: no such user here.\n")
    )
    made.attach(_delivery_status(recipient))
    head = Message()
    for name, value in original.items():
        head[name] = _one_line(value)
    head.set_payload("")
    made.attach(MIMEMessage(head))
    return made


def _delivery_status(recipient: str) -> Message:
    part = MIMEBase("message", "delivery-status")
    server, about = Message(), Message()
    server["Reporting-MTA"] = "dns; localhost"
    about["Final-Recipient"] = f"rfc822; {recipient}"
    about["Action"] = "failed"
    about["Status"] = "5.1.1"
    about["Diagnostic-Code"] = "smtp; 550 5.1.1 no such user here"
    part.set_payload([server, about])
    return part


def _answers(made: Message, original: Message) -> None:
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain="outbox.example")
    if answered := _one_line(original["Message-ID"]):
        before = _one_line(original["References"]).split()
        made["In-Reply-To"] = answered
        made["References"] = " ".join([*before, answered])


def _quoting(original: Message, text: str) -> str:
    said = text_of(original)[:_LONGEST_QUOTE]
    quoted = textwrap.indent(said.strip(), "> ", lambda _line: True)
    return f"{text.strip()}\n\n{_one_line(original['From'])} wrote:\n{quoted}\n"


def text_of(message: Message) -> str:
    """The plain text of a message, decoded; '' when it has none."""
    for part in message.walk():
        if part.get_content_type() == "text/plain" and not part.is_multipart():
            payload = part.get_payload(decode=True)
            found = payload if isinstance(payload, bytes) else b""
            return _decoded(found, part.get_content_charset() or "utf-8")
    return ""


def _decoded(found: bytes, charset: str) -> str:
    try:
        return found.decode(charset, "replace")
    except LookupError:
        return found.decode("utf-8", "replace")


def _address(value: object) -> Address:
    """One address with its name; odd ones are nobody's, because Python would break their line in two."""
    name, address = parseaddr(_one_line(value))
    try:
        return Address(name, addr_spec=address) if address.isascii() else _NOBODY
    except (ValueError, IndexError, MessageError):
        return _NOBODY


def _one_line(value: object) -> str:
    return " ".join(str(value or "").split())
