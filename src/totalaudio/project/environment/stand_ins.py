"""What must hold for the address of a stand-in that answers in place of an outside service, for tests."""

from collections.abc import Iterator

from .faults import Fault
from .fields import Environment
from .texts import is_loopback, web_address


def stand_in(env: Environment, name: str, address: str) -> Iterator[Fault]:
    """Production has none, and elsewhere nobody reads what is said to it on the way."""
    if not address:
        return
    base = web_address(address)
    if env.is_production:
        yield Fault(name, "is for tests, and this is production", "unset it")
    elif base is None or (base.scheme == "http" and not is_loopback(base.hostname or "")):
        fix = "use https, or an address of this machine"
        yield Fault(name, "could be read on the way", fix)
