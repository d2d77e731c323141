"""How it is watched: the status page, probes, who is told of incidents, and figures for Prometheus."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from totalaudio_ops.probes.targets import read_targets

from ..words import App
from .about import About
from .fixes import METRICS_FIX


def _of_probes(text: str) -> str:
    read_targets(text)
    return text


class Watching(BaseModel):
    """The settings of watching it."""

    status_url: Annotated[
        str,
        About(
            "The address of the public status page, for links to it; its own server on this machine when unset.",
            "https://status.example.com",
        ),
    ] = ""
    status_port: Annotated[
        int | None,
        Field(ge=1, le=65535),
        About(
            "Where the status page listens, beside HOST; 100 above PORT when unset.",
            "8100",
            "set it to a number from 1 to 65535",
        ),
    ] = None
    probe_urls: Annotated[
        str,
        AfterValidator(_of_probes),
        About(
            "What is asked every 15 seconds from outside, as app=address with spaces between; in production the"
            " addresses that people use. HOST and PORT when unset.",
            "audio-intel=https://intel.example.com/health/ready",
            "set it to app=address for audio-intel, tracker and pitch-generator, with spaces between",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    probe_trusts: Annotated[
        Path | None,
        About(
            "A file of certificates that these questions believe besides the usual ones; a site that signs its own"
            " names it by itself.",
            "/usr/local/share/ca-certificates/example.crt",
            apps=frozenset({App.WORKER}),
        ),
    ] = None
    alert_emails: Annotated[
        str,
        About(
            "Who is told of incidents by mail: addresses with commas between.",
            "duty@example.com,second@example.com",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    alert_webhook_url: Annotated[
        SecretStr | None,
        About(
            "Where incidents are posted as JSON, signed; INCIDENTS.md says how.",
            "https://alerts.example.com/totalaudio",
            apps=frozenset({App.WORKER}),
        ),
    ] = None
    alert_webhook_secret: Annotated[
        SecretStr | None,
        About(
            "What signs those posts; their receiver knows it too.",
            "write-here-32-random-characters-",
            apps=frozenset({App.WORKER}),
        ),
    ] = None
    quiet_hours: Annotated[
        str,
        About(
            "When nobody is told of P2 and P3, in London's time; they are told when it ends.",
            "22:00-07:00",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    metrics_token: Annotated[
        SecretStr | None,
        About(
            "Opens /metrics, of each web app and beside the status page, to Prometheus, as a bearer token; without one"
            " it is closed.",
            "write-here-32-random-characters",
            METRICS_FIX,
        ),
    ] = None
    prometheus_url: Annotated[
        str,
        About(
            "The Prometheus that counts for objectives whose data source says so; unset when none does.",
            "http://prometheus.example.com:9090",
        ),
    ] = ""

    @property
    def alert_addresses(self) -> tuple[str, ...]:
        """Who is told of incidents by mail, each once."""
        named = (one.strip() for one in self.alert_emails.split(","))
        return tuple(dict.fromkeys(one for one in named if one))
