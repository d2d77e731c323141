"""Every route of the product with what its view declares, and what routes.toml expects of it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.people import ALICES, BOB
from tests.isolation.world import World
from totalaudio.core.lib.access import (
    BY_KEY,
    EVERYBODY,
    OPERATORS,
    SIGNED_IN,
    Access,
    access_of,
)
from totalaudio.core.tenancy import roles

_DECLARED = tomllib.loads(Path(__file__).with_name("routes.toml").read_text(encoding="utf-8"))
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)")

GROUP_OF: dict[str, str] = {
    route: group for group, listed in _DECLARED["groups"].items() for route in listed
}
ARGUMENTS: dict[str, str] = _DECLARED["arguments"]
POSTED: dict[str, dict[str, str]] = _DECLARED["posted"]
GROUPS: dict[Access, str] = {
    EVERYBODY: "everybody",
    SIGNED_IN: "signed_in",
    OPERATORS: "operators",
    BY_KEY: "by_key",
    Access(roles=frozenset(roles.EVERYBODY)): "everybody_inside",
    Access(roles=frozenset(roles.WORKERS)): "workers",
    Access(roles=frozenset(roles.MANAGERS)): "managers",
}


@dataclass(frozen=True)
class Route:
    """A route as the URL configuration writes it, with the declaration of its view."""

    pattern: str
    access: Access | None

    @property
    def arguments(self) -> list[str]:
        return [one or other for one, other in _ARGUMENT.findall(self.pattern)]

    @property
    def names_a_row(self) -> bool:
        """Whether its address names something of Alice's workspace."""
        return any(not ARGUMENTS[name].startswith("=") for name in self.arguments)

    @property
    def holds_a_key(self) -> bool:
        """Whether its address holds a key that nobody has."""
        return any(ARGUMENTS[name].startswith("=") for name in self.arguments)

    def address(self, world: World) -> str:
        """Its address, with rows of Alice's workspace in the place of its arguments."""
        filled = _ARGUMENT.sub(lambda m: _filled(world, ARGUMENTS[m[1] or m[2]]), self.pattern)
        return "/" + filled.replace("^", "").replace("$", "")


def all_routes() -> list[Route]:
    """Every route that this process serves."""
    return list(_walk(get_resolver().url_patterns, ""))


def expected(group: str) -> dict[str, str]:
    """The answer of a group to everybody."""
    head, *lines = _DECLARED["answers"].strip().splitlines()
    table = {words[0]: words[1:] for words in map(str.split, lines)}
    return dict(zip(head.split(), table[group], strict=True))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for found in patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from _walk(found.url_patterns, pattern)
        else:
            yield Route(pattern, access_of(found.callback))


def _filled(world: World, value: str) -> str:
    if value.startswith("="):
        return value[1:]
    rows = world.rows[value]
    mine = [row for row in rows if ALICES in (row.workspace, row.whose.workspace)]
    return str(next((row for row in mine if row.whose == BOB), mine[0]).key[0])
