"""What comes back from a fetch: bytes under a cap, and their text."""

import codecs
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from totalaudio.core.lib.fetching.errors import FetchFailedError, FetchRefusedError

_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Encodings of Python that no page is in: the time of the first two grows with the square of the length.
_NO_PAGES: Final = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7"})
_HEAD: Final = 4_096  # bytes in which a page names its own encoding


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: `url` is where it came from after redirects; `body` is decoded and capped."""

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes

    @property
    def is_ok(self) -> bool:
        """Whether the page was there."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body in the encoding that the answer or the page names, else UTF-8 or Windows-1252."""
        named = _META.search(self.body[:_HEAD])
        for name in (self.charset, named.group(1).decode("ascii") if named else "", "utf-8-sig"):
            text = _decoded(self.body, name)
            if text is not None:
                return text
        return self.body.decode("cp1252", errors="replace")


def _decoded(body: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name if charset else ""
        return body.decode(name) if name and name not in _NO_PAGES else None
    except (LookupError, ValueError):
        return None


def read_capped(chunks: Iterable[bytes], encoding: str, cap: int) -> bytes:
    """All bytes after undoing 'gzip' or 'deflate'; raises as soon as more than `cap` would come."""
    if encoding in ("", "identity"):
        return _joined(chunks, cap)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchRefusedError(f"unknown content encoding {encoding[:40]!r}")
    return _joined(_inflated(chunks, cap), cap)


def _joined(chunks: Iterable[bytes], cap: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > cap:
            raise FetchRefusedError(f"the page is larger than {cap:,} bytes")
    return bytes(body)


def _inflated(chunks: Iterable[bytes], cap: int) -> Iterable[bytes]:
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, by its header
    received = 0
    try:
        for chunk in chunks:
            # One byte over the cap is enough to know that it is too much.
            yield inflate.decompress(chunk, cap + 1)
            if inflate.eof:
                break  # zlib would keep all that follows
            received += len(chunk)
            if received > cap:
                raise FetchRefusedError(f"the page is larger than {cap:,} bytes")
    except zlib.error as error:
        raise FetchFailedError("the compressed page is damaged") from error
    if not inflate.eof:
        raise FetchFailedError("the compressed page broke off")
