"""Turns chunks of bytes into lines of text with bounded memory, mixed encodings included."""

import codecs
import io
from collections.abc import Iterable, Iterator

from totalaudio.intel.imports.reading.encoding import choose_single_byte
from totalaudio.intel.imports.reading.limits import MAX_LINE

_BYTEWISE = frozenset({"utf-8", "utf-8-sig"})


class Lines:
    """The lines of a text, with their ends, and what had to be done to read them.

    `fallback` is the one-byte encoding used for lines that are not UTF-8; `cuts` counts the lines
    given so far that were cut off at MAX_LINE.
    """

    def __init__(self, chunks: Iterable[bytes], encoding: str, fallback: str = "") -> None:
        self._chunks = chunks
        self._encoding = encoding
        self.fallback = fallback
        self.fallback_lines = 0
        self.utf8_lines = 0
        self.nuls = 0
        self.cuts = 0

    def __iter__(self) -> Iterator[str]:
        blocks = self._bytewise() if self._encoding in _BYTEWISE else self._decoded()
        for text in blocks:
            if "\0" in text:
                self.nuls += text.count("\0")
                yield from io.StringIO(text.replace("\0", ""), newline="")
            else:
                yield from io.StringIO(text, newline="")

    def _bytewise(self) -> Iterator[str]:
        mark = codecs.BOM_UTF8 if self._encoding == "utf-8-sig" else b""
        for block in self._blocks():
            unmarked = block.removeprefix(mark)
            mark = b""
            try:
                yield unmarked.decode("utf-8")
            except UnicodeDecodeError:
                yield from map(self._decode_line, unmarked.splitlines(keepends=True))

    def _decode_line(self, line: bytes) -> str:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            self.fallback = self.fallback or choose_single_byte(line)
            self.fallback_lines += 1
            return line.decode(self.fallback, errors="replace")
        if not line.isascii():
            self.utf8_lines += 1
        return text

    def _blocks(self) -> Iterator[bytes]:
        """Whole lines, as many as a chunk holds; a line over the limit comes alone and cut."""
        rest = b""
        skipping = False
        for chunk in self._chunks:
            data = _after_line(chunk, b"\n", b"\r") if skipping else rest + chunk
            skipping = skipping and not data
            end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
            if end:
                yield data[:end]
            rest = data[end:]
            if len(rest) > MAX_LINE:
                self.cuts += 1
                yield rest[:MAX_LINE] + b"\n"
                rest, skipping = b"", True
        if rest:
            yield rest

    def _decoded(self) -> Iterator[str]:
        """The same for encodings whose characters have several bytes."""
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        rest = ""
        skipping = False
        for chunk in self._chunks:
            text = decoder.decode(chunk)
            data = _after_line(text, "\n", "\r") if skipping else rest + text
            skipping = skipping and not data
            # A return at the very end may be half of a line end.
            end = max(data.rfind("\n"), data.rfind("\r", 0, -1)) + 1
            if end:
                yield data[:end]
            rest = data[end:]
            if len(rest) > MAX_LINE:
                self.cuts += 1
                yield rest[:MAX_LINE] + "\n"
                rest, skipping = "", True
        rest += decoder.decode(b"", final=True)
        if rest:
            yield rest


def _after_line[Text: (str, bytes)](data: Text, feed: Text, carriage: Text) -> Text:
    """What follows the end of the line that is being skipped; nothing when it does not end here."""
    ends = [at for at in (data.find(feed), data.find(carriage)) if at >= 0]
    return data[min(ends) :] if ends else data[:0]
