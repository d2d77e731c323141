"""Mail of the platform goes over TLS only to the server that its address names."""

import ssl
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from totalaudio.core.web.mail import server
from totalaudio_ops.deploys.server.certificates import make_self_signed
from totalaudio_ops.notifying.tests.post import post_office

LETTER = EmailMessage("Hello", "It is.", "hello@tap.example.org", ["alice@example.com"])


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtps"])
def test_it_is_handed_over_where_the_certificate_is_the_host_s(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, others = tmp_path / "ours.pem", tmp_path / "others.pem"
    make_self_signed(ours, ("localhost",))
    make_self_signed(others, ("mail.example.com",))
    monkeypatch.setenv("SSL_CERT_FILE", str(ours))
    with post_office(scheme, ours) as post:
        server(post.url).send_messages([LETTER])
    assert [message["Subject"] for message in post.arrived] == ["Hello"]
    monkeypatch.setenv("SSL_CERT_FILE", str(others))
    with post_office(scheme, others) as post:
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            server(post.url).send_messages([LETTER])
        assert post.arrived == []
