"""The bytes of a request: capped while they are read and while they are unpacked."""

import zlib
from typing import Protocol

from .refusals import RequestRefusedError

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_KINDS = {"", "application/json", "text/plain"}


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; fewer only at the end."""


def read_body(source: Source, *, kind: str, encoding: str) -> str:
    """The text of a request; refuses other types and encodings, too many bytes and what is not UTF-8."""
    if kind.partition(";")[0].strip().lower() not in _KINDS:
        raise RequestRefusedError(
            415, "Unknown type", f"Content-Type {kind[:80]!r}: send application/json or text/plain."
        )
    body = _unpacked(_read(source), encoding.strip().lower())
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestRefusedError(
            400, "Not UTF-8", f"Byte {error.start} is not UTF-8: encode the body as UTF-8."
        ) from None


def _read(source: Source) -> bytes:
    try:
        body = source.read(MAX_BYTES + 1)
    except OSError:
        raise RequestRefusedError(
            400, "Cut off", "The body ended before its Content-Length: send it again."
        ) from None
    if len(body) > MAX_BYTES:
        raise RequestRefusedError(
            413,
            "Too large",
            f"At most {MAX_BYTES:,} bytes in a request: send fewer events in each.",
        )
    if not body:
        raise RequestRefusedError(400, "Empty", "Send events as JSON, with a Content-Length.")
    return body


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding in {"", "identity"}:
        return body
    if encoding != "gzip":
        raise RequestRefusedError(
            415, "Unknown encoding", f"Content-Encoding {encoding[:40]!r}: send gzip, or none."
        )
    unpacking = zlib.decompressobj(_GZIP)
    try:
        whole = unpacking.decompress(body, MAX_UNPACKED + 1)
    except zlib.error:
        raise _broken() from None
    if len(whole) > MAX_UNPACKED:
        raise RequestRefusedError(
            413,
            "Too large",
            f"Unpacked it is more than {MAX_UNPACKED:,} bytes: send fewer events in each request.",
        )
    if not unpacking.eof or unpacking.unused_data:
        raise _broken()
    return whole


def _broken() -> RequestRefusedError:
    return RequestRefusedError(
        400,
        "Not gzip",
        "The body is not one whole gzip stream: pack it again, or send it unpacked.",
    )
