from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("pitch", "0006_read_now"),
        ("campaigns", "0001_initial"),
    ]

    operations: ClassVar[list[Operation]] = [sql_file(__file__, "0007_kept_targets.sql")]
