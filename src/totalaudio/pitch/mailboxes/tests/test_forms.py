"""The servers of a mailbox: those of the provider, those that were said, and the usual ports."""

import pytest

from totalaudio.pitch.mailboxes.forms import SmtpForm
from totalaudio.pitch.mailboxes.presets import preset_of
from totalaudio.pitch.mailboxes.servers import Security, Server, Servers, servers_of


def filled(**values: object) -> SmtpForm:
    usual = {"address": "a@promo.example", "sender_name": "A", "password": "x"}
    form = SmtpForm(usual | values)
    assert form.is_valid(), form.errors
    return form


@pytest.mark.parametrize(
    ("security", "smtp", "imap"), [("tls", 465, 993), ("starttls", 587, 143), ("", 465, 993)]
)
def test_a_port_that_was_not_said_is_the_usual_one(security: str, smtp: int, imap: int) -> None:
    hosts = {"smtp_host": "Mail.Promo.example ", "imap_host": "mail.promo.example"}
    said = filled(**hosts, smtp_security=security, imap_security=security).servers()
    assert said.imap
    assert (said.smtp.host, said.smtp.port, said.imap.port) == ("mail.promo.example", smtp, imap)


def test_the_servers_of_a_known_provider_need_not_be_said() -> None:
    form = filled(address="a@icloud.com")
    assert form.servers() == Servers(
        Server("smtp.mail.me.com", 587, Security.STARTTLS),
        Server("imap.mail.me.com", 993, Security.TLS),
        "a@icloud.com",
        keeps_copy=True,
    )
    assert "app-specific password" in form.note


def test_what_was_said_goes_before_what_is_known() -> None:
    form = filled(address="a@gmail.com", smtp_host="relay.promo.example", username="anna")
    assert (form.servers().smtp.host, form.servers().imap, form.servers().username) == (
        "relay.promo.example",
        None,
        "anna",
    )


def test_clear_text_is_for_this_machine_or_for_who_insists() -> None:
    host = {"smtp_security": "plain", "smtp_host": "mail.promo.example"}
    usual = {"address": "a@promo.example", "sender_name": "A", "password": "x"}
    assert not SmtpForm(usual | host).is_valid()
    assert filled(**host, insists="on").servers().smtp.port == 25
    assert filled(smtp_security="plain", smtp_host="localhost").servers().smtp.port == 25


def test_servers_are_read_as_they_were_kept() -> None:
    servers = filled(address="a@fastmail.com").servers()
    assert servers_of(servers.to_json()) == servers


@pytest.mark.parametrize("kept", [{}, {"smtp": "x"}, {"smtp": {"host": "x"}}])
def test_what_is_no_servers_is_refused(kept: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        servers_of(kept)


@pytest.mark.parametrize("address", ["a@promo.example", "nobody", "", "a@GMAIL.com.promo.example"])
def test_other_addresses_have_no_preset(address: str) -> None:
    assert preset_of(address) is None
