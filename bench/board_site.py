"""A database with one large campaign and a web process in front of it, as long as a block lasts."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg

from bench.board_rows import fill_campaign
from bench.contact_table_site import people, sign_in, web
from bench.installation import install
from bench.platform import free_port


@dataclass(frozen=True, slots=True)
class Site:
    """Where the board is served, the session of somebody who may see it, and the campaign."""

    port: int
    session: str
    campaign: UUID

    def ask(self, connection: http.client.HTTPConnection, rest: str) -> tuple[float, int]:
        """The milliseconds that a page below the campaign's board took, and how many bytes it has."""
        path = f"/tracker/board/{self.campaign}/{rest}"
        headers = {"Cookie": f"sessionid={self.session}", "Host": "localhost"}
        begun = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return took, len(body)


@contextmanager
def serve(server_url: str, targets: int) -> Iterator[Site]:
    """Make the database, fill it, serve it on loopback."""
    made = install(server_url, "board")
    user, workspace = people(made.admin, targets)
    with psycopg.connect(made.admin, autocommit=True) as admin:
        admin.execute("SET search_path = totalaudio")
        campaign = fill_campaign(admin, workspace)
        fill_campaign(admin, workspace)  # another campaign of the same size, which must not be read
    told = made.told(DATABASE_URL=made.urls.app)
    port = free_port()
    with web(told, port):
        yield Site(port, sign_in(told, user), campaign)
