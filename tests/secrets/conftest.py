"""A short folder for a platform, as in the tests of the platform."""

from tests.platform.conftest import folder

__all__ = ["folder"]
