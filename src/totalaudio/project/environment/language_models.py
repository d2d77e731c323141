"""What must hold for the settings of the language model."""

from collections.abc import Iterator

from .faults import Fault
from .fields import Environment
from .texts import is_loopback, web_address


def language_models(env: Environment) -> Iterator[Fault]:
    """What is asked, and the key, cannot be read on the way."""
    base = web_address(env.anthropic_base_url)
    if base is None:
        fix = "set it to https://api.anthropic.com, or unset it"
        yield Fault("ANTHROPIC_BASE_URL", "is not the address of a site", fix)
    elif base.scheme == "http" and (env.is_production or not is_loopback(base.hostname or "")):
        yield Fault("ANTHROPIC_BASE_URL", "could be read on the way", "begin it with https://")
