"""A certificate authority that speaks ACME (RFC 8555) on loopback, as far as certbot asks it, with faults.

It asks for the challenge over http at the port of a front, under the name that the certificate is for, as a real one
does, and signs with a key of its own.
"""

import base64
import hashlib
import http.server
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PACKAGES: Final = ("certbot",)
WANTED: Final = "needs certbot: apt-get install -y --no-install-recommends " + " ".join(PACKAGES)

_NAME: Final = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of tests")])


@dataclass
class Authority:
    """What it knows; `front` is the port at which challenges are asked for, `refuses` makes each of them fail."""

    front: int
    port: int = 0
    refuses: bool = False
    days: int = 90
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    authorizations: dict[str, dict[str, Any]] = field(default_factory=dict)
    issued: list[tuple[str, ...]] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def directory(self) -> str:
        return f"{self.url}/directory"

    def account(self, protected: dict[str, Any]) -> tuple[int, dict[str, Any], str]:
        name = f"{self.url}/account/{len(self.keys) + 1}"
        self.keys[name] = protected["jwk"]
        return 201, {"status": "valid", "orders": f"{name}/orders"}, name

    def new_order(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any], str]:
        number = secrets.token_hex(4)
        places = []
        for identifier in payload["identifiers"]:
            word = secrets.token_urlsafe(16)
            place = f"{self.url}/authz/{word}"
            challenge = {
                "type": "http-01", "url": f"{self.url}/challenge/{word}", "token": word, "status": "pending",
            }  # fmt: skip
            self.authorizations[place] = {
                "identifier": identifier, "status": "pending", "challenges": [challenge],
            }  # fmt: skip
            places.append(place)
        place = f"{self.url}/order/{number}"
        self.orders[place] = {
            "status": "pending", "identifiers": payload["identifiers"], "authorizations": places,
            "finalize": f"{place}/finalize",
        }  # fmt: skip
        return 201, self.orders[place], place

    def challenge(self, word: str, account: str) -> tuple[int, dict[str, Any], str]:
        """Ask for the answer where the name leads, and compare."""
        authorization = self.authorizations[f"{self.url}/authz/{word}"]
        challenge = authorization["challenges"][0]
        host = authorization["identifier"]["value"]
        url = f"http://127.0.0.1:{self.front}/.well-known/acme-challenge/{word}"
        try:
            found = httpx.get(url, headers={"Host": host}, trust_env=False).text
        except httpx.HTTPError as error:
            found = str(error)
        is_right = found == f"{word}.{thumbprint(self.keys[account])}" and not self.refuses
        authorization["status"] = challenge["status"] = "valid" if is_right else "invalid"
        if not is_right:
            challenge["error"] = {
                "type": "urn:ietf:params:acme:error:unauthorized", "detail": f"{host} gave another answer",
            }  # fmt: skip
        return 200, challenge, ""

    def order(self, place: str) -> tuple[int, dict[str, Any], str]:
        found = self.orders[place]
        states = {self.authorizations[one]["status"] for one in found["authorizations"]}
        if found["status"] == "pending":
            found["status"] = "ready" if states == {"valid"} else "pending"
        return 200, found, place

    def finalize(self, place: str, payload: dict[str, Any]) -> tuple[int, dict[str, Any], str]:
        self.order(place)
        request = x509.load_der_x509_csr(unpadded(payload["csr"]))
        self.orders[place] |= {"status": "valid", "certificate": f"{place}/certificate"}
        self.orders[place]["pem"] = self.sign(request)
        return 200, self.shown(place), place

    def shown(self, place: str) -> dict[str, Any]:
        return {name: value for name, value in self.orders[place].items() if name != "pem"}

    def sign(self, request: x509.CertificateSigningRequest) -> str:
        """The chain: the certificate for the names that were asked for, and the authority's own."""
        names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        self.issued.append(tuple(names.get_values_for_type(x509.DNSName)))
        leaf = self._begun(request.subject, request.public_key()).add_extension(
            names, critical=False
        )
        above = self._begun(_NAME, self.key.public_key())
        signed = (one.sign(self.key, hashes.SHA256()) for one in (leaf, above))
        return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in signed)

    def _begun(self, subject: x509.Name, key: Any) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return x509.CertificateBuilder(
            _NAME,
            subject,
            key,
            x509.random_serial_number(),
            now - timedelta(minutes=5),
            now + timedelta(days=self.days),
        )


def thumbprint(key: dict[str, str]) -> str:
    """RFC 7638."""
    kept = {name: key[name] for name in sorted({"e", "kty", "n", "crv", "x", "y"} & key.keys())}
    digest = hashlib.sha256(json.dumps(kept, separators=(",", ":")).encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads what is asked; every answer carries a new nonce."""

    found: Authority
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer in two pieces waits for 40 ms

    def do_HEAD(self) -> None:
        self.answer(200, {})

    def do_GET(self) -> None:
        names = {
            "newNonce": "nonce",
            "newAccount": "account",
            "newOrder": "order",
            "revokeCert": "revoke",
        }
        self.answer(200, {name: f"{self.found.url}/{place}" for name, place in names.items()})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        protected = json.loads(unpadded(body["protected"]))
        payload = json.loads(unpadded(body["payload"]) or b"{}")
        place = f"{self.found.url}{self.path}"
        whole = {
            "/account": (self.found.account, protected),
            "/order": (self.found.new_order, payload),
        }
        if self.path in whole:
            act, said = whole[self.path]
            self.answer(*act(said))
        elif self.path.startswith("/authz/"):
            self.answer(200, self.found.authorizations[place])
        elif self.path.startswith("/challenge/"):
            self.answer(*self.found.challenge(self.path.rpartition("/")[2], protected["kid"]))
        elif self.path.endswith("/finalize"):
            self.answer(*self.found.finalize(place.removesuffix("/finalize"), payload))
        elif self.path.endswith("/certificate"):
            self.text(self.found.orders[place.removesuffix("/certificate")]["pem"])
        else:
            self.answer(200, self.found.shown(self.found.order(place)[2]), place)

    def answer(self, status: int, value: dict[str, Any], location: str = "") -> None:
        self.send(status, json.dumps(value), "application/json", location)

    def text(self, value: str) -> None:
        self.send(200, value, "application/pem-certificate-chain", "")

    def send(self, status: int, text: str, kind: str, location: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Replay-Nonce", secrets.token_urlsafe(16))
        if location:
            self.send_header("Location", location)
        if self.path.startswith("/challenge/"):
            above = f"{self.found.url}/authz/{self.path.rpartition('/')[2]}"
            self.send_header("Link", f'<{above}>;rel="up"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def authority(front: int) -> Iterator[Authority]:
    """An authority that asks for challenges at a port, as long as the block lasts."""
    found = Authority(front)

    handler = type("Handler", (Handler,), {"found": found})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
