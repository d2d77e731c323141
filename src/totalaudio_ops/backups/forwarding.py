"""A way to a server that asks for TLS, for programs that know none: a private socket here, TLS from here to there.

The certificate is checked as `sslmode` in the address says, by libpq's own rules: `verify-full` checks the chain and
the name, `verify-ca` the chain, `require` the chain only when a root certificate is at hand, all others nothing.
"""

import asyncio
import os
import ssl
import struct
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from totalaudio_ops.backups.scope import Connection
from totalaudio_ops.postgres.urls import parse, replaced

type _Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_ASK_FOR_TLS = struct.pack("!ii", 8, 80877103)  # SSLRequest of the frontend/backend protocol
_CHOOSE_SASL = struct.pack("!i", 10)  # AuthenticationSASL, and the mechanisms follow
_PIECE = 1 << 18
_FOR_TLS_ONLY = ("ssl", "channel_binding", "gss", "krb", "hostaddr", "requiressl")


@contextmanager
def reachable(connection: Connection, url: str) -> Iterator[str]:
    """Yields an address of the connection's server at which programs without TLS reach it, too."""
    if not connection.pgconn.ssl_in_use:
        yield replaced(url)
        return
    place = connection.info.hostaddr or connection.info.host, connection.info.port
    with (
        tempfile.TemporaryDirectory(prefix="totalaudio-", dir="/tmp") as folder,
        _forwarder(Path(folder, ".s.PGSQL.5432"), place, connection.info.host, _context(url)),
    ):
        kept = {
            name: str(value)
            for name, value in parse(url).items()
            if not name.startswith(_FOR_TLS_ONLY)
        }
        yield replaced("", **kept | {"host": folder, "port": "5432", "sslmode": "disable"})


def _context(url: str) -> ssl.SSLContext:
    """What libpq would demand of the server's certificate."""
    parts = {name: str(value) for name, value in parse(url).items()}
    mode = parts.get("sslmode", os.environ.get("PGSSLMODE", "prefer"))
    own = Path.home() / ".postgresql"
    root = parts.get("sslrootcert", os.environ.get("PGSSLROOTCERT", str(own / "root.crt")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    has_root = root == "system" or Path(root).exists()
    is_checked = mode in {"verify-ca", "verify-full"} or (mode == "require" and has_root)
    context.check_hostname = mode == "verify-full" or root == "system"
    context.verify_mode = ssl.CERT_REQUIRED if is_checked else ssl.CERT_NONE
    if is_checked and root == "system":
        context.load_default_certs()
    elif is_checked:
        context.load_verify_locations(root)
    certificate = Path(parts.get("sslcert", own / "postgresql.crt"))
    if certificate.exists():
        context.load_cert_chain(certificate, parts.get("sslkey", own / "postgresql.key"))
    return context


@contextmanager
def _forwarder(
    path: Path, place: tuple[str, int], name: str, context: ssl.SSLContext
) -> Iterator[None]:
    """Listens as long as the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            there = await asyncio.open_connection(*place)
            try:
                await _secure(there, name, context)
                await asyncio.gather(_pump(reader, there[1]), _answer(there[0], writer))
            finally:
                await _close(there[1])
        await _close(writer)

    def done[T](work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    server = done(asyncio.start_unix_server(forward, path))
    try:
        path.chmod(0o600)
        yield
    finally:
        server.close()
        done(_end_all())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _secure(there: _Streams, name: str, context: ssl.SSLContext) -> None:
    reader, writer = there
    writer.write(_ASK_FOR_TLS)
    if await reader.readexactly(1) != b"S":
        raise ConnectionError("the server speaks no TLS any more")
    await writer.start_tls(context, server_hostname=name)


async def _answer(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Hands over what the server says, but for the offer to bind the password to the TLS connection.

    The program here sees none, and would take that offer for an attack.
    """
    kind, size = b"v", b""  # the server may first name the protocol that it speaks
    while kind == b"v":
        kind, size = await source.readexactly(1), await source.readexactly(4)
        body = await source.readexactly(int.from_bytes(size) - 4)
        if kind == b"R" and body.startswith(_CHOOSE_SASL):
            body = body.replace(b"SCRAM-SHA-256-PLUS\0", b"", 1)
        target.write(kind + (len(body) + 4).to_bytes(4) + body)
    await _pump(source, target)


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(_PIECE):
            target.write(piece)
            await target.drain()
    with suppress(OSError):  # TLS cannot be closed by halves
        target.write_eof() if target.can_write_eof() else target.close()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _end_all() -> None:
    """Leaves nothing half done in a loop that is about to stop."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
