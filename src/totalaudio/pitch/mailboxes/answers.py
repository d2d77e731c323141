"""What the answers of a mail server mean: try again, this message never, this sender not, or sign in anew."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .transport import (
    NotHandedOverError,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    TransportError,
)

_ENHANCED: Final = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_DAILY: Final = re.compile(r"\b5\.4\.5\b|daily .{0,40}(limit|quota)|sending limit", re.IGNORECASE)
_A_DAY: Final = 24 * 3600.0
_SLOW_DOWN: Final = 15 * 60.0
_LONGEST: Final = 300  # characters of what a server says


class Phase(StrEnum):
    """How far the conversation was when the answer came."""

    GREETING = "greeting"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply code and the server's words, which hold no secret."""

    code: int
    text: str

    @property
    def is_good(self) -> bool:
        """Whether the command was taken."""
        return 200 <= self.code < 400

    @property
    def is_plain(self) -> bool:
        """Whether it says yes or no, and nothing else."""
        return 200 <= self.code < 300 or 400 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


def answer_of(code: int, text: bytes | str, secrets: Iterable[str] = ()) -> Answer:
    """An answer that can be shown: on one line, capped, and without these secrets."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for secret in secrets:
        said = said.replace(secret, "[hidden]") if secret else said
    plain = "".join(char if char.isprintable() else " " for char in said)
    return Answer(code, " ".join(plain.split())[:_LONGEST])


def error_of(answer: Answer, phase: Phase) -> TransportError:
    """The error that an answer other than yes stands for; nothing was taken in any of them."""
    if phase is Phase.SIGN_IN or answer.code in {530, 535}:
        return _of_sign_in(answer)
    if not 500 <= answer.code < 600:  # for now, or no answer that anybody understands
        return NotHandedOverError(f"The mail server said: {answer}", _wait(answer))
    if _DAILY.search(answer.text):
        told = f"The mail server says that this mailbox has sent its most for now: {answer}"
        return SenderRefusedError(told, pause_seconds=_A_DAY)
    if phase in {Phase.GREETING, Phase.SENDER} or _is_policy(answer):
        return SenderRefusedError(f"The mail server refuses this sender: {answer}")
    return RefusedError(f"The mail server refused the message: {answer}")


def _of_sign_in(answer: Answer) -> TransportError:
    # What is said of a password is not repeated: some servers repeat the password in it.
    if not 500 <= answer.code < 600:
        return NotHandedOverError(f"The mail server could not check the sign-in ({answer.code}).")
    return ReconnectError(
        f"The mail server did not accept the sign-in name and password ({answer.code})."
        " Some providers ask for an app password here."
    )


def _is_policy(answer: Answer) -> bool:
    found = _ENHANCED.search(answer.text)
    return found is not None and found[1].startswith("5.7.")


def _wait(answer: Answer) -> float:
    found = _ENHANCED.search(answer.text)
    is_about_pace = found is not None and found[1].startswith("4.7.")
    return _SLOW_DOWN if is_about_pace or _DAILY.search(answer.text) else 0.0
