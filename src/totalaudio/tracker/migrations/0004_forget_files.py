from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("tracker", "0003_files"),
        ("contacts", "0004_suppress"),
    ]

    operations: ClassVar[list[Operation]] = [sql_file(__file__, "0004_forget_files.sql")]
