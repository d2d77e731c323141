"""Commands that act on the platform that runs in a data folder, as its system role."""

import os
from pathlib import Path

from totalaudio.project.platform.running import running_database


def join_platform(data: Path) -> None:
    """Set Django up on the running platform's database; raises Problem when none runs there."""
    urls = running_database(data)
    os.environ |= {
        "DATABASE_URL": urls.app,
        "DATABASE_SYSTEM_URL": urls.system,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
    }
    import django

    django.setup()
