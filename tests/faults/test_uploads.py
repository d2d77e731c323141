"""Uploads to the real web server: what is too large is refused unread, and memory stays under its cap."""

import io
import socket
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

import pytest

from tests.journeys.site import Site, serving
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.intel.models import Import

CAP: Final = 64  # megabytes that the web server may grow by, whatever is handed to it
BOUNDARY: Final = "----list"
HEAD: Final = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{{token}}\r\n'
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
)
TAIL: Final = f"\r\n--{BOUNDARY}--\r\n"


@pytest.fixture
def site(db: Urls, tmp_path: Path) -> Iterator[Site]:
    with serving(db, tmp_path, with_worker=False) as site:
        yield site


def memory(process: int) -> float:
    """The most memory that a process and its children ever held, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return peak / 1024 + sum(memory(int(child)) for child in children)


class Uploading:
    """One request of Alice's, sent by hand so that it can lie and stop."""

    def __init__(self, site: Site, alice: Person) -> None:
        client = alice.client()
        client.get("/intel/imports/new")
        self.cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        self.token = client.cookies["csrftoken"].value
        self.socket = socket.create_connection(("127.0.0.1", site.port), timeout=60)

    def start(self, *lines: str) -> None:
        head = [
            "POST /intel/imports/new HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            *lines,
        ]
        self.socket.sendall(("\r\n".join(head) + "\r\n\r\n").encode())

    def chunk(self, body: bytes) -> None:
        """Send a piece of a body of unknown length."""
        self.socket.sendall(b"%x\r\n" % len(body) + body + b"\r\n")

    def upload(self, parts: Iterator[bytes], size: int) -> tuple[int, str]:
        """Send a list of a known size."""
        head = HEAD.format(token=self.token).encode()
        self.start(f"Content-Length: {len(head) + size + len(TAIL)}", "Connection: close")
        self.socket.sendall(head)
        for part in parts:
            self.socket.sendall(part)
        self.socket.sendall(TAIL.encode())
        return self.answer()

    def answer(self) -> tuple[int, str]:
        """Status and text; 0 when the server hung up without a word."""
        text = b""
        try:
            while got := self.socket.recv(65536):
                text += got
                if b"\r\n\r\n" in text and b"</html>" in text:
                    break
        except ConnectionError:
            pass
        finally:
            self.socket.close()
        words = text.decode("utf-8", "replace")
        return int(words.split(" ", 2)[1]) if words.startswith("HTTP/") else 0, words


def test_what_says_that_it_is_too_large_is_refused_before_it_comes(
    site: Site, alice: Person
) -> None:
    sending = Uploading(site, alice)
    sending.start(f"Content-Length: {300 * 1024**2}")
    status, page = sending.answer()
    assert status == 413
    assert "250" in page


def test_a_body_without_a_length_is_never_gathered(site: Site, alice: Person) -> None:
    before = memory(site.web)
    sending = Uploading(site, alice)
    sending.start("Transfer-Encoding: chunked")

    def send() -> None:
        with suppress(OSError):
            sending.chunk(HEAD.format(token=sending.token).encode())
            for _ in range(400):
                sending.chunk(b"x" * 2**20)
            sending.chunk(b"")

    sender = Thread(target=send)
    sender.start()
    status, _ = sending.answer()
    sender.join()
    assert status in {403, 411, 413}
    assert memory(site.web) - before < CAP
    assert Import.objects.using("system").count() == 0


def test_a_large_list_takes_no_more_memory_than_a_small_one(site: Site, alice: Person) -> None:
    before = memory(site.web)
    line = (
        b"Ada Test,ada%d@example.com,Radio X,Host,indie\n"
        + b"Bo Sample,bo@example.org,,,\n" * 20_000
    )
    size = 20 + 200 * len(line)
    parts = iter([b"Name,Email,Outlet,a\n", *[line] * 200])
    status, page = Uploading(site, alice).upload(parts, size)
    assert (status, "/mapping" in page) == (302, True)
    assert Import.objects.using("system").get().bytes == size
    assert memory(site.web) - before < CAP


def test_a_zip_bomb_takes_no_memory_of_the_server(site: Site, alice: Person) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(100):
                sheet.write(b" " * 10_000_000)
    bomb = file.getvalue()
    before = memory(site.web)
    status, page = Uploading(site, alice).upload(iter([bomb]), len(bomb))
    assert status == 400
    assert "unpacks" in page or "not" in page
    assert memory(site.web) - before < CAP
