"""The environment in which tests run: none of the product's variables but those named here."""

from collections.abc import MutableMapping

from totalaudio.project.environment import Environment


def clean(environ: MutableMapping[str, str]) -> None:
    """Take the product's variables away, whatever their case, and say that this is a test."""
    declared = set(Environment.model_fields)
    for name in [name for name in environ if name.lower() in declared]:
        del environ[name]
    environ["ENVIRONMENT"] = "test"
