"""The form that connects a mailbox: its address, its password, and its servers where they are not known."""

from typing import Any, Final

from django import forms

from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.sends.message import MessageProblemError, one_line

from .actions import Named
from .presets import preset_of
from .servers import SECURITY_LABELS, Security, Server, Servers, servers_of

SERVER_FIELDS: Final = (
    "username",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "imap_host",
    "imap_port",
    "imap_security",
    "keeps_copy",
    "insists",
)
_USUAL: Final = {
    ("smtp", Security.TLS): 465,
    ("smtp", Security.STARTTLS): 587,
    ("smtp", Security.PLAIN): 25,
    ("imap", Security.TLS): 993,
    ("imap", Security.STARTTLS): 143,
    ("imap", Security.PLAIN): 143,
}
_SECURITIES: Final = [(one.value, label) for one, label in SECURITY_LABELS.items()]


class NameForm(forms.Form):
    """Who the mail is from."""

    sender_name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="Stands before your address in every message.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_sender_name(self) -> str:
        """A name that can stand in a message."""
        try:
            return one_line("The name", self.cleaned_data["sender_name"])
        except MessageProblemError as problem:
            raise forms.ValidationError(str(problem)) from None


class SmtpForm(NameForm):
    """An address with its password; the servers only where the provider is not known."""

    address = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=500,
        help_text="An app password where your provider gives them. It is kept encrypted and never shown again.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label="Sign-in name",
        required=False,
        max_length=254,
        help_text="Only where it is not the address.",
    )
    smtp_host = forms.CharField(label="Server for sending (SMTP)", required=False, max_length=253)
    smtp_port = forms.IntegerField(label="Its port", required=False, min_value=1, max_value=65535)
    smtp_security = forms.ChoiceField(label="Its security", required=False, choices=_SECURITIES)
    imap_host = forms.CharField(
        label="Server for reading (IMAP)",
        required=False,
        max_length=253,
        help_text="Without it, replies are entered by hand.",
    )
    imap_port = forms.IntegerField(label="Its port", required=False, min_value=1, max_value=65535)
    imap_security = forms.ChoiceField(label="Its security", required=False, choices=_SECURITIES)
    keeps_copy = forms.BooleanField(
        label="Put a copy of what is sent into Sent",
        required=False,
        help_text="Leave it off where the provider does that by itself.",
    )
    insists = forms.BooleanField(
        label="Send the password in clear all the same",
        required=False,
        help_text="Anybody between here and the server can then read it.",
    )

    def __init__(self, data: Any = None, *, known: Mailbox | None = None) -> None:
        super().__init__(data, initial=_initial(known))
        if known:
            self.fields["address"].disabled = True

    @property
    def server_fields(self) -> list[forms.BoundField]:
        """The fields that most people need not see."""
        return [self[name] for name in SERVER_FIELDS]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self[name] for name in ("address", "sender_name", "password")]

    @property
    def shows_servers(self) -> bool:
        """Whether the servers are to be seen: they are said, or something is wrong with them."""
        said = any(self[name].value() for name in ("smtp_host", "imap_host"))
        return said or any(name in self.errors for name in SERVER_FIELDS if self.is_bound)

    def clean(self) -> dict[str, Any]:
        """Servers as they were said, else those of the provider; plain text only where somebody insists."""
        said = super().clean() or self.cleaned_data
        if "address" in said and not said.get("smtp_host"):
            self._take_preset(said)
        elif said.get("smtp_host"):
            self._refuse_clear(said)
        return said

    @property
    def note(self) -> str:
        """What the provider of a valid form wants people to know; '' where it is not known."""
        preset = self.cleaned_data.get("preset")
        return preset.note if preset else ""

    def named(self) -> Named:
        """The address and the name of a form that is valid."""
        return Named(self.cleaned_data["address"], self.cleaned_data["sender_name"])

    def servers(self) -> Servers:
        """The servers of a form that is valid."""
        said = self.cleaned_data
        username = said["username"] or said["address"]
        if "preset" in said:
            preset = said["preset"]
            return Servers(preset.smtp, preset.imap, username, preset.keeps_copy)
        smtp, imap = _server(said, "smtp"), _server(said, "imap")
        return Servers(smtp, imap if imap.host else None, username, said["keeps_copy"])

    def _take_preset(self, said: dict[str, Any]) -> None:
        preset = preset_of(said["address"])
        if preset is None:
            domain = said["address"].rpartition("@")[2]
            told = f"The servers of {domain} are not known here. Copy their names from your provider's help pages."
            self.add_error("smtp_host", told)
        elif preset.smtp is None:
            self.add_error("address", preset.note)
        else:
            said["preset"] = preset

    def _refuse_clear(self, said: dict[str, Any]) -> None:
        for kind in ("smtp", "imap"):
            server = _server(said, kind)
            is_clear = server.host and server.security is Security.PLAIN
            if is_clear and not (_is_here(server.host) or said.get("insists")):
                told = "Without security the password travels in clear. Choose another, or tick that you insist."
                self.add_error(f"{kind}_security", told)


def _server(said: dict[str, Any], kind: str) -> Server:
    host = str(said.get(f"{kind}_host") or "").strip().lower()
    security = Security(said.get(f"{kind}_security") or Security.TLS)
    return Server(host, said.get(f"{kind}_port") or _USUAL[kind, security], security)


def _initial(known: Mailbox | None) -> dict[str, Any]:
    usual = {"smtp_security": Security.TLS, "imap_security": Security.TLS, "keeps_copy": True}
    if known is None:
        return usual
    shown = {"address": known.address, "sender_name": known.sender_name}
    try:
        servers = servers_of(known.servers)
    except (KeyError, TypeError, ValueError):
        return usual | shown
    shown["username"] = servers.username if servers.username != known.address else ""
    return (
        usual
        | shown
        | _fields("smtp", servers.smtp)
        | _fields("imap", servers.imap)
        | {"keeps_copy": servers.keeps_copy}
    )


def _fields(kind: str, server: Server | None) -> dict[str, Any]:
    if server is None:
        return {}
    said = server.to_json()
    return {f"{kind}_{name}": value for name, value in said.items()}


def _is_here(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}
