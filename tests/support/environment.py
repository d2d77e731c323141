"""The environment in which tests run: none of the product's variables but those named here."""

from collections.abc import MutableMapping

from totalaudio.project.environment import Environment

DECLARED = frozenset(Environment.model_fields)


def clean(environ: MutableMapping[str, str]) -> None:
    """Take the product's variables away, whatever their case, and say that this is a test."""
    for name in [name for name in environ if name.lower() in DECLARED]:
        del environ[name]
    environ["ENVIRONMENT"] = "test"
