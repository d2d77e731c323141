"""Commands that act on the platform that runs in a data folder, or that the settings name, as its system role."""

import os
from pathlib import Path

from totalaudio.project.cli.operating import urls_of


def join_platform(data: Path) -> None:
    """Set Django up on the database; raises Problem when none runs there and no setting names one."""
    urls = urls_of(data)
    os.environ |= {
        "DATABASE_URL": urls.app,
        "DATABASE_SYSTEM_URL": urls.system,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
    }
    import django

    django.setup()
