from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file
from totalaudio.core.tenancy.policies import TenantPolicies

_WORKERS = ["owner", "admin", "member"]
_MANAGERS = ["owner", "admin"]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("campaigns", "0002_history")]

    # Clients learn which campaigns are theirs from a function, and not who the others are.
    operations: ClassVar[list[Operation]] = [
        migrations.RemoveConstraint("reader", "campaigns_reader_tenant"),
        migrations.AddConstraint(
            "reader",
            TenantPolicies(
                name="campaigns_reader_tenant",
                read=_WORKERS,
                insert=_MANAGERS,
                update=_MANAGERS,
                delete=_MANAGERS,
            ),
        ),
        sql_file(__file__, "0003_readers.sql"),
    ]
