"""The static files are listed once for a test process, as a server does; every client of a test is a server anew."""

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> None:
    listed: dict[str, object] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def add_files_from_finders(middleware: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_them(middleware)
            listed.update(middleware.files)
        middleware.files = dict(listed)

    WhiteNoiseMiddleware.add_files_from_finders = add_files_from_finders
