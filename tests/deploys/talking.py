"""One HTTP/1.1 request over a plain connection, without any second try that could hide a failure."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PATIENCE: Final = 30.0


class Fault(StrEnum):
    """What can become of a request that was not answered as it should be."""

    REFUSED = "refused"
    RESET = "reset"
    CUT = "cut"  # the body or the head ended before its end
    STATUS = "status"
    MIXED = "mixed"  # an answer of two versions
    LATE = "late"


class FailedError(Exception):
    """A request failed; carries how, and since when it was on its way (monotonic seconds)."""

    def __init__(self, fault: Fault, said: str, began_at: float) -> None:
        super().__init__(f"{fault}: {said}")
        self.fault, self.said, self.began_at = fault, said, began_at


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask, and under which name."""

    port: int
    host: str


@dataclass(slots=True)
class Line:
    """A connection that is open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str

    async def ask(
        self, method: str, path: str, body: bytes = b"", *, parts: int = 1, wanted: int = 200
    ) -> bytes:
        """The body of an answer as wanted; a body is sent in so many parts, a little apart. Raises FailedError."""
        began_at = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._send(method, path, body, parts)
                status, said = await self._answer()
        except TimeoutError:
            raise FailedError(Fault.LATE, path, began_at) from None
        except asyncio.IncompleteReadError as error:
            said_before = f"{path} after {len(error.partial)} bytes"
            raise FailedError(Fault.CUT, said_before, began_at) from None
        except OSError as error:
            raise FailedError(Fault.RESET, f"{path} {error}", began_at) from None
        if status != wanted:
            raise FailedError(Fault.STATUS, f"{path} {status} {said[:80]!r}", began_at)
        return said

    async def _send(self, method: str, path: str, body: bytes, parts: int) -> None:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write(head.encode())
        size = max(len(body) // parts, 1)
        for begin in range(0, len(body), size):
            self.writer.write(body[begin : begin + size])
            await self.writer.drain()
            await asyncio.sleep(0.05 if parts > 1 else 0)
        await self.writer.drain()

    async def _answer(self) -> tuple[int, bytes]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = next(
            (
                line.partition(":")[2]
                for line in head.splitlines()
                if line.startswith("content-length:")
            ),
            None,
        )
        return status, await (self.reader.readexactly(int(length)) if length else self._chunks())

    async def _chunks(self) -> bytes:
        found = bytearray()
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            found += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return bytes(found)


@asynccontextmanager
async def connected(place: Place) -> AsyncIterator[Line]:
    """A new connection; raises FailedError when there is none to be had."""
    began_at = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    except OSError as error:
        raise FailedError(Fault.REFUSED, str(error), began_at) from None
    try:
        yield Line(reader, writer, place.host)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
