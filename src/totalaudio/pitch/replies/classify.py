"""What an incoming message is: a bounce before an automatic answer, that before a wish, and else a person's words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from totalaudio.campaigns.stages import ReplyKind

from .automatic import Automatic, find_automatic, other_address, says_they_left
from .bounces import Bounce, Severity, find_bounce, is_complaint
from .quoting import new_text, without_signature
from .reading import Mail, read
from .wishes import asks_to_stop, says_adding

_LONGEST_TEXT: Final = 6_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read out of a message; what it does not say is empty. `is_away`: an automatic answer that says so."""

    severity: Severity | None = None
    status: str = ""
    recipients: tuple[str, ...] = ()
    return_date: date | None = None
    is_away: bool = False
    other_address: str = ""

    def as_json(self) -> dict[str, object]:
        """The facts that there are, as plain values."""
        found = {
            "severity": self.severity.value if self.severity else "",
            "status": self.status,
            "return_date": self.return_date.isoformat() if self.return_date else "",
            "is_away": self.is_away,
            "other_address": self.other_address,
        }
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Classified:
    """What a message is, why (`signals`), what it says, and its new words; `is_own`: the mailbox wrote it itself."""

    kind: ReplyKind
    signals: tuple[str, ...]
    text: str
    mail: Mail
    facts: Facts = field(default_factory=Facts)
    is_own: bool = False


def classify(raw: bytes | Mail, own: Iterable[str] = (), now: datetime | None = None) -> Classified:
    """Classify the source of a message, or one that was read; `own` are the addresses of the mailbox.

    Never raises, whatever the message is made of; `now` stands in where its date cannot be read.
    """
    mail = raw if isinstance(raw, Mail) else read(raw)
    today = (mail.at or now or datetime.now(UTC)).date()
    words = new_text(mail.text)[:_LONGEST_TEXT]
    is_own = mail.sender in {one.strip().lower() for one in own}
    if is_complaint(mail):
        return Classified(ReplyKind.OPT_OUT, ("complaint",), "", mail, is_own=is_own)
    bounce = find_bounce(mail)
    if bounce:
        return _bounced(mail, bounce, is_own=is_own)
    automatic = find_automatic(mail, words, today)
    if automatic:
        return _answered_by_machine(mail, words, automatic, is_own=is_own)
    kind, signal, facts = _by_words(mail, words)
    return Classified(kind, (signal,), words, mail, facts, is_own)


def _bounced(mail: Mail, bounce: Bounce, *, is_own: bool) -> Classified:
    facts = Facts(bounce.severity, bounce.status, bounce.recipients)
    signals = (bounce.signal, bounce.severity.value, *filter(None, [bounce.status]))
    return Classified(
        ReplyKind.BOUNCE, signals, mail.text.strip()[:_LONGEST_TEXT], mail, facts, is_own
    )


def _answered_by_machine(
    mail: Mail, words: str, automatic: Automatic, *, is_own: bool
) -> Classified:
    kind = ReplyKind.LEFT if automatic.has_left else ReplyKind.OUT_OF_OFFICE
    facts = Facts(
        return_date=automatic.return_date,
        is_away=automatic.is_away or automatic.return_date is not None,
        other_address=automatic.other_address,
    )
    return Classified(kind, (automatic.signal,), words, mail, facts, is_own)


def _by_words(mail: Mail, words: str) -> tuple[ReplyKind, str, Facts]:
    said = without_signature(words)
    if asks_to_stop(said, mail.subject):
        return ReplyKind.OPT_OUT, "asks-to-stop", Facts()
    if says_they_left(said):
        return (
            ReplyKind.LEFT,
            "says-they-left",
            Facts(other_address=other_address(said, mail.sender)),
        )
    if says_adding(said):
        return ReplyKind.ADDING, "says-adding", Facts()
    return ReplyKind.HUMAN, "words", Facts()
