"""A real mail provider on loopback: Debian's Dovecot for IMAP, and SMTP that files what it takes into its INBOXes.

`with dovecot(folder) as mail:` in a test, or the fixture `dovecot_mail`.
"""

import email.utils
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.support.mail_server import MailServer, mail_server

PACKAGES: Final = ("dovecot-core", "dovecot-imapd")
WANTED: Final = (
    "needs Dovecot and to be root: apt-get install -y --no-install-recommends " + " ".join(PACKAGES)
)
PASSWORD: Final = "open-sesame-ü"
_MAIL_UID: Final = 8  # Debian's user `mail`; Dovecot opens nothing for root
_CONFIG: Final = """\
base_dir = {sockets}/run
state_dir = {sockets}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = dovenull
default_internal_user = dovecot
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={uid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@dataclass(frozen=True)
class Provider:
    """Where it listens, and the mailboxes, each opened by its address and PASSWORD."""

    folder: Path
    imap_port: int
    smtp: MailServer

    @property
    def smtp_port(self) -> int:
        """Where mail is handed over; `smtp.faults` says what goes wrong there."""
        return self.smtp.port

    def inbox(self, address: str) -> list[Message]:
        """What lies in somebody's INBOX, the oldest first."""
        return [_read(path) for path in self._files(address, "")]

    def sent(self, address: str) -> list[Message]:
        """What lies in somebody's Sent."""
        return [_read(path) for path in self._files(address, ".Sent")]

    def wait_for(self, address: str, number: int = 1, seconds: float = 30) -> list[Message]:
        """The INBOX once it holds this many."""
        give_up_at = time.monotonic() + seconds
        while len(found := self.inbox(address)) < number:
            assert time.monotonic() < give_up_at, f"{address}: {len(found)} of {number} came"
            time.sleep(0.05)
        return found

    def answer(self, original: Message, text: str, *, sender: str = "") -> EmailMessage:
        """What the recipient of a message writes back, filed into the sender's INBOX."""
        made = EmailMessage()
        made["From"] = sender or original["To"]
        made["To"] = original["From"]
        subject = str(original["Subject"])
        made["Subject"] = subject if subject.startswith("Re:") else f"Re: {subject}"
        made["Date"] = email.utils.formatdate()
        made["Message-ID"] = email.utils.make_msgid(domain="station.example")
        made["In-Reply-To"] = made["References"] = original["Message-ID"]
        made.set_content(text)
        self.file(email.utils.parseaddr(str(original["From"]))[1], made.as_bytes())
        return made

    def file(self, address: str, raw: bytes) -> None:
        """Put a message into an INBOX, as a mail server does."""
        box = self.folder / "mail" / address.lower()
        for part in ("tmp", "new", "cur"):
            _own(box, box / part)
        name = f"{time.time_ns()}.{secrets.token_hex(6)}.here"
        (box / "tmp" / name).write_bytes(raw)
        os.chown(box / "tmp" / name, _MAIL_UID, _MAIL_UID)
        (box / "tmp" / name).rename(box / "new" / name)

    def _files(self, address: str, folder: str) -> list[Path]:
        box = self.folder / "mail" / address.lower() / folder
        found = [path for part in ("new", "cur") for path in box.glob(f"{part}/*")]
        return sorted(found, key=lambda path: path.name)


@contextmanager
def dovecot(folder: Path) -> Iterator[Provider]:
    """A provider in this folder for as long as the block lasts; skips the test where Dovecot cannot run."""
    if not shutil.which("dovecot") or os.geteuid() != 0:
        pytest.skip(WANTED)
    # A socket's path holds 108 characters at most, and the folder of a test may be longer.
    with mail_server() as smtp, TemporaryDirectory(prefix="mail") as sockets:
        provider = Provider(folder, _free_port(), smtp)
        smtp.user, smtp.password, smtp.file = None, PASSWORD, provider.file
        _write_down(provider, Path(sockets))
        process = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")])
        try:
            _wait_until_it_listens(provider, process)
            yield provider
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@pytest.fixture
def dovecot_mail(tmp_path: Path) -> Iterator[Provider]:
    """A provider for one test."""
    with dovecot(tmp_path / "provider") as provider:
        yield provider


def _write_down(provider: Provider, sockets: Path) -> None:
    folder = provider.folder
    folder.mkdir(parents=True, exist_ok=True)
    _own(folder / "mail")
    config = _CONFIG.format(
        folder=folder, sockets=sockets, port=provider.imap_port, password=PASSWORD, uid=_MAIL_UID
    )
    (folder / "dovecot.conf").write_text(config)
    # The mail user walks down to its folders, which tests keep for their own user.
    for place in (sockets, folder, *folder.parents):
        if place.stat().st_mode & 0o001 == 0:
            place.chmod(place.stat().st_mode | 0o011)


def _wait_until_it_listens(provider: Provider, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", provider.imap_port), 1).close()
        except OSError:
            log = provider.folder / "dovecot.log"
            said = log.read_text() if log.exists() else ""
            assert process.poll() is None, f"dovecot ended: {said}"
            assert time.monotonic() < give_up_at, f"dovecot does not listen: {said}"
            time.sleep(0.05)
        else:
            return


def _own(*places: Path) -> None:
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
        os.chown(place, _MAIL_UID, _MAIL_UID)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def _read(path: Path) -> Message:
    return BytesParser(policy=modern).parsebytes(path.read_bytes())
