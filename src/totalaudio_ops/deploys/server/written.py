"""What `site.toml` says, field by field."""

from typing import Final

import msgspec

from totalaudio_ops.apps import Deployable

LETS_ENCRYPT: Final = "https://acme-v02.api.letsencrypt.org/directory"
SELF_SIGNED, ACME, ELSEWHERE = "self-signed", "acme", "elsewhere"


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where people come in.

    `certificate` is a file with the chain and its key, `acme`, `self-signed` (to try things out), or `elsewhere`
    where a machine before this one ends TLS and speaks http to this one. `user` is whom it runs as once it listens.
    """

    certificate: str = SELF_SIGNED
    http: int = 80
    https: int = 443
    addresses: tuple[str, ...] = ("*",)
    user: str = ""


class Acme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks whom for certificates."""

    email: str
    directory: str = LETS_ENCRYPT


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One environment: `hosts` names each app's own; else all share `host`; else each is HOST.DOMAIN.

    `user` is whom its processes run as, who cannot read what belongs to the other environment.
    """

    domain: str
    host: str = ""
    hosts: dict[Deployable, str] = {}
    status: str = ""
    drain_seconds: int = 120
    user: str = ""


class SiteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; `ports` is the first of thirty loopback ports, `user` is who has none of their own."""

    production: Written
    preview: Written | None = None
    front: Front = Front()
    acme: Acme | None = None
    ports: int = 9100
    user: str = ""
    services: str = ""
    keep_releases: int = 5
