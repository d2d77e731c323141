"""Fixtures of every test: a real database, and the fixed cast of people."""

import pytest

pytest_plugins = ["tests.support.database", "tests.support.cast"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--proofs` runs the long proofs in full."""
    parser.addoption("--proofs", action="store_true", help="run the long proofs in full")


@pytest.fixture(scope="session")
def proofs(request: pytest.FixtureRequest) -> bool:
    """Whether the long proofs run in full."""
    return bool(request.config.getoption("--proofs"))
