"""The servers of providers that many people use, by the domain of an address."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .servers import Security, Server


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a provider; without servers it lets no program in with a password."""

    name: str
    note: str
    smtp: Server | None = None
    imap: Server | None = None
    keeps_copy: bool = False


def preset_of(address: str) -> Preset | None:
    """The provider of an address; None when it is not one that we know."""
    return _by_domain().get(address.rpartition("@")[2].strip().lower())


@cache
def _by_domain() -> dict[str, Preset]:
    told = tomllib.loads(files(__package__).joinpath("presets.toml").read_text(encoding="utf-8"))
    found: dict[str, Preset] = {}
    for one in told["provider"]:
        keeps = not one["copies"]
        made = Preset(one["name"], one["note"], _server(one["smtp"]), _server(one["imap"]), keeps)
        found |= dict.fromkeys(one["domains"], made)
    for one in told["closed"]:
        found |= dict.fromkeys(one["domains"], Preset(one["name"], one["note"]))
    return found


def _server(text: str) -> Server:
    host, port, security = text.split(":")
    return Server(host, int(port), Security(security))
