from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_quotas")]

    operations: ClassVar[list[Operation]] = []
