"""Certificates as the front reads them: one file for each, chain and key together."""

import datetime as dt
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.problems import Problem

PLACEHOLDER: Final = "placeholder.pem"
_DAYS: Final = 825


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a file holds: for which hosts, until when, and whether the key beside it is its own."""

    hosts: frozenset[str]
    ends_at: datetime
    has_its_key: bool

    def covers(self, host: str) -> bool:
        """Whether a browser takes it for a host."""
        _, _, rest = host.partition(".")
        return host in self.hosts or f"*.{rest}" in self.hosts


def read_certificate(file: Path) -> Certificate:
    """The first certificate of a file with chain and key; raises Problem for anything else."""
    try:
        content = file.read_bytes()
        found = x509.load_pem_x509_certificates(content)[0]
        key = serialization.load_pem_private_key(content, None)
    except OSError as error:
        raise Problem(f"the certificate {file} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError) as error:
        raise Problem(
            f"{file} does not hold a chain of certificates and its key, without a password, in PEM: {error}; "
            "write both into one file, the certificate of the site first."
        ) from None
    return Certificate(_hosts(found), found.not_valid_after_utc, _same(found, key))


def _hosts(found: x509.Certificate) -> frozenset[str]:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(names.get_values_for_type(x509.DNSName))


def _same(found: x509.Certificate, key: object) -> bool:
    public = getattr(key, "public_key", lambda: None)()
    return public is not None and public == found.public_key()


def make_self_signed(file: Path, hosts: tuple[str, ...], now: datetime | None = None) -> None:
    """A certificate that no browser believes: to try things out, and until the real one is there."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = now or datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:64])])
    names = [x509.DNSName(host) for host in hosts]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=_DAYS))
        .add_extension(
            x509.SubjectAlternativeName(
                [*names, x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(file, pem)
