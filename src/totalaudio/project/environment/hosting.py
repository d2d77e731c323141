"""What must hold where Vercel runs the process."""

from collections.abc import Iterator

from .faults import Fault
from .fields import Environment
from .texts import web_address
from .words import WEB


def hosting(env: Environment) -> Iterator[Fault]:
    """Only the web apps run there, one each, and the host that is let in is a host of Vercel's."""
    if env.vercel and env.app not in WEB:
        fix = "set it to audio-intel, tracker or pitch-generator, and run the worker on a server"
        yield Fault("APP", "cannot run on Vercel", fix)
    if env.vercel_url and not _is_host(env.vercel_url):
        yield Fault("VERCEL_URL", "is not the name of a host", "leave it as Vercel sets it")


def _is_host(text: str) -> bool:
    found = web_address(f"https://{text}")
    return found is not None and found.netloc == text and found.hostname == text
