"""TLS speaks to the host by its name although the connection goes to the checked address."""

import datetime as dt
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from totalaudio.core.lib.fetching import Fetcher, FetchFailedError
from totalaudio.core.lib.fetching.tests.servers import answer, serve


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for station.example with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "station.example")])
    now = dt.datetime.now(dt.UTC)
    day = dt.timedelta(days=1)
    names = x509.SubjectAlternativeName([x509.DNSName("station.example")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "station.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(pem)
    )
    return path


def test_the_certificate_is_checked_against_the_name_of_the_host(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    asked: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: asked.append(name)
    client = ssl.create_default_context(cafile=str(certificate))
    with serve({"/": answer("safe")}, tls=server) as site:
        fetcher = Fetcher(
            resolve=site.resolve, allow=site.allow("station.example", "other.example"), tls=client
        )
        page = fetcher.fetch(f"https://station.example:{site.port}/")
        with pytest.raises(FetchFailedError, match=r"other\.example: cannot connect"):
            fetcher.fetch(f"https://other.example:{site.port}/")
    assert (page.text, asked) == ("safe", ["station.example", "other.example"])
