"""Answers of the Messages API (https://platform.claude.com/docs/en/api/messages): read, or told apart as problems."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

import msgspec

from .findings import Usage
from .model_errors import (
    BusyError,
    CutOffError,
    DeclinedError,
    KeyRefusedError,
    ModelProblem,
    NoSuchModelError,
    NotAllowedError,
    NothingLeftError,
    RequestRefusedError,
    UnreachableError,
    UnreadableError,
)

_FINISHED: Final = frozenset(("end_turn", "stop_sequence"))
_CUT: Final = frozenset(("max_tokens", "model_context_window_exceeded"))
_SPENT: Final = "enforced_spend_limit_reached"
_SERVER: Final = 500
_REDIRECTS: Final = range(300, 400)
_OF_STATUS: Final[dict[int, tuple[type[ModelProblem], str]]] = {
    401: (KeyRefusedError, "The model's service does not accept the key."),
    402: (NothingLeftError, "The account of the key has no credit left."),
    403: (NotAllowedError, "The key may not use this model."),
    404: (NoSuchModelError, "The model's service does not know this model."),
    413: (RequestRefusedError, "The request is too large for the model's service."),
    429: (BusyError, "The model's service has had too many requests."),
    529: (BusyError, "The model's service is overloaded."),
}


class _Block(msgspec.Struct, frozen=True):
    type: str = ""
    text: str | None = None


class _Tokens(msgspec.Struct, frozen=True):
    input_tokens: int = 0
    output_tokens: int = 0
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Message(msgspec.Struct, frozen=True):
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Tokens = _Tokens()


class _Details(msgspec.Struct, frozen=True):
    error_code: str | None = None


class _Error(msgspec.Struct, frozen=True):
    type: str = ""
    details: _Details | None = None


class _Failure(msgspec.Struct, frozen=True):
    error: _Error = _Error()


class Answer(msgspec.Struct, frozen=True):
    """What the model wrote, and what it cost."""

    text: str
    usage: Usage


def read(body: bytes) -> Answer:
    """The text of a whole answer; raises the problem that the answer is."""
    try:
        message = msgspec.json.decode(body, type=_Message)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableError(
            "The model's service sent something that is no answer.", Usage(1)
        ) from error
    usage = _usage(message.usage)
    if message.stop_reason == "refusal":
        raise DeclinedError("The model declined to write this pitch.", usage)
    if message.stop_reason in _CUT:
        raise CutOffError("The model's answer was cut off.", usage)
    if message.stop_reason not in _FINISHED:
        raise UnreadableError("The model stopped for a reason that is not known.", usage)
    return Answer(
        "".join(block.text or "" for block in message.content if block.type == "text"), usage
    )


def problem_of(status: int, headers: Mapping[str, str], body: bytes) -> ModelProblem:
    """What an answer without success means. Its own words are not repeated: they may hold what was sent."""
    kind, message = _OF_STATUS.get(status, _other(status))
    if _is_spent(body):
        return NothingLeftError("The account of the key has reached its spending limit.")
    return kind(message, wait=wait_of(headers) if kind is BusyError else None)


def wait_of(headers: Mapping[str, str]) -> float | None:
    """The seconds of a Retry-After (RFC 9110, 10.2.3), as a number or a date; None without a valid one."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:6])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time())
    except (ValueError, OverflowError, IndexError):
        return None


def _other(status: int) -> tuple[type[ModelProblem], str]:
    if status >= _SERVER or status in (408, 409):
        return BusyError, f"The model's service had a fault (status {status})."
    if status in _REDIRECTS:
        return UnreachableError, "The model's service is at another address (ANTHROPIC_BASE_URL)."
    return RequestRefusedError, f"The model's service refused the request (status {status})."


def _is_spent(body: bytes) -> bool:
    try:
        error = msgspec.json.decode(body, type=_Failure).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return error.type == "billing_error" or (
        error.details is not None and error.details.error_code == _SPENT
    )


def _usage(tokens: _Tokens) -> Usage:
    cached = (tokens.cache_creation_input_tokens or 0) + (tokens.cache_read_input_tokens or 0)
    return Usage(1, tokens.input_tokens + cached, tokens.output_tokens)
