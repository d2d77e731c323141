"""A wire to a database that can be cut, or go silent, and be mended: a forwarder on loopback."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from psycopg.conninfo import conninfo_to_dict, make_conninfo


class Wire:
    """Carries bytes between whoever connects and one server."""

    def __init__(self, host: str, port: str) -> None:
        self._host, self._port = host, port
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._ends: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self.port = 0

    def cut(self, *_: object) -> None:
        """Every connection breaks, and whoever comes is sent away."""
        self._call(self._cut)

    def silence(self, *_: object) -> None:
        """Nothing arrives any more, and nobody is told, as when packets are lost."""
        self._call(self._open.clear)

    def mend(self, *_: object) -> None:
        """It carries again; what was broken stays broken."""
        self._call(self._mend)

    def through(self, url: str) -> str:
        """The address of the same role and database by this wire."""
        told = {
            key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None
        }
        return make_conninfo("", **(told | {"host": "127.0.0.1", "port": str(self.port)}))

    def _call(self, what: object) -> None:
        assert callable(what)
        done = threading.Event()

        def do() -> None:
            what()
            done.set()

        self._loop.call_soon_threadsafe(do)
        assert done.wait(10)

    def _cut(self) -> None:
        self._is_cut = True
        for end in self._ends:
            end.transport.abort()

    def _mend(self) -> None:
        self._is_cut = False
        self._open.set()

    def run(self, ready: threading.Event) -> None:
        """Carry until `stop`; in a thread of its own."""
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._come, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._open.set()
        ready.set()
        self._loop.run_forever()
        server.close()
        self._cut()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    def stop(self) -> None:
        """End `run`."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            await self._open.wait()
            if self._is_cut:
                writer.transport.abort()
                return
            there, back = await self._reach()
            self._ends |= {writer, back}
            try:
                await asyncio.gather(self._carry(reader, back), self._carry(there, writer))
            finally:
                self._ends -= {writer, back}
                for end in (writer, back):
                    end.transport.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._host.startswith("/"):
            return await asyncio.open_unix_connection(f"{self._host}/.s.PGSQL.{self._port}")
        return await asyncio.open_connection(self._host, int(self._port))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(65536):
            await self._open.wait()
            writer.write(said)
            await writer.drain()
        writer.transport.abort()


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    """A wire to the server of an address; all that it carries ends with the block."""
    told = conninfo_to_dict(url)
    made = Wire(str(told.get("host") or "/var/run/postgresql"), str(told.get("port") or "5432"))
    ready = threading.Event()
    thread = threading.Thread(target=made.run, args=(ready,), name="wire", daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield made
    finally:
        made.stop()
        thread.join(10)
