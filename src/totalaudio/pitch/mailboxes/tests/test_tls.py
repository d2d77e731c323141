"""A password goes only to the server that was named: certificates are checked, and STARTTLS is insisted on."""

import datetime as dt
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server

from totalaudio.pitch.mailboxes.connecting import Dial
from totalaudio.pitch.mailboxes.servers import Security, Server, Servers
from totalaudio.pitch.mailboxes.smtp import SmtpTransport
from totalaudio.pitch.mailboxes.transport import (
    NotHandedOverError,
    SenderRefusedError,
    TransportError,
)

from .test_smtp import MESSAGE, NEAR

type Certify = Callable[[str], Path]


@pytest.fixture
def certify(tmp_path: Path) -> Certify:
    """Makes a self-signed certificate for a name, with its key in the same file."""
    return lambda name: _certificate(name, tmp_path / f"{name}.pem")


def _certificate(name: str, path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(now - day).not_valid_after(now + day)
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(pem))
    return path


def serving(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


def trusting(certificate: Path | None) -> Dial:
    trusted = ssl.create_default_context(cafile=str(certificate) if certificate else None)
    return replace(NEAR, tls=trusted)


def transport(mail: MailServer, security: Security, dial: Dial) -> SmtpTransport:
    return SmtpTransport(
        Servers(Server("localhost", mail.port, security), None, USER), PASSWORD, dial
    )


def outcome(made: SmtpTransport) -> TransportError | None:
    try:
        made.hand_over(MESSAGE)
    except TransportError as error:
        return error
    finally:
        made.close()
    return None


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_server_with_its_certificate_is_trusted(security: Security, certify: Certify) -> None:
    certificate = certify("localhost")
    at_once = security is Security.TLS
    with mail_server(serving(certificate), tls_at_once=at_once) as mail:
        assert outcome(transport(mail, security, trusting(certificate))) is None
    assert len(mail.taken) == 1


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_of_nobody_stops_it_before_the_password(
    security: Security, certify: Certify
) -> None:
    at_once = security is Security.TLS
    with mail_server(serving(certify("localhost")), tls_at_once=at_once) as mail:
        error = outcome(transport(mail, security, trusting(None)))
    assert type(error) is SenderRefusedError
    assert "certificate" in str(error)
    assert not [line for line in mail.heard if line.startswith("AUTH")]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_of_another_name_stops_it_too(security: Security, certify: Certify) -> None:
    certificate = certify("another.example")
    at_once = security is Security.TLS
    with mail_server(serving(certificate), tls_at_once=at_once) as mail:
        error = outcome(transport(mail, security, trusting(certificate)))
    assert type(error) is SenderRefusedError
    assert not [line for line in mail.heard if line.startswith("AUTH")]


def test_a_server_that_offers_no_starttls_gets_no_password() -> None:
    with mail_server() as mail:
        error = outcome(transport(mail, Security.STARTTLS, trusting(None)))
    assert type(error) is SenderRefusedError
    assert "offers no STARTTLS" in str(error)
    assert not [line for line in mail.heard if line.startswith("AUTH")]


def test_a_server_without_tls_is_told_from_one_that_is_away() -> None:
    with mail_server() as mail:
        error = outcome(transport(mail, Security.TLS, trusting(None)))
    assert type(error) is SenderRefusedError
    assert "does not speak TLS" in str(error)


def test_a_server_that_stops_at_starttls_is_tried_again(certify: Certify) -> None:
    certificate = certify("localhost")
    with mail_server(serving(certificate)) as mail:
        mail.faults.cut = "STARTTLS"
        error = outcome(transport(mail, Security.STARTTLS, trusting(certificate)))
    assert type(error) is NotHandedOverError
