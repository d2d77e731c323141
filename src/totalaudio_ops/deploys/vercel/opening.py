"""A target that is ready to be asked, for the length of a command."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from totalaudio_ops.deploys.steps import Order

from .access import read_access
from .client import Client
from .counted import Counts
from .http import Http
from .target import Vercel


@contextmanager
def opened(
    environ: Mapping[str, str], checkout: Path, migrations: Callable[[Order], str], counts: Counts
) -> Iterator[Vercel]:
    """Vercel by the settings of a command; raises Problem when they do not suffice."""
    access = read_access(environ)
    http = Http(access)
    try:
        yield Vercel(access, Client(http), checkout, migrations, counts)
    finally:
        http.close()
