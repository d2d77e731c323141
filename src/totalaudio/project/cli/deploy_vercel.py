"""Vercel as a place, with what it needs of this machine: a checkout, and a way into the database."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Order
from totalaudio_ops.deploys.targets import Seen, Target
from totalaudio_ops.deploys.vercel.access import read_access
from totalaudio_ops.deploys.vercel.client import Client
from totalaudio_ops.deploys.vercel.counted import counts_from
from totalaudio_ops.deploys.vercel.http import Http
from totalaudio_ops.deploys.vercel.target import Vercel
from totalaudio_ops.happenings import Connection
from totalaudio_ops.problems import Problem


def vercel(
    holding: ExitStack, connect: Callable[[], AbstractContextManager[Connection]], owner: str
) -> Target:
    """Vercel by the settings of this command; the line to it is closed with the stack."""
    access = read_access(os.environ)
    http = Http(access)
    holding.callback(http.close)

    def migrations(order: Order) -> str:
        return _migrate(owner, order)

    def counts(app: Deployable, since: datetime, until: datetime) -> Seen:
        with connect() as connection:
            return counts_from(connection)(app, since, until)

    return Vercel(access, Client(http), ROOT, migrations, counts)


def _migrate(owner: str, order: Order) -> str:
    """By this checkout, when it is the very commit; as the database's owner."""
    from totalaudio.project.platform.bringing_up import bring_up_to_date
    from totalaudio_ops.deploys.checks.git import ask

    if ask(ROOT, "rev-parse", "HEAD") != order.commit:
        raise Problem(f"migrations are made from here, and {order.release} is not checked out")
    if not owner:
        raise Problem("DATABASE_OWNER_URL is not set: migrations need the database's owner")
    return bring_up_to_date(owner, os.environ | {"DATABASE_URL": owner})
