"""Everybody whose view of a table is declared, and how the product connects for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid5

import psycopg

from tests.isolation.catalogue import Connection
from tests.support.database import Urls

_SPACE = UUID("3c9d6a4e-5f0b-4a52-9a57-0f6d1c2b3a49")


def fixed_id(name: str) -> UUID:
    """The same id for the same name in every run."""
    return uuid5(_SPACE, name)


ALICES, CHARLIES = fixed_id("Alice Plugs"), fixed_id("Charlie Elsewhere")


@dataclass(frozen=True)
class Insider:
    """Somebody with an account; `workspace` and `role` where they are a member."""

    name: str
    workspace: UUID | None = None
    role: str = ""

    @property
    def id(self) -> UUID:
        return fixed_id(self.name)

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"


ALICE = Insider("alice", ALICES, "owner")
ADAM = Insider("adam", ALICES, "admin")
BOB = Insider("bob", ALICES, "member")
CLARA = Insider("clara", ALICES, "client")
CHARLIE = Insider("charlie", CHARLIES, "owner")
CHRIS = Insider("chris", CHARLIES, "member")
STRANGER = Insider("sidney")
OPERATOR = Insider("olive")
EVERYBODY = (ALICE, ADAM, BOB, CLARA, CHARLIE, CHRIS, STRANGER, OPERATOR)

# The columns of tables.toml: who it is, as the product meets them.
ACTORS: dict[str, Insider | None] = {
    "nobody": None,
    "signin": None,
    "stranger": STRANGER,
    "operator": OPERATOR,
    "charlie": CHARLIE,
    "client": CLARA,
    "member": BOB,
    "admin": ADAM,
    "owner": ALICE,
    "system": None,
}


@contextmanager
def acting(urls: Urls, actor: str) -> Iterator[Connection]:
    """A connection in a transaction with the context that the product sets; nothing of it is kept."""
    with psycopg.connect(urls.system if actor == "system" else urls.app) as connection:
        enter(connection, actor)
        connection.execute("SET CONSTRAINTS ALL DEFERRED")  # only the walls are asked
        yield connection
        connection.rollback()


def enter(connection: Connection, actor: str) -> None:
    """Set the context; whoever is not a member of Alice's workspace asks for it all the same."""
    insider = ACTORS[actor]
    if insider is not None:
        connection.execute("SELECT enter_workspace_v1(%s, %s)", [insider.id, ALICES])
    elif actor != "system":
        role = "signin" if actor == "signin" else ""
        connection.execute("SELECT set_context_v1(NULL, NULL, %s)", [role])
