"""The harness of every test: a clean environment, a real database, and the fixed cast of people."""

import gc
import os

import pytest

pytest_plugins = ["tests.support.server", "tests.support.database"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--proofs` runs the long proofs in full."""
    parser.addoption("--proofs", action="store_true", help="run the long proofs in full")


def pytest_configure(config: pytest.Config) -> None:
    """Load the product with nothing of the developer's environment; `-p no:django` leaves it alone."""
    from tests.support import environment

    environment.clean(os.environ)
    if config.pluginmanager.hasplugin("django"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "totalaudio.project.settings"
        import django

        django.setup()
        config.pluginmanager.import_plugin("tests.support.cast")
        config.pluginmanager.import_plugin("tests.support.flags")
        config.pluginmanager.import_plugin("tests.support.hashing")
        config.pluginmanager.import_plugin("tests.support.static_files")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end; the garbage collector need not look at it every time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def proofs(request: pytest.FixtureRequest) -> bool:
    """Whether the long proofs run in full."""
    return bool(request.config.getoption("--proofs"))
