"""Mail over TLS goes only to the server that the address names, and never without TLS where it is wanted."""

from pathlib import Path
from uuid import UUID

import pytest

from totalaudio_ops.deploys.server.certificates import make_self_signed
from totalaudio_ops.notifying.mailing import MailServer
from totalaudio_ops.notifying.notification import Notification, NotTakenError
from totalaudio_ops.notifying.tests.post import post_office

GIVEN = Notification(
    UUID("018f0000-0000-7000-8000-000000000001"), "mail", "duty@example.com", "P1 opened", "It is."
)
SCHEMES = ["smtp+tls", "smtps"]


def certificate(folder: Path, host: str) -> Path:
    file = folder / f"{host}.pem"
    make_self_signed(file, (host,))
    return file


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_mail_arrives_at_a_server_whose_certificate_is_believed(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with post_office(scheme, shown) as post:
        MailServer(post.url, "hello@tap.example.org")(GIVEN)
    assert [message["Subject"] for message in post.arrived] == ["P1 opened"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("host", "is_believed", "said"),
    [("mail.example.com", True, "Hostname mismatch"), ("localhost", False, "self-signed")],
)
def test_another_host_s_certificate_and_one_of_nobody_are_refused(
    scheme: str,
    host: str,
    *,
    is_believed: bool,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown, other = certificate(tmp_path, host), certificate(tmp_path, "other.example.com")
    monkeypatch.setenv("SSL_CERT_FILE", str(shown if is_believed else other))
    with post_office(scheme, shown) as post:
        with pytest.raises(NotTakenError, match=f"certificate is not believed .{said}"):
            MailServer(post.url, "hello@tap.example.org")(GIVEN)
        assert post.arrived == []


def test_a_server_without_starttls_gets_neither_mail_nor_password() -> None:
    with post_office() as post:
        url = post.url.replace("smtp://", "smtp+tls://us:s3cret@")
        with pytest.raises(NotTakenError, match=r"could not be reached \(SMTPNotSupportedError\)"):
            MailServer(url, "hello@tap.example.org")(GIVEN)
        assert post.arrived == []
