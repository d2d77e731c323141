"""Reads a gzip file as it comes: never more than a piece in memory, and nothing behind its end."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from totalaudio_ops.backups.damage import Damaged

PIECE: Final = 256 * 1024
_GZIP: Final = 31  # what zlib calls a gzip file with its checksum


class Unzipped:
    """What is in a gzip file; raises Damaged where it is cut off, changed, or followed by anything."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._zlib = source, zlib.decompressobj(_GZIP)
        self._ready = b""

    def exactly(self, count: int) -> bytes:
        """The next bytes, all of them."""
        return b"".join(self.pieces(count))

    def pieces(self, count: int) -> Iterator[bytes]:
        """The next bytes, piece by piece."""
        while count:
            if not self._ready and not self._fill():
                raise Damaged("the archive is cut off.")
            piece, self._ready = self._ready[:count], self._ready[count:]
            count -= len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        """Everything that follows."""
        while self._ready or self._fill():
            piece, self._ready = self._ready, b""
            yield piece

    def _fill(self) -> bool:
        while not self._ready:
            if self._zlib.eof:
                self._refuse_more()
                return False
            given = self._zlib.unconsumed_tail or self._source.read(PIECE)
            try:
                self._ready = self._zlib.decompress(given, PIECE)
            except zlib.error as error:
                raise Damaged(f"the archive cannot be unpacked: {error}.") from None
            if not given and not self._ready and not self._zlib.eof:
                raise Damaged("the archive is cut off.")
        return True

    def _refuse_more(self) -> None:
        if self._zlib.unused_data or self._source.read(1):
            raise Damaged("the archive goes on after its end.")
